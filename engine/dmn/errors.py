"""What can be wrong with a decision model or its use."""


class DmnError(ValueError):
    """A decision that cannot be taken. `line` counts from 1 and is 0 when unknown."""

    code = "dmn_fout"

    def __init__(self, message: str, line: int = 0, element: str = "") -> None:
        self.message, self.line, self.element = message, line, element
        place = f" (regel {line}{', element ' + element if element else ''})" if line else ""
        super().__init__(f"{message}{place}")

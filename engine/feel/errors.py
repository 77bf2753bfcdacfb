"""What can be wrong with a FEEL expression. Messages are Dutch: process owners read them."""


class FeelError(ValueError):
    """A faulty or refused expression. `line` and `column` count from 1 and are 0 when unknown."""

    code = "feel_fout"

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        self.message, self.line, self.column = message, line, column
        place = f" (regel {line}, positie {column})" if line else ""
        super().__init__(f"{message}{place}")


class FeelSyntaxError(FeelError):
    """The text is no FEEL."""

    code = "feel_schrijfwijze"


class UnknownNameError(FeelError):
    """A variable that nobody supplies."""

    code = "feel_onbekende_naam"


class UnknownFunctionError(FeelError):
    """A function that does not exist here, or that cannot take these arguments."""

    code = "feel_onbekende_functie"


class FeelLimitError(FeelError):
    """The expression asks for more than one expression may cost."""

    code = "feel_grens"

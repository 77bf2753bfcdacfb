"""What can be wrong with a form file, in Dutch."""

import re
from dataclasses import dataclass

from engine.errors import EngineError


@dataclass(frozen=True, order=True)
class FormProblem:
    """One thing to mend. `component` and `key` may be empty; `line` counts from 1."""

    line: int
    component: str
    key: str
    message: str
    remedy: str
    code: str = "formulier_fout"

    def __str__(self) -> str:
        named = f"onderdeel {self.component}: " if self.component else ""
        return f"regel {self.line}, {named}{self.message} {self.remedy}"


class FaultyForm(EngineError):
    """Dit formulier kan zo niet worden gebruikt."""

    code = "ondeugdelijk_formulier"

    def __init__(self, filename: str, problems: tuple[FormProblem, ...]) -> None:
        self.filename, self.problems = filename, problems
        super().__init__(f"{filename}: " + "; ".join(str(problem) for problem in problems))


def line_of(text: str, component: str) -> int:
    """Return the line on which the component with this id starts naming itself; 1 when not found."""
    match = re.search(rf'"id"\s*:\s*"{re.escape(component)}"', text) if component else None
    return text.count("\n", 0, match.start()) + 1 if match else 1

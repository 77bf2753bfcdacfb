"""What the checker says: one finding is one thing to mend, told where it is and how to mend it."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["fout", "waarschuwing"]


@dataclass(frozen=True, order=True)
class Finding:
    """One defect in a bundle, in Dutch. Findings sort by file and line.

    `line` counts from 1. `element` and `label` are the id and the text on the diagram; both are
    empty for files that are no diagram. `code` is stable and explained in docs/bevindingen.md.
    """

    file: str
    line: int
    code: str
    element: str
    label: str
    level: Level
    message: str
    remedy: str

    @property
    def is_error(self) -> bool:
        return self.level == "fout"

    @property
    def where(self) -> str:
        """File, line and element, as people look for it: `x.bpmn:42 › Bellen (bellen)`."""
        place = f"{self.file}:{self.line}"
        if not self.element:
            return place
        named = f"{self.label} ({self.element})" if self.label else self.element
        return f"{place} › {named}"

    def __str__(self) -> str:
        return f"{self.where} · {self.code} {self.level}: {self.message} → {self.remedy}"

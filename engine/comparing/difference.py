"""What a comparison finds, and how it is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["added", "removed", "changed"]
What = Literal[
    "process", "step", "flow", "drawing", "form", "table", "letter", "term", "role", "calendar", "scenario",
    "file",
]  # fmt: skip

# Groups that are no process, in the order in which they are told.
DECISIONS, LETTERS, TERMS, ROLES, CALENDAR, SCENARIOS, OTHER = (
    "beslistabellen", "brieven", "termijnen", "rollen", "kalender", "voorbeelden", "overig"
)  # fmt: skip
TITLES = {
    DECISIONS: "Beslistabellen",
    LETTERS: "Brieven",
    TERMS: "Termijnen",
    ROLES: "Rollen",
    CALENDAR: "Kalender",
    SCENARIOS: "Voorbeelden",
    OTHER: "Overig",
}


@dataclass(frozen=True)
class Difference:
    """One change as a sentence. `before` and `after` hold long texts that are read side by side.

    `element` is the id on the drawing that the sentence is about, empty when there is none.
    """

    group: str
    kind: Kind
    what: What
    sentence: str
    file: str = ""
    element: str = ""
    before: str = ""
    after: str = ""

    @property
    def has_texts(self) -> bool:
        return bool(self.before or self.after)


@dataclass(frozen=True)
class Group:
    """All that changes in one process, or in what belongs to all of them."""

    id: str
    title: str
    is_process: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Comparison:
    """All that changes. An empty one means: these versions do the same."""

    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return bool(self.groups)

    def __iter__(self) -> Iterator[Difference]:
        return (difference for group in self.groups for difference in group.differences)

    @property
    def sentences(self) -> list[str]:
        return [difference.sentence for difference in self]

    def marks(self, process: str) -> dict[str, Kind]:
        """Return per element of a process what happens to it; for the drawing of either version."""
        found: dict[str, Kind] = {}
        for difference in self:
            if difference.group == process and difference.element:
                found.setdefault(difference.element, difference.kind)
        return found

"""The parts of a decision model, as read from the file and compiled."""

from dataclasses import dataclass, field
from typing import NamedTuple

from engine.dmn.types import ANY, DmnType
from engine.feel.expression import Compiled
from engine.feel.values import Closure


class Problem(NamedTuple):
    """What a process owner has to mend: where, and a Dutch sentence."""

    line: int
    element: str
    message: str


class Text(NamedTuple):
    """One FEEL text in the file. `compiled` is None when it is faulty."""

    line: int
    element: str
    source: str
    compiled: Compiled | None


@dataclass(frozen=True, slots=True)
class Requirements:
    """The ids of what an element leans on."""

    inputs: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    knowledge: tuple[str, ...] = ()


@dataclass(slots=True)
class Element:
    id: str
    name: str
    line: int
    type: DmnType = ANY


@dataclass(slots=True)
class InputData(Element):
    """A value the caller supplies."""


@dataclass(slots=True)
class Decision(Element):
    """Something to decide: an expression over what it requires."""

    requires: Requirements = Requirements()
    closure: Closure | None = None
    texts: list[Text] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list["TableInfo"] = field(default_factory=list)


@dataclass(slots=True)
class Knowledge(Decision):
    """A business knowledge model: `closure` gives its function."""


@dataclass(slots=True)
class Service(Element):
    """A decision service: decisions to be taken together, as a function of inputs."""

    outputs: tuple[str, ...] = ()
    input_decisions: tuple[str, ...] = ()
    input_data: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A decision table as it stands in the file, for checkers and drawings."""

    element: str
    line: int
    hit_policy: str
    inputs: tuple[Text, ...]
    outputs: tuple[str, ...]
    rules: tuple[tuple[str, tuple[Text, ...], tuple[Text, ...]], ...]  # id, input cells, output cells

"""What a path carries with it: marks of what was done, knowledge of values, and the steps themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.check.law.knowledge import Known, Range
from engine.check.model import Node

WATCHED, CUT_OFF, WITHIN, PASSED = "bewaakt:", "grens:", "binnen:", "verstreken:"
CHANGED = "gewijzigd:"  # a fact that a path beside the handling registered
AROUND = (WATCHED, CUT_OFF)  # marks that hold inside a step only


@dataclass(frozen=True, slots=True)
class History:
    """What happened before, for certain. Two paths with the same history have the same future."""

    done: frozenset[str] = frozenset()
    values: frozenset[tuple[str, Range]] = frozenset()
    _hash: int = field(init=False, repr=False, compare=False)  # asked for at every move

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.done, self.values)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def known(self) -> Known:
        return dict(self.values)

    def holds(self, mark: str) -> bool:
        name, equals, value = mark.partition("=")
        if not equals:
            return mark in self.done
        if name.endswith("!"):
            return any(f"{other}!" == name and found.excludes(value) for other, found in self.values)
        return any(other == name and found.within(frozenset({value})) for other, found in self.values)

    def marked(self, add: Iterable[str] = (), remove: Iterable[str] = ()) -> "History":
        done = self.done.difference(remove).union(add)
        return self if done == self.done else History(done, self.values)

    def knowing(self, known: Known, among: frozenset[str]) -> "History":
        """Return this history with other knowledge; of names outside `among` nothing is kept."""
        return History(
            self.done, frozenset((n, r) for n, r in known.items() if n in among and not _is_anything(r))
        )

    def forgetting(self, names: frozenset[str]) -> "History":
        left = frozenset(pair for pair in self.values if pair[0] not in names)
        return self if left == self.values else History(self.done, left)

    def outside(self, before: "History") -> "History":
        """Return this history after leaving a step that was entered with `before`."""
        if self.done == before.done:
            return self
        mine = {mark for mark in self.done if mark.startswith(AROUND)}
        return self.marked(remove=mine - before.done, add={m for m in before.done if m.startswith(AROUND)})

    def waited(self) -> "History":
        """Return this history after a wait that ended before any timer around it cut it off."""
        cut = {mark.removeprefix(CUT_OFF) for mark in self.done if mark.startswith(CUT_OFF)}
        within = {f"{WITHIN}{term}" for term in cut if f"{PASSED}{term}" not in self.done}
        return self.marked(remove={m for m in self.done if m.startswith(WITHIN)} - within, add=within)

    def too_late_for(self, term: str) -> "History":
        return self.marked(add={f"{PASSED}{term}"}, remove={f"{WITHIN}{term}"})


def _is_anything(found: Range) -> bool:
    return found.others and not found.values


def together(histories: Iterable[History]) -> History:
    """Return what is certain when parallel ways have come together."""
    every = list(histories)
    if len(every) == 1:
        return every[0]
    known: dict[str, Range] = {}
    clashing: set[str] = set()
    for history in every:
        for name, found in history.values:
            if known.setdefault(name, found) != found:
                clashing.add(name)
    done = frozenset().union(*(history.done for history in every))
    on_time = frozenset.intersection(*(history.done for history in every))  # every way must have been
    done = frozenset(mark for mark in done if not mark.startswith(WITHIN) or mark in on_time)
    return History(done, frozenset((n, r) for n, r in known.items() if n not in clashing))


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps of a path, newest last; `inside` are the steps within a sub-process or called process."""

    before: "Trail | None"
    node: Node
    note: str = ""
    inside: "Trail | None" = None
    length: int = 0

    def steps(self) -> list["Trail"]:
        """Return the single steps from the first to this one."""
        newest_first: list[Trail] = []
        pending: list[tuple[Trail | None, bool]] = [(self, False)]
        while pending:
            trail, is_opened = pending.pop()
            if trail is not None and is_opened:
                newest_first.append(trail)
            elif trail is not None:
                pending += [(trail.before, False), (trail, True), (trail.inside, False)]
        return newest_first[::-1]


def after(trail: Trail | None, node: Node, note: str = "", inside: Trail | None = None) -> Trail:
    length = (trail.length if trail else 0) + 1 + (inside.length if inside else 0)
    return Trail(trail, node, note, inside, length)

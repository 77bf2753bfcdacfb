"""Item definitions: the types a decision model gives its values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.feel.limits import weigh
from engine.feel.temporal import read_date, read_duration, read_moment, read_time
from engine.feel.types import ANY as FEEL_ANY
from engine.feel.types import FeelType, fit
from engine.feel.values import Value

Allowed = Callable[[Value], bool]
_READERS: dict[str, Callable[[str], Value]] = {
    "date": read_date,
    "time": read_time,
    "date and time": read_moment,
    "days and time duration": read_duration,
    "years and months duration": read_duration,
}


@dataclass(frozen=True, slots=True)
class DmnType:
    """A FEEL type or a structure of named parts, possibly a list of them, possibly with allowed values."""

    feel: FeelType = FEEL_ANY
    members: tuple[tuple[str, "DmnType"], ...] = ()
    item: "DmnType | None" = None  # set for a list
    allowed: Allowed | None = None

    @property
    def is_any(self) -> bool:
        return self.feel.name == "any" and not self.members and self.item is None and self.allowed is None


ANY = DmnType()


def accept(value: Value, kind: DmnType) -> tuple[bool, Value]:
    """Return whether the value belongs to the type, and the value as that type (a list of one for its item,
    or the other way round). Null belongs to every type."""
    if value is None or kind.is_any:
        return True, value
    weigh(value)
    return _accept(value, kind)


def _accept(value: Value, kind: DmnType) -> tuple[bool, Value]:
    if value is None:
        return True, None
    if kind.item is not None:
        return _accept_list(value, kind.item, kind)
    if isinstance(value, list) and len(value) == 1 and kind.feel.name not in {"list", "any"}:
        value = value[0]
    if kind.members:
        return _accept_members(value, kind)
    fitted = fit(value, kind.feel) if not isinstance(value, list) or kind.feel.name == "list" else None
    if kind.feel.name == "any":
        fitted = value
    good = fitted is not None and (kind.allowed is None or kind.allowed(fitted))
    return good, fitted if good else None


def _accept_list(value: Value, item: DmnType, kind: DmnType) -> tuple[bool, Value]:
    outcomes = [_accept(part, item) for part in (value if isinstance(value, list) else [value])]
    if not all(good for good, _ in outcomes):
        return False, None
    parts = [part for _, part in outcomes]
    if kind.allowed is not None and not all(kind.allowed(part) for part in parts):
        return False, None
    return True, parts


def _accept_members(value: Value, kind: DmnType) -> tuple[bool, Value]:
    if not isinstance(value, Mapping):
        return False, None
    outcome: dict[str, Value] = dict(value)
    for name, member in kind.members:
        if name not in value:
            return False, None
        good, outcome[name] = _accept(value[name], member)
        if not good:
            return False, None
    return True, outcome


def read_json(value: Any, kind: DmnType) -> Value:
    """Return a value from JSON with ISO texts read as the dates and durations its type asks for."""
    if isinstance(value, str):
        reader = _READERS.get(kind.feel.name)
        found = reader(value) if reader else None
        return value if found is None else found
    if isinstance(value, list) and kind.item is not None:
        return [read_json(part, kind.item) for part in value]
    if isinstance(value, dict) and kind.members:
        types = dict(kind.members)
        return {name: read_json(part, types.get(name, ANY)) for name, part in value.items()}
    return value

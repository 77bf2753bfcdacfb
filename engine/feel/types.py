"""FEEL types: reading them from the syntax tree and testing values against them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from lark import Token, Tree

from engine.feel.errors import FeelSyntaxError
from engine.feel.limits import weigh
from engine.feel.syntax import Node, place
from engine.feel.values import NUMBERS, Function, Months, Range, Value


@dataclass(frozen=True, slots=True)
class FeelType:
    """A type by name, with the types of its parts: `list<number>`, `context<naam: string>`."""

    name: str
    parts: tuple["FeelType", ...] = ()
    members: tuple[tuple[str, "FeelType"], ...] = ()


_TESTS: dict[str, Callable[[Value], bool]] = {
    "any": lambda value: value is not None,
    "number": lambda value: type(value) in NUMBERS,
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "date": lambda value: type(value) is date,
    "time": lambda value: isinstance(value, time),
    "date and time": lambda value: isinstance(value, datetime),
    "years and months duration": lambda value: isinstance(value, Months),
    "days and time duration": lambda value: isinstance(value, timedelta),
    "list": lambda value: isinstance(value, list),
    "context": lambda value: isinstance(value, Mapping),
    "range": lambda value: isinstance(value, Range),
    "function": lambda value: isinstance(value, Function),
    "null": lambda value: value is None,
}
_OTHER_SPELLINGS = {
    "any": "any", "datetime": "date and time", "datetime duration": "days and time duration",
    "daytimeduration": "days and time duration", "daystimeduration": "days and time duration",
    "yearmonthduration": "years and months duration", "yearsmonthsduration": "years and months duration",
}  # fmt: skip
ANY = FeelType("any")


def type_name(text: str) -> str | None:
    """Return the FEEL name of a built-in type, also for its spellings in DMN files; None for another type."""
    plain = text.removeprefix("feel:").strip()
    plain = _OTHER_SPELLINGS.get(plain.lower(), plain)
    return plain if plain in _TESTS else None


def read_type(tree: Node) -> FeelType:
    """Return the type in the tree. Raises FeelSyntaxError for a name that is no FEEL type."""
    token, *rest = tree.children
    assert isinstance(token, Token)
    name = type_name(str(token))
    if name is None:
        raise FeelSyntaxError(f"Het type '{token}' bestaat niet.", *place(token))
    if tree.data == "context_type":
        members = tuple((str(member.children[0]), read_type(member.children[1])) for member in _trees(rest))
        return FeelType(name, members=members)
    return FeelType(name, tuple(read_type(part) for part in _trees(rest)))


def _trees(children: list[Any]) -> list[Any]:
    return [child for child in children if isinstance(child, Tree)]


def conforms(value: Value, kind: FeelType) -> bool:
    """Return whether the value is of the type; null is of no type but `null`."""
    if kind.parts or kind.members:
        weigh(value)
    return _conforms(value, kind)


def _conforms(value: Value, kind: FeelType) -> bool:
    if not _TESTS[kind.name](value):
        return False
    if kind.members:
        return all(name in value and _conforms_or_null(value[name], part) for name, part in kind.members)
    if not kind.parts:
        return True
    if kind.name == "list":
        return all(_conforms_or_null(item, kind.parts[0]) for item in value)
    if kind.name == "range":
        return all(end is None or _conforms(end, kind.parts[0]) for end in (value.start, value.end))
    return True


def _conforms_or_null(value: Value, kind: FeelType) -> bool:
    return value is None or _conforms(value, kind)


def fit(value: Value, kind: FeelType) -> Value:
    """Return the value as this type: a list of one stands for its item and the other way round.

    Returns None when the value does not fit.
    """
    if value is None or kind.name == "any" or conforms(value, kind):
        return value
    if isinstance(value, list) and len(value) == 1 and conforms(value[0], kind):
        return value[0]
    if kind.name == "list" and conforms([value], kind):
        return [value]
    if kind.name == "date and time" and type(value) is date:
        return datetime.combine(value, time(0), tzinfo=UTC)
    return None

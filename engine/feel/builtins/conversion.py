"""From one type to another, and `not`, `is`."""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from engine.feel.arithmetic import negate
from engine.feel.builtins.registry import builtin
from engine.feel.comparison import equal
from engine.feel.literals import number
from engine.feel.values import NUMBERS, Value

_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_GROUPING = frozenset({" ", ",", "."})


@builtin("number(from: text, grouping separator?: text|null, decimal separator?: text|null)")
def number_of(text: str, grouping: str | None = None, point: str | None = None) -> Value:
    """Return the number a text stands for: `number("1.234,5", ".", ",")`."""
    if grouping is not None and grouping not in _GROUPING:
        return None
    if point is not None and (point not in {",", "."} or point == grouping):
        return None
    plain = text.replace(grouping, "") if grouping else text
    if point == ",":
        plain = plain.replace(",", ".") if "." not in plain else ""
    if not _NUMBER.fullmatch(plain):
        return None
    return negate(number(plain[1:])) if plain.startswith("-") else number(plain)


@builtin("number(from: number)")
def number_as_is(value: Value) -> Value:
    return value


@builtin("not(negand: any)")
def negation(value: Value) -> bool | None:
    return not value if isinstance(value, bool) else None


@builtin("is(value1?: any, value2?: any)")
def identical(left: Value = None, right: Value = None) -> bool:
    """Return whether two values are the same, time zone included; never null."""
    if type(left) is not type(right) and not (type(left) in NUMBERS and type(right) in NUMBERS):
        return False
    if isinstance(left, (time, datetime)) and _zone(left) != _zone(right):
        return False
    return equal(left, right) is True


def _zone(value: Value) -> object:
    place = value.tzinfo
    return place.key if isinstance(place, ZoneInfo) else (place is None, value.utcoffset())

"""Equality, order and membership in three-valued logic: True, False or None (null, "cannot tell")."""

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.limits import weigh
from engine.feel.values import NUMBERS, Months, Range, Value, adopt

_SIMPLE = frozenset({str, bool, int, Decimal, date, timedelta, Months})
_ORDERED = frozenset({str, date, time, datetime, timedelta, Months})


def equal(left: Value, right: Value) -> bool | None:
    """Return whether two values are equal; None when their types cannot be compared."""
    kind, other = type(left), type(right)
    if kind is other and kind in _SIMPLE:
        return bool(left == right)
    if kind in NUMBERS and other in NUMBERS:
        return bool(left == right)
    if left is None or right is None:
        return left is right
    if kind is other and kind in {list, dict}:
        weigh(left)
        weigh(right)
        return _equal_parts(left, right)
    return _equal_other(left, right)


def _equal_parts(left: Any, right: Any) -> bool | None:
    """Compare two lists or contexts that are known to be of bearable size."""
    if len(left) != len(right):
        return False
    if isinstance(left, list):
        pairs = list(zip(left, right, strict=True))
    elif left.keys() != right.keys():
        return False
    else:
        pairs = [(value, right[key]) for key, value in left.items()]
    for one, two in pairs:
        nested = type(one) is type(two) and type(one) in {list, dict}
        outcome = _equal_parts(one, two) if nested else equal(one, two)
        if outcome is not True:
            return outcome
    return True


def _equal_other(left: Any, right: Any) -> bool | None:
    if isinstance(left, float) or isinstance(right, float):  # parts of a context from outside
        return equal(adopt(left), adopt(right))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return equal(dict(left), dict(right))
    if isinstance(left, datetime) and isinstance(right, datetime):
        return left == right
    if isinstance(left, time) and isinstance(right, time):
        return left == right
    if isinstance(left, Range) and isinstance(right, Range):
        return left == right
    return None


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool | None]:
    def ordered(left: Value, right: Value) -> bool | None:
        kind, other = type(left), type(right)
        if (kind in NUMBERS and other in NUMBERS) or (kind is other and kind in _ORDERED):
            try:
                return compare(left, right)
            except TypeError:  # one moment has a zone and the other has not
                return None
        return None

    return ordered


less = _ordering(operator.lt)
less_or_equal = _ordering(operator.le)
greater = _ordering(operator.gt)
greater_or_equal = _ordering(operator.ge)


def different(left: Value, right: Value) -> bool | None:
    outcome = equal(left, right)
    return None if outcome is None else not outcome


COMPARISONS: dict[str, Callable[[Value, Value], bool | None]] = {
    "=": equal, "!=": different, "<": less, "<=": less_or_equal, ">": greater, ">=": greater_or_equal,
}  # fmt: skip


def conjunction(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def inside(value: Value, interval: Range) -> bool | None:
    """Return whether `value` lies in the range."""
    lower: bool | None = True
    upper: bool | None = True
    if interval.start is not None:
        lower = (greater_or_equal if interval.start_included else greater)(value, interval.start)
    if interval.end is not None:
        upper = (less_or_equal if interval.end_included else less)(value, interval.end)
    return conjunction(lower, upper)


def matches(value: Value, test: Value) -> bool | None:
    """Return whether `value` passes a test that is itself a value: a range, a list of tests, a value."""
    if isinstance(test, Range):
        return inside(value, test)
    if isinstance(test, list):
        if isinstance(value, list) and equal(value, test) is True:
            return True
        return any(_passes_item(value, item) for item in test)
    return equal(value, test)


def _passes_item(value: Value, item: Value) -> bool:
    if isinstance(item, Range):
        return inside(value, item) is True
    return equal(value, item) is True

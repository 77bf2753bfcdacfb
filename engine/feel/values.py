"""The FEEL values that Python lacks, and how values from outside come in.

| FEEL | Python |
|---|---|
| number | int or Decimal (34 digits) |
| string, boolean, null | str, bool, None |
| date, time, date and time | date, time, datetime |
| days and time duration | timedelta |
| years and months duration | Months |
| list, context | list, dict with str keys |
| range, function | Range, Function |
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from math import isfinite
from typing import Any

from engine.feel.errors import FeelError, FeelLimitError
from engine.feel.limits import MAX_CALLS, MAX_INT, MAX_STEPS

Value = Any
Frame = tuple[dict[str, Value], Any] | None
CONTEXT = Context(prec=34, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow])
NUMBERS = frozenset({int, Decimal})


class Run:
    """One evaluation: what the caller supplied and what is left of the budget."""

    __slots__ = ("depth", "functions", "root", "steps")

    def __init__(
        self, root: Mapping[str, Value], functions: Mapping[str, Callable[..., Value]] | None
    ) -> None:
        self.root, self.functions = root, functions
        self.steps, self.depth = MAX_STEPS, 0

    def charge(self, cost: int) -> None:
        self.steps -= cost
        if self.steps < 0:
            raise FeelLimitError("De berekening duurt te lang: te veel stappen.")


Closure = Callable[[Run, Frame], Value]


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """A years and months duration."""

    count: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.count), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return ("-" if self.count < 0 else "") + "P" + (text or "0M")


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; None as an end point means unbounded on that side."""

    start: Value
    end: Value
    start_included: bool = True
    end_included: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function defined inside an expression or a decision model."""

    parameters: tuple[str, ...]
    body: Callable[[Run, tuple[Value, ...]], Value]

    def call(self, run: Run, arguments: tuple[Value, ...]) -> Value:
        """Return the outcome, or null when the number of arguments is wrong."""
        if len(arguments) != len(self.parameters):
            return None
        if run.depth >= MAX_CALLS:
            raise FeelLimitError(f"Functies roepen elkaar meer dan {MAX_CALLS} lagen diep aan.")
        run.charge(1)
        run.depth += 1
        try:
            return self.body(run, arguments)
        finally:
            run.depth -= 1

    def call_named(self, run: Run, arguments: Mapping[str, Value]) -> Value:
        if set(arguments) != set(self.parameters):
            return None
        return self.call(run, tuple(arguments[name] for name in self.parameters))


_NATIVE = frozenset(
    {type(None), bool, int, str, Decimal, date, datetime, time, timedelta, dict, Months, Range, Function}
)

_PART = _NATIVE | {list}


def adopt_part(value: Value) -> Value:
    """Return a part of a value that was adopted: lists inside it are not looked through again."""
    return value if type(value) in _PART else adopt(value)


def adopt(value: Value) -> Value:
    """Return a value from outside as a FEEL value; the parts of contexts and of lists in lists when
    they are read, so a large context costs nothing.

    Raises FeelError for a type that has no place in FEEL.
    """
    kind = type(value)
    if kind in _NATIVE:
        return value
    if kind is list:
        return value if all(type(item) in _PART for item in value) else list(map(adopt_part, value))
    if kind is tuple:
        return list(map(adopt_part, value))
    if isinstance(value, float):
        return CONTEXT.create_decimal(repr(float(value))) if isfinite(value) else None
    if isinstance(value, Mapping):
        return dict(value)
    for native in (bool, int, str, Decimal, datetime, date, time, timedelta):
        if isinstance(value, native):
            return value
    raise FeelError(f"Een waarde van het type {kind.__name__} kan niet in een uitdrukking worden gebruikt.")


def integer(value: int) -> int | Decimal:
    """Return a whole number, rounded to 34 digits when it has more."""
    return value if -MAX_INT < value < MAX_INT else CONTEXT.create_decimal(value)

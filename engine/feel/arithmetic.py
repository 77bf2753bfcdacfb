"""The four operations, powers and negation. A meaningless combination is null, as FEEL prescribes."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation, Overflow
from decimal import DivisionByZero as DecimalDivisionByZero
from typing import Any

from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_POWER, size_checked
from engine.feel.temporal import add_months, add_span
from engine.feel.values import CONTEXT, NUMBERS, Months, Value, integer

_MOMENTS = (date, time)  # a datetime is a date
_MAX_MONTHS = 10**15
_TOO_LARGE = "Het getal is te groot."


def _guarded(operation: Callable[[Any, Any], Value]) -> Callable[[Value, Value], Value]:
    """Turn undefined outcomes into null and refuse numbers beyond 10^6144."""

    def guarded(left: Value, right: Value) -> Value:
        try:
            return operation(left, right)
        except Overflow as error:
            raise FeelLimitError(_TOO_LARGE) from error
        except (
            InvalidOperation,
            DecimalDivisionByZero,
            OverflowError,
            ValueError,
            ZeroDivisionError,
        ) as error:
            if isinstance(error, FeelLimitError):
                raise
            return None

    return guarded


@_guarded
def add(left: Value, right: Value) -> Value:
    kind, other = type(left), type(right)
    if kind is int and other is int:
        return integer(left + right)
    if kind in NUMBERS and other in NUMBERS:
        return CONTEXT.add(left, right)
    if kind is str and other is str:
        return size_checked(left + right)
    if kind is other and kind is timedelta:
        return left + right
    if kind is other and kind is Months:
        return _months(left.count + right.count)
    if isinstance(right, _MOMENTS):
        left, right = right, left
    return _later(left, right, 1)


@_guarded
def subtract(left: Value, right: Value) -> Value:
    kind, other = type(left), type(right)
    if kind is int and other is int:
        return integer(left - right)
    if kind in NUMBERS and other in NUMBERS:
        return CONTEXT.subtract(left, right)
    if kind is other and kind is timedelta:
        return left - right
    if kind is other and kind is Months:
        return _months(left.count - right.count)
    if isinstance(left, _MOMENTS) and isinstance(right, _MOMENTS):
        return _between(left, right)
    return _later(left, right, -1)


def _later(moment: Value, duration: Value, sign: int) -> Value:
    if isinstance(duration, Months) and isinstance(moment, date):
        return add_months(moment, sign * duration.count)
    if type(duration) is timedelta and isinstance(moment, _MOMENTS):
        return add_span(moment, sign * duration)
    return None


def _between(left: Value, right: Value) -> timedelta | None:
    if isinstance(left, time) or isinstance(right, time):
        if type(left) is not type(right) or (left.tzinfo is None) != (right.tzinfo is None):
            return None
        first, second = (datetime.combine(date(2000, 1, 1), clock) for clock in (left, right))
        return first - second
    first, second = _as_moment(left, right), _as_moment(right, left)
    if (first.tzinfo is None) != (second.tzinfo is None):
        return None
    return first - second


def _as_moment(value: Any, other: Any) -> datetime:
    """Return midnight of a date, in UTC when it meets a zoned moment."""
    if isinstance(value, datetime):
        return value
    place = other.tzinfo if isinstance(other, datetime) else None
    return datetime.combine(value, time(0), tzinfo=place)


@_guarded
def multiply(left: Value, right: Value) -> Value:
    kind, other = type(left), type(right)
    if kind is int and other is int:
        return integer(left * right)
    if kind in NUMBERS and other in NUMBERS:
        return CONTEXT.multiply(left, right)
    if kind in NUMBERS:
        left, right, kind, other = right, left, other, kind
    if other in NUMBERS and kind is timedelta:
        return _scaled(left, Decimal(right))
    if other in NUMBERS and kind is Months:
        return _months(CONTEXT.multiply(left.count, right))
    return None


@_guarded
def divide(left: Value, right: Value) -> Value:
    kind, other = type(left), type(right)
    if kind in NUMBERS and other in NUMBERS:
        return CONTEXT.divide(left, right)
    if kind is timedelta:
        if other is timedelta:
            return CONTEXT.divide(_micros(left), _micros(right))
        return _scaled(left, CONTEXT.divide(1, right)) if other in NUMBERS else None
    if kind is Months:
        if other is Months:
            return CONTEXT.divide(left.count, right.count)
        return _months(CONTEXT.divide(left.count, right)) if other in NUMBERS else None
    return None


@_guarded
def power(left: Value, right: Value) -> Value:
    if type(left) in NUMBERS and type(right) in NUMBERS:
        outcome = CONTEXT.power(left, right)
        if outcome and outcome.adjusted() > MAX_POWER:
            raise FeelLimitError(_TOO_LARGE)
        return outcome if outcome.is_finite() else None
    return None


def negate(value: Value) -> Value:
    kind = type(value)
    if kind is int or kind is timedelta:
        return -value
    if kind is Decimal:
        return CONTEXT.minus(value)
    return Months(-value.count) if kind is Months else None


def _months(count: Any) -> Months:
    """Return the duration of so many months, dropping what is behind the point. Raises OverflowError."""
    if abs(count) > _MAX_MONTHS:
        raise OverflowError
    return Months(int(count))


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)


def _scaled(span: timedelta, factor: Decimal) -> timedelta:
    return timedelta(microseconds=int(CONTEXT.multiply(_micros(span), factor)))


OPERATIONS: dict[str, Callable[[Value, Value], Value]] = {
    "+": add, "-": subtract, "*": multiply, "/": divide, "**": power,
}  # fmt: skip

"""Functions on numbers."""

from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from engine.feel.builtins.registry import builtin
from engine.feel.limits import MAX_INT
from engine.feel.values import CONTEXT, NUMBERS, Months, Value, integer

Number = int | Decimal
_SCALES = range(-6111, 6177)  # what decimal128 can express


def _rounded(value: Number, scale: int, rounding: str) -> Number | None:
    if scale not in _SCALES:
        return None
    number = Decimal(value)
    if -number.as_tuple().exponent <= scale:  # type: ignore[operator]
        return value
    if scale >= 0:
        return number.quantize(Decimal(1).scaleb(-scale), rounding=rounding, context=CONTEXT)
    unit = Decimal(1).scaleb(-scale)
    return CONTEXT.multiply(
        CONTEXT.divide(number, unit).quantize(Decimal(1), rounding=rounding, context=CONTEXT), unit
    )


@builtin("decimal(n: number, scale: integer)")
def decimal(value: Number, scale: int) -> Number | None:
    return _rounded(value, scale, ROUND_HALF_EVEN)


@builtin("floor(n: number, scale?: integer)")
def floor(value: Number, scale: int = 0) -> Number | None:
    return _rounded(value, scale, ROUND_FLOOR)


@builtin("ceiling(n: number, scale?: integer)")
def ceiling(value: Number, scale: int = 0) -> Number | None:
    return _rounded(value, scale, ROUND_CEILING)


@builtin("round up(n: number, scale: integer)")
def round_up(value: Number, scale: int) -> Number | None:
    return _rounded(value, scale, ROUND_UP)


@builtin("round down(n: number, scale: integer)")
def round_down(value: Number, scale: int) -> Number | None:
    return _rounded(value, scale, ROUND_DOWN)


@builtin("round half up(n: number, scale: integer)")
def round_half_up(value: Number, scale: int) -> Number | None:
    return _rounded(value, scale, ROUND_HALF_UP)


@builtin("round half down(n: number, scale: integer)")
def round_half_down(value: Number, scale: int) -> Number | None:
    return _rounded(value, scale, ROUND_HALF_DOWN)


@builtin("abs(n: any)")
def absolute(value: Value) -> Value:
    if isinstance(value, Decimal):
        return value.copy_abs()
    if type(value) in NUMBERS or type(value) is timedelta:
        return abs(value)
    return Months(abs(value.count)) if isinstance(value, Months) else None


@builtin("modulo(dividend: number, divisor: number)")
def modulo(dividend: Number, divisor: Number) -> Number:
    """Return what is left after whole division; it has the sign of the divisor."""
    if isinstance(dividend, int) and isinstance(divisor, int):
        return dividend % divisor
    whole = CONTEXT.divide(dividend, divisor).to_integral_value(rounding=ROUND_FLOOR)
    return CONTEXT.subtract(dividend, CONTEXT.multiply(divisor, whole))


@builtin("sqrt(number: number)")
def sqrt(value: Number) -> Decimal | None:
    return CONTEXT.sqrt(Decimal(value)) if value >= 0 else None


@builtin("log(number: number)", cost=40)
def log(value: Number) -> Decimal | None:
    return CONTEXT.ln(Decimal(value)) if value > 0 else None


@builtin("exp(number: number)", cost=40)
def exp(value: Number) -> Decimal:
    return CONTEXT.exp(Decimal(value))


def _is_whole(value: Number) -> bool:
    return -MAX_INT < value < MAX_INT and value == int(value)


@builtin("odd(number: number)")
def odd(value: Number) -> bool | None:
    return int(value) % 2 == 1 if _is_whole(value) else None


@builtin("even(number: number)")
def even(value: Number) -> bool | None:
    return int(value) % 2 == 0 if _is_whole(value) else None


def total(values: list[Number]) -> Number:
    """Return the sum, rounded to 34 digits."""
    if all(type(value) is int for value in values):
        return integer(sum(values))  # type: ignore[arg-type]
    outcome = Decimal(0)
    for value in values:
        outcome = CONTEXT.add(outcome, value)
    return outcome

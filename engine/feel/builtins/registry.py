"""Built-in functions: how they are declared, and how a call finds the right one.

A declaration reads as in the standard: `sublist(list: list, start position: integer, length?: integer)`.
`?` marks a parameter that may be left out, `...` one that takes all remaining arguments as a list. An
argument that does not fit its type makes the call null, so the functions themselves see proper values only.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import DecimalException, Overflow
from typing import Any, TypeVar

from engine.feel.errors import FeelError, FeelLimitError, UnknownFunctionError
from engine.feel.limits import MAX_INT, weigh
from engine.feel.values import NUMBERS, Closure, Frame, Function, Months, Range, Run, Value

_PARAMETER = re.compile(r"(\.\.\.)?([^:?]+)(\?)?: ([a-z]+)(\|null)?")
_MISFIT = object()
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    kind: str
    optional: bool
    nullable: bool


@dataclass(frozen=True, slots=True)
class Signature:
    parameters: tuple[Parameter, ...]
    rest: bool
    needs_run: bool
    cost: int
    deep: tuple[bool, ...]
    function: Callable[..., Value]

    def takes(self, count: int) -> bool:
        required = sum(not parameter.optional for parameter in self.parameters)
        return required <= count and (self.rest or count <= len(self.parameters))

    def takes_names(self, names: set[str]) -> bool:
        known = {parameter.name for parameter in self.parameters}
        required = {parameter.name for parameter in self.parameters if not parameter.optional}
        return not self.rest and required <= names <= known

    def fitted(self, values: Sequence[Value]) -> list[Value] | None:
        """Return the arguments as their parameters want them, None when one does not fit."""
        if self.rest:
            fixed = len(self.parameters) - 1
            values = [*values[:fixed], list(values[fixed:])]
        fitted = [_fit(value, parameter) for value, parameter in zip(values, self.parameters, strict=False)]
        return None if _MISFIT in fitted else fitted


BUILTINS: dict[str, list[Signature]] = {}
_KINDS: dict[str, Callable[[Value], bool]] = {
    "any": lambda value: True,
    "text": lambda value: isinstance(value, str),
    "number": lambda value: type(value) in NUMBERS,
    "integer": lambda value: type(value) in NUMBERS,
    "boolean": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list),
    "context": lambda value: isinstance(value, dict),
    "range": lambda value: isinstance(value, Range),
    "function": lambda value: isinstance(value, Function),
    "day": lambda value: isinstance(value, date),
    "clock": lambda value: isinstance(value, time),
    "moment": lambda value: isinstance(value, datetime),
    "duration": lambda value: isinstance(value, (timedelta, Months)),
    "point": lambda value: value is not None and not isinstance(value, (Range, list, dict, Function, bool)),
}


def _fit(value: Value, parameter: Parameter) -> Value:
    kind = parameter.kind
    if value is None:
        return None if parameter.nullable or kind == "any" else _MISFIT
    test = _KINDS[kind]
    if kind == "list":
        return value if isinstance(value, list) else [value]
    if not test(value):
        if not (isinstance(value, list) and len(value) == 1 and test(value[0])):
            return _MISFIT
        value = value[0]
    if kind == "integer":  # the standard drops what is behind the point
        return int(value) if abs(value) < MAX_INT else _MISFIT
    return value


def _read(spec: str, function: Callable[..., Value], needs_run: bool, cost: int) -> tuple[str, Signature]:
    name, _, inner = spec.rstrip(")").partition("(")
    parameters, rest = [], False
    for text in filter(None, inner.split(", ")):
        found = _PARAMETER.fullmatch(text)
        assert found, spec
        rest = rest or bool(found[1])
        kind = found[4]
        parameters.append(Parameter(found[2], kind, bool(found[3]), bool(found[5])))
    deep = tuple(parameter.kind == "any" for parameter in parameters)
    return name, Signature(tuple(parameters), rest, needs_run, cost, deep, function)


def builtin(*specs: str, needs_run: bool = False, cost: int = 1) -> Callable[[F], F]:
    """Declare a built-in function under one or more signatures; the first that fits is used.

    `cost`: steps to charge for a call; `needs_run`: the function wants the evaluation as first argument.
    """

    def declare(function: F) -> F:
        for spec in specs:
            name, signature = _read(spec, function, needs_run, cost)
            BUILTINS.setdefault(name, []).append(signature)
        return function

    return declare


def _apply(run: Run, signatures: list[Signature], values: Sequence[Value]) -> Value:
    for signature in signatures:
        fitted = signature.fitted(values)
        if fitted is not None:
            return _invoke(run, signature, fitted)
    return None


def _invoke(run: Run, signature: Signature, values: Sequence[Value]) -> Value:
    run.charge(signature.cost + sum(map(_cost, values, signature.deep)))
    try:
        return signature.function(run, *values) if signature.needs_run else signature.function(*values)
    except FeelError:
        raise
    except Overflow as error:
        raise FeelLimitError("Het getal is te groot.") from error
    except (DecimalException, ValueError, OverflowError, ZeroDivisionError):
        return None


def _cost(value: Value, deep: bool) -> int:
    """Return what an argument may cost: all of a list, a context only where any value is welcome."""
    kind = type(value)
    if kind is list or (kind is dict and deep):
        return weigh(value) >> 2
    return len(value) >> 5 if kind is str else 0


def bind(name: str, arguments: list[Closure], where: tuple[int, int]) -> Closure:
    """Return the closure of a call with positional arguments. Raises UnknownFunctionError when no
    signature takes that many."""
    signatures = [signature for signature in BUILTINS[name] if signature.takes(len(arguments))]
    if not signatures:
        raise UnknownFunctionError(f"De functie '{name}' krijgt een verkeerd aantal waarden.", *where)

    def call(run: Run, frame: Frame) -> Value:
        return _apply(run, signatures, [argument(run, frame) for argument in arguments])

    return call


def bind_named(name: str, pairs: list[tuple[str, Closure]], where: tuple[int, int]) -> Closure:
    """Return the closure of a call with named arguments."""
    given = [key for key, _ in pairs]
    signatures = [signature for signature in BUILTINS[name] if signature.takes_names(set(given))]
    if not signatures or len(set(given)) != len(given):
        raise UnknownFunctionError(
            f"De functie '{name}' kent niet al deze namen: {', '.join(given)}.", *where
        )

    def call(run: Run, frame: Frame) -> Value:
        values = {key: value(run, frame) for key, value in pairs}
        for signature in signatures:
            fitted = _fitted_names(signature, values)
            if fitted is not None:
                return _invoke(run, signature, fitted)
        return None

    return call


def _fitted_names(signature: Signature, values: dict[str, Value]) -> list[Value] | None:
    """Return the arguments in order; a parameter left out before one that is given becomes null."""
    parameters = list(signature.parameters)
    while parameters and parameters[-1].name not in values:
        parameters.pop()
    fitted = [
        _fit(values[parameter.name], parameter) if parameter.name in values else None
        for parameter in parameters
    ]
    return None if _MISFIT in fitted else fitted

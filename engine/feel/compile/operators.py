"""Arithmetic, comparison, three-valued logic, `if`, `between` and `instance of`."""

from typing import Any

from engine.feel.arithmetic import OPERATIONS, negate
from engine.feel.comparison import COMPARISONS, conjunction, greater_or_equal, less_or_equal
from engine.feel.compile.compiler import Compiler, handles, is_literal, literal_value
from engine.feel.limits import weigh
from engine.feel.syntax import Node, parts
from engine.feel.temporal import read_temporal
from engine.feel.types import conforms, read_type
from engine.feel.values import NUMBERS, Closure, Frame, Run, Value

_NESTED = frozenset({list, dict})
_POWER_COST = 80  # a power of broken numbers takes as long as eighty additions


@handles("binary")
def _binary(compiler: Compiler, tree: Node) -> Closure:
    left_tree, token, right_tree = parts(tree)
    left, right = compiler.compile(left_tree), compiler.compile(right_tree)
    operation = OPERATIONS[str(token)]
    if token == "**":

        def powered(run: Run, frame: Frame) -> Value:
            run.charge(_POWER_COST)
            return operation(left(run, frame), right(run, frame))

        return powered
    return lambda run, frame: operation(left(run, frame), right(run, frame))


@handles("negation")
def _negation(compiler: Compiler, tree: Node) -> Closure:
    operand_tree: Any = parts(tree)[1]
    if is_literal(operand_tree):
        value = negate(literal_value(operand_tree))
        return lambda run, frame: value
    operand = compiler.compile(operand_tree)
    return lambda run, frame: negate(operand(run, frame))


@handles("compare")
def _compare(compiler: Compiler, tree: Node) -> Closure:
    left_tree, token, right_tree = parts(tree)
    operator = str(token)
    if operator not in {"=", "!="}:
        _warn_for_dates_as_text(compiler, left_tree, right_tree)
    left = compiler.compile(left_tree)
    if is_literal(right_tree):
        return _compare_literal(left, operator, literal_value(right_tree))
    right, comparison = compiler.compile(right_tree), COMPARISONS[operator]

    def compare(run: Run, frame: Frame) -> Value:
        first, second = left(run, frame), right(run, frame)
        if type(first) in _NESTED and type(first) is type(second):
            run.charge(weigh(first))
        return comparison(first, second)

    return compare


def _warn_for_dates_as_text(compiler: Compiler, *sides: Any) -> None:
    """A date is never before or after a text: `ontvangen > "2026-01-01"` would quietly be null."""
    for side in sides:
        if side.data == "string" and read_temporal(literal_value(side)) is not None:
            text = literal_value(side)
            compiler.warn(f'"{text}" is hier een tekst, geen datum of duur. Schrijf @"{text}".', side)


def _compare_literal(left: Closure, operator: str, value: Value) -> Closure:
    """Most conditions compare with a literal: then the common case needs one type check."""
    comparison = COMPARISONS[operator]
    if operator == "=" and type(value) is str:

        def equals_text(run: Run, frame: Frame) -> Value:
            found = left(run, frame)
            return found == value if type(found) is str else comparison(found, value)

        return equals_text
    if operator == ">=" and type(value) in NUMBERS:

        def at_least(run: Run, frame: Frame) -> Value:
            found = left(run, frame)
            return found >= value if type(found) in NUMBERS else None

        return at_least
    return lambda run, frame: comparison(left(run, frame), value)


@handles("between")
def _between(compiler: Compiler, tree: Node) -> Closure:
    value, lower, upper = compiler.compile_all(parts(tree))

    def between(run: Run, frame: Frame) -> Value:
        found = value(run, frame)
        return conjunction(
            greater_or_equal(found, lower(run, frame)), less_or_equal(found, upper(run, frame))
        )

    return between


@handles("conjunction", "disjunction")
def _connective(compiler: Compiler, tree: Node) -> Closure:
    """Compile `and` and `or`: one false decides the first, one true the second, whatever the others are."""
    terms = compiler.compile_all(parts(tree))
    decisive = tree.data == "disjunction"

    def connective(run: Run, frame: Frame) -> bool | None:
        outcome: bool | None = not decisive
        for term in terms:
            value = term(run, frame)
            if value is decisive:
                return bool(value)
            if not isinstance(value, bool):
                outcome = None
        return outcome

    return connective


@handles("choice")
def _choice(compiler: Compiler, tree: Node) -> Closure:
    condition, then, otherwise = compiler.compile_all(parts(tree))
    return lambda run, frame: (then if condition(run, frame) is True else otherwise)(run, frame)


@handles("instance_of")
def _instance_of(compiler: Compiler, tree: Node) -> Closure:
    value_tree, type_tree = parts(tree)
    value, kind = compiler.compile(value_tree), read_type(type_tree)
    if not kind.parts and not kind.members:
        return lambda run, frame: conforms(value(run, frame), kind)

    def instance_of(run: Run, frame: Frame) -> bool:
        found = value(run, frame)
        run.charge(weigh(found))
        return conforms(found, kind)

    return instance_of

"""Tests of a value: the cells of a decision table and the right side of `in`."""

from collections.abc import Callable
from typing import Any

from engine.feel.comparison import COMPARISONS, matches
from engine.feel.compile.compiler import Compiler, handles
from engine.feel.limits import weigh
from engine.feel.syntax import Node, parts, walk
from engine.feel.values import Closure, Frame, Run, Value

Test = Callable[[Value, Run, Frame], bool | None]


def compile_test(compiler: Compiler, tree: Node) -> Test:
    """Compile one test: `< 5`, `[1..3]`, `"wmo"`, or an expression with `?` for the value."""
    if tree.data == "bound":
        operator, operand_tree = parts(tree)
        comparison = COMPARISONS[str(operator)]
        operand = compiler.compile(operand_tree)
        return lambda value, run, frame: comparison(value, operand(run, frame))
    expression = compiler.compile(tree)
    if compiler.is_local("?") and any(part.data == "input" for part in walk(tree)):
        return lambda value, run, frame: _truth(expression(run, frame))

    def test(value: Value, run: Run, frame: Frame) -> bool | None:
        wanted = expression(run, frame)
        if type(wanted) is list or type(wanted) is dict:
            run.charge(weigh(wanted))
        return matches(value, wanted)

    return test


def _truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def any_of(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def passes(value: Value, run: Run, frame: Frame) -> bool | None:
        outcome: bool | None = False
        for test in tests:
            result = test(value, run, frame)
            if result is True:
                return True
            if result is None:
                outcome = None
        return outcome

    return passes


def compile_tests(compiler: Compiler, tree: Node) -> Test:
    """Compile the root of unary tests."""
    children: list[Any] = parts(tree)
    test = any_of([compile_test(compiler, child) for child in children])
    if tree.data != "negated_tests":
        return test

    def negated(value: Value, run: Run, frame: Frame) -> bool | None:
        return test(value, run, frame) is not True

    return negated


@handles("member")
def _member(compiler: Compiler, tree: Node) -> Closure:
    value_tree, *test_trees = parts(tree)
    value = compiler.compile(value_tree)
    test = any_of([compile_test(compiler, child) for child in test_trees])
    return lambda run, frame: test(value(run, frame), run, frame)

"""Compiled expressions and unary tests, and the two functions that make them."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from engine.feel.compile import Compiler
from engine.feel.compile.tests import Test, compile_tests
from engine.feel.errors import FeelError, FeelLimitError
from engine.feel.limits import SCALARS, weigh
from engine.feel.syntax import parse_tree
from engine.feel.values import Closure, Run, Value

Functions = Mapping[str, Callable[..., Value]]
_TOO_DEEP = "De berekening gaat te veel lagen diep."


class Compiled:
    """What a checker can learn from an expression without evaluating it."""

    __slots__ = ("_literals", "functions", "names", "source", "warnings")

    def __init__(self, source: str, compiler: Compiler) -> None:
        self.source = source
        self.names: frozenset[tuple[str, ...]] = frozenset(compiler.paths)
        self.functions: frozenset[str] = frozenset(compiler.called)
        self.warnings: tuple[FeelError, ...] = tuple(compiler.warnings)
        self._literals = tuple(compiler.literal_arguments)

    def literal_arguments_of(self, function: str) -> tuple[Value, ...]:
        """Return the literal first arguments in calls of a supplied function: ("afdoening",) for
        `termijn("afdoening")`."""
        return tuple(value for name, value in self._literals if name == function)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.source!r})"


class Expression(Compiled):
    """A FEEL expression, ready to be evaluated any number of times by any number of threads."""

    __slots__ = ("_closure",)

    def __init__(self, source: str, compiler: Compiler, closure: Closure) -> None:
        super().__init__(source, compiler)
        self._closure = closure

    def evaluate(self, context: Mapping[str, Any], functions: Functions | None = None) -> Value:
        """Return the value for this context; null where FEEL says so.

        Raises FeelError when a limit is passed or a supplied function is missing.
        """
        try:
            value = self._closure(Run(context, functions), None)
        except RecursionError:
            raise FeelLimitError(_TOO_DEEP) from None
        if type(value) not in SCALARS:
            weigh(value)
        return value


class UnaryTests(Compiled):
    """The text of one input cell of a decision table."""

    __slots__ = ("_test",)

    def __init__(self, source: str, compiler: Compiler, test: Test | None) -> None:
        super().__init__(source, compiler)
        self._test = test

    def matches(self, value: Value, context: Mapping[str, Any], functions: Functions | None = None) -> bool:
        """Return whether `value` passes; "cannot tell" (null) does not pass."""
        if self._test is None:
            return True
        try:
            return self._test(value, Run(context, functions), ({"?": value}, None)) is True
        except RecursionError:
            raise FeelLimitError(_TOO_DEEP) from None


def parse_expression(
    source: str, *, names: Iterable[str] = (), functions: Iterable[str] = (), strict: bool = False
) -> Expression:
    """Compile an expression.

    `names`: names the context will have; needed for names with operators or keywords in them
    (`Pre-bureau risk category`). `functions`: names of functions that `evaluate` will be given.
    With `strict` a root name outside `names` is refused, and so is a date or duration that cannot be read;
    otherwise both are null (and the second is among `warnings`).
    Raises FeelError (FeelSyntaxError, UnknownNameError, UnknownFunctionError, FeelLimitError).
    """
    return _expression(source, frozenset(names), frozenset(functions), strict)


@lru_cache(maxsize=4096)
def _expression(source: str, names: frozenset[str], functions: frozenset[str], strict: bool) -> Expression:
    compiler = Compiler(names, functions, strict=strict)
    try:
        closure = compiler.compile(parse_tree(source, names))
    except RecursionError:
        raise FeelLimitError(_TOO_DEEP) from None
    return Expression(source, compiler, closure)


def parse_unary_tests(
    source: str, *, names: Iterable[str] = (), functions: Iterable[str] = (), strict: bool = False
) -> UnaryTests:
    """Compile an input cell; `-` and an empty cell let everything pass. Otherwise as parse_expression."""
    return _unary_tests(source, frozenset(names), frozenset(functions), strict)


@lru_cache(maxsize=4096)
def _unary_tests(source: str, names: frozenset[str], functions: frozenset[str], strict: bool) -> UnaryTests:
    compiler = Compiler(names, functions, strict=strict)
    if source.strip() in {"", "-"}:
        return UnaryTests(source, compiler, None)
    try:
        with compiler.scope({"?"}):
            test = compile_tests(compiler, parse_tree(source, names, tests=True))
    except RecursionError:
        raise FeelLimitError(_TOO_DEEP) from None
    return UnaryTests(source, compiler, test)


def compile_part(
    source: str, names: frozenset[str], local_names: frozenset[str], functions: frozenset[str]
) -> tuple[Compiled, Closure]:
    """Compile an expression that is part of a decision model.

    `local_names` are found in the frame the closure is given, other `names` in the root of its run.
    """
    compiler = Compiler(names | local_names, functions, strict=False)
    with compiler.scope(set(local_names)):
        closure = compiler.compile(parse_tree(source, compiler.known_names))
    return Compiled(source, compiler), closure


def compile_tests_part(
    source: str, names: frozenset[str], local_names: frozenset[str], functions: frozenset[str]
) -> tuple[Compiled, Test | None]:
    """Compile an input cell that is part of a decision model; None lets everything pass."""
    compiler = Compiler(names | local_names, functions, strict=False)
    if source.strip() in {"", "-"}:
        return Compiled(source, compiler), None
    with compiler.scope({*local_names, "?"}):
        test = compile_tests(compiler, parse_tree(source, compiler.known_names, tests=True))
    return Compiled(source, compiler), test


def expression_text(text: str) -> str:
    """Return the FEEL in an attribute value: without the leading `=` that modellers write."""
    return text.strip().removeprefix("=").strip()

"""Calls: of built-in functions, of functions the caller supplies, and of functions held by a name."""

from collections.abc import Callable
from typing import Any

from engine.feel.builtins import BUILTINS, bind, bind_named
from engine.feel.compile.compiler import HINT, Compiler, handles, is_literal, literal_value
from engine.feel.errors import FeelError, UnknownFunctionError
from engine.feel.syntax import Node, parts, place
from engine.feel.temporal import read_date, read_duration, read_moment, read_time
from engine.feel.values import Closure, Frame, Function, Run, Value, adopt

_READERS: dict[str, Callable[[str], Value]] = {
    "date": read_date, "time": read_time, "date and time": read_moment, "duration": read_duration,
}  # fmt: skip
CLOCK_FUNCTIONS = frozenset({"today", "now"})


def _function_name(compiler: Compiler, callee: Node) -> str | None:
    """Return the name of a built-in or supplied function; None when a value is called."""
    if callee.data != "name":
        return None
    name = str(callee.children[0])
    if compiler.is_local(name):
        return None
    if name in BUILTINS or name in CLOCK_FUNCTIONS or name in compiler.known_functions:
        return name
    if name in compiler.known_names:
        return None
    raise UnknownFunctionError(f"De functie '{name}' bestaat niet.", *place(callee))


@handles("call")
def _call(compiler: Compiler, tree: Node) -> Closure:
    callee: Any = parts(tree)[0]
    argument_trees: list[Any] = parts(tree)[1].children if len(parts(tree)) > 1 else []
    name = _function_name(compiler, callee)
    arguments = compiler.compile_all(argument_trees)
    if name is None:
        return _call_value(compiler.compile(callee), arguments)
    if name in BUILTINS and name not in compiler.known_functions:
        literal = _literal_call(compiler, name, argument_trees)
        return literal or bind(name, arguments, place(callee))
    compiler.called.add(name)
    if argument_trees and is_literal(argument_trees[0]):
        compiler.literal_arguments.append((name, literal_value(argument_trees[0])))
    return _call_supplied(name, arguments, place(callee))


def _literal_call(compiler: Compiler, name: str, trees: list[Any]) -> Closure | None:
    """Compute `duration("P42D")` once; warn for one that nobody can read, such as `duration("P6W")`."""
    reader = _READERS.get(name)
    if reader is None or len(trees) != 1 or trees[0].data != "string":
        return None
    text = literal_value(trees[0])
    value = reader(text)
    if value is None:
        compiler.warn(f'{name}("{text}") kan niet worden gelezen. {HINT}', trees[0])
    return lambda run, frame: value


def _call_value(callee: Closure, arguments: list[Closure]) -> Closure:
    def call(run: Run, frame: Frame) -> Value:
        function = callee(run, frame)
        if not isinstance(function, Function):
            return None
        return function.call(run, tuple([argument(run, frame) for argument in arguments]))

    return call


def _supplied(run: Run, name: str, where: tuple[int, int]) -> Callable[..., Value]:
    function = run.functions.get(name) if run.functions else None
    if function is None:
        raise FeelError(f"De functie '{name}' is hier niet beschikbaar.", *where)
    return function


def _call_supplied(name: str, arguments: list[Closure], where: tuple[int, int]) -> Closure:
    def call(run: Run, frame: Frame) -> Value:
        function = _supplied(run, name, where)
        run.charge(1)
        values = [argument(run, frame) for argument in arguments]
        try:
            return adopt(function(*values))
        except TypeError as error:
            raise FeelError(
                f"De functie '{name}' kan niet met deze waarden overweg: {error}", *where
            ) from error

    return call


@handles("call_named")
def _call_named(compiler: Compiler, tree: Node) -> Closure:
    callee: Any = parts(tree)[0]
    pairs = [(str(named.children[0]), compiler.compile(named.children[1])) for named in parts(tree)[1:]]
    name = _function_name(compiler, callee)
    if name is None:
        return _call_value_named(compiler.compile(callee), pairs)
    if name in BUILTINS and name not in compiler.known_functions:
        return bind_named(name, pairs, place(callee))
    raise FeelError(f"De functie '{name}' krijgt haar waarden op volgorde, zonder namen.", *place(callee))


def _call_value_named(callee: Closure, pairs: list[tuple[str, Closure]]) -> Closure:
    def call(run: Run, frame: Frame) -> Value:
        function = callee(run, frame)
        if not isinstance(function, Function):
            return None
        return function.call_named(run, {name: value(run, frame) for name, value in pairs})

    return call

"""The registry of node kinds, and what is learned about an expression while compiling it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from engine.feel.errors import FeelError, FeelSyntaxError
from engine.feel.literals import number
from engine.feel.syntax import Node, parts, place
from engine.feel.temporal import read_temporal
from engine.feel.values import Closure, Frame, Range, Run, Value

Handler = Callable[["Compiler", Node], Closure]
HINT = "Schrijf bijvoorbeeld 2026-03-24, 2026-03-24T09:00:00, 09:00:00, P42D of P2M."
_HANDLERS: dict[str, Handler] = {}
_LITERALS: dict[str, Callable[[Any], Value]] = {
    "true": lambda _: True,
    "false": lambda _: False,
    "null": lambda _: None,
    "string": lambda children: str(children[0]),
    "number": lambda children: number(children[0]),
}


def handles(*kinds: str) -> Callable[[Handler], Handler]:
    """Register the function that compiles nodes of these kinds."""

    def register(handler: Handler) -> Handler:
        _HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


class Compiler:
    """Compiles one tree. `scopes` are the sets of local names around the current node, innermost last;
    None stands for the items of a filter, whose names are known only when they are read."""

    def __init__(self, names: frozenset[str], functions: frozenset[str], *, strict: bool) -> None:
        self.known_names, self.known_functions, self.strict = names, functions, strict
        self.scopes: list[set[str] | None] = []
        self.paths: set[tuple[str, ...]] = set()
        self.called: set[str] = set()
        self.literal_arguments: list[tuple[str, Value]] = []
        self.warnings: list[FeelError] = []

    def compile(self, tree: Node) -> Closure:
        return _HANDLERS[str(tree.data)](self, tree)

    def compile_all(self, trees: list[Any]) -> list[Closure]:
        return [self.compile(tree) for tree in trees]

    @contextmanager
    def scope(self, names: set[str] | None) -> Iterator[None]:
        self.scopes.append(names)
        try:
            yield
        finally:
            self.scopes.pop()

    def warn(self, message: str, tree: Node) -> None:
        """Note what is good FEEL but surely a mistake; with `strict` it is refused."""
        warning = FeelSyntaxError(message, *place(tree))
        if self.strict:
            raise warning
        self.warnings.append(warning)

    def is_local(self, name: str) -> bool:
        return any(scope is not None and name in scope for scope in self.scopes)

    @property
    def in_filter(self) -> bool:
        return None in self.scopes


def is_literal(tree: Node) -> bool:
    return tree.data in _LITERALS


def literal_value(tree: Node) -> Value:
    """Return the value of a literal node."""
    return _LITERALS[str(tree.data)](parts(tree))


@handles(*_LITERALS)
def _literal(compiler: Compiler, tree: Node) -> Closure:
    value = literal_value(tree)
    return lambda run, frame: value


@handles("at_literal")
def _at_literal(compiler: Compiler, tree: Node) -> Closure:
    text = str(parts(tree)[0])
    value = read_temporal(text)
    if value is None:
        compiler.warn(f"'{text}' is geen datum, tijd of duur. {HINT}", tree)
    return lambda run, frame: value


@handles("bound")
def _bound(compiler: Compiler, tree: Node) -> Closure:
    operator, operand = str(parts(tree)[0]), compiler.compile(parts(tree)[1])
    if operator == "!=":
        raise FeelSyntaxError("'!=' is alleen een voorwaarde in een beslistabel, geen bereik.")
    included = "=" in operator

    def bound(run: Run, frame: Frame) -> Value:
        value = operand(run, frame)
        if value is None:
            return None
        return Range(
            None if operator[0] == "<" else value, None if operator[0] == ">" else value,
            included and operator[0] != "<", included and operator[0] != ">",
        )  # fmt: skip

    return bound

"""Lists, contexts, ranges, filters and functions made in an expression."""

from typing import Any

from engine.feel.compile.compiler import Compiler, handles
from engine.feel.compile.iteration import as_list
from engine.feel.limits import MAX_ITEMS, weigh
from engine.feel.syntax import Node, count, parts
from engine.feel.types import ANY, fit, read_type
from engine.feel.values import NUMBERS, Closure, Frame, Function, Range, Run, Value, adopt_part

_BOOLEAN = frozenset({"compare", "conjunction", "disjunction", "between", "member", "instance_of"})


@handles("list")
def _list(compiler: Compiler, tree: Node) -> Closure:
    items = compiler.compile_all(parts(tree))
    return lambda run, frame: [item(run, frame) for item in items]


@handles("range")
def _range(compiler: Compiler, tree: Node) -> Closure:
    opening, start_tree, end_tree, closing = parts(tree)
    start, end = compiler.compile(start_tree), compiler.compile(end_tree)
    start_included = opening == "["
    end_included = closing == "]"

    def interval(run: Run, frame: Frame) -> Value:
        lower, upper = start(run, frame), end(run, frame)
        if lower is None or upper is None:
            return None
        return Range(lower, upper, start_included, end_included)

    return interval


@handles("context")
def _context(compiler: Compiler, tree: Node) -> Closure:
    names: set[str] = set()
    entries: list[tuple[str, Closure]] = []
    double = False
    with compiler.scope(names):
        for entry in parts(tree):
            key_token, value_tree = parts(entry)
            key = str(key_token)
            double = double or key in names
            entries.append((key, compiler.compile(value_tree)))
            names.add(key)  # an entry sees only the entries before it

    def context(run: Run, frame: Frame) -> Value:
        values: dict[str, Value] = {}
        inner = (values, frame)
        for key, value in entries:
            values[key] = value(run, inner)
        return values

    return (lambda run, frame: None) if double else context


@handles("function")
def _function(compiler: Compiler, tree: Node) -> Closure:
    *given, body_tree = parts(tree)
    parameters: list[Any] = parts(given[0]) if given else []
    names = tuple(str(parameter.children[0]) for parameter in parameters)
    kinds = tuple(read_type(p.children[1]) if len(parts(p)) > 1 else ANY for p in parameters)
    with compiler.scope(set(names)):
        body = compiler.compile(body_tree)
    cost = count(body_tree)
    structured = any(kind.parts or kind.members for kind in kinds)

    def function(run: Run, frame: Frame) -> Value:
        home = run.root  # a function keeps the names of the place where it was written

        def call(later: Run, arguments: tuple[Value, ...]) -> Value:
            if structured:
                later.charge(sum(map(weigh, arguments)))
            fitted = [fit(value, kind) for value, kind in zip(arguments, kinds, strict=True)]
            if any(new is None and old is not None for new, old in zip(fitted, arguments, strict=True)):
                return None
            later.charge(cost)
            away, later.root = later.root, home
            try:
                return body(later, (dict(zip(names, fitted, strict=True)), frame))
            finally:
                later.root = away

        return Function(names, call)

    return function


@handles("filter")
def _filter(compiler: Compiler, tree: Node) -> Closure:
    base_tree, test_tree = parts(tree)
    base = compiler.compile(base_tree)
    if test_tree.data == "number" or (
        test_tree.data == "negation" and test_tree.children[1].data == "number"
    ):
        index = compiler.compile(test_tree)
        return lambda run, frame: item_at(as_list(base(run, frame)), index(run, frame))
    with compiler.scope(None), compiler.scope({"item"}):
        test = compiler.compile(test_tree)
    cost = count(test_tree)
    always_boolean = test_tree.data in _BOOLEAN

    def filtered(run: Run, frame: Frame) -> Value:
        items = as_list(base(run, frame))
        if not always_boolean:
            position = test(run, item_frame(items[0], frame) if items else frame)
            if type(position) in NUMBERS:
                return item_at(items, position)
        run.charge(cost * len(items))
        return [item for item in items if test(run, item_frame(item, frame)) is True]

    return filtered


def item_frame(item: Value, frame: Frame) -> Frame:
    """Return the names inside a filter: `item`, and the entries of the item when it is a context."""
    inner = ({"item": adopt_part(item)}, frame)
    return (item, inner) if isinstance(item, dict) else inner


def item_at(items: list[Value], position: Value) -> Value:
    """Return the item at a position that counts from 1, or from -1 at the end; null outside the list."""
    if abs(position) > MAX_ITEMS or position != int(position):
        return None
    index = int(position)
    if index == 0 or abs(index) > len(items):
        return None
    return adopt_part(items[index - 1 if index > 0 else index])

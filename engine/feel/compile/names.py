"""Names and paths: `zaak.ernst`, `item.naam`, `datum.year`."""

from collections.abc import Mapping
from typing import Any

from lark import Token

from engine.feel.compile.compiler import Compiler, handles
from engine.feel.errors import FeelSyntaxError, UnknownNameError
from engine.feel.limits import weigh
from engine.feel.properties import has_properties, property_of
from engine.feel.syntax import Node, parts, place
from engine.feel.values import NUMBERS, Closure, Frame, Run, Value, adopt, adopt_part

_READY = frozenset({type(None), bool, int, str, dict}) | NUMBERS


def lookup(run: Run, frame: Frame, name: str) -> Value:
    """Return the innermost value of a name, null when nobody has it."""
    while frame is not None:
        values, frame = frame
        if name in values:
            return adopt_part(values[name])
    return from_outside(run, run.root.get(name))


def from_outside(run: Run, value: Value) -> Value:
    """Return a value of the caller; looking through a list is charged."""
    if type(value) in _READY:
        return value
    if isinstance(value, (list, tuple)):
        run.charge(len(value) >> 3)
    return adopt(value)


def compile_name(compiler: Compiler, name: str, tree: Node | Token) -> Closure:
    if compiler.is_local(name) or compiler.in_filter:
        return lambda run, frame: lookup(run, frame, name)
    if compiler.strict and name not in compiler.known_names:
        raise UnknownNameError(f"De naam '{name}' is hier niet bekend.", *place(tree))
    compiler.paths.add((name,))

    def from_root(run: Run, frame: Frame) -> Value:
        value = run.root.get(name)
        return value if type(value) in _READY else from_outside(run, value)

    return from_root


@handles("name")
def _name(compiler: Compiler, tree: Node) -> Closure:
    return compile_name(compiler, str(parts(tree)[0]), tree)


@handles("input")
def _input(compiler: Compiler, tree: Node) -> Closure:
    if not compiler.is_local("?"):
        raise FeelSyntaxError("Het teken '?' kan alleen in een beslistabel staan.", *place(tree))
    return lambda run, frame: lookup(run, frame, "?")


def path_names(tree: Node) -> tuple[str, ...] | None:
    """Return ("zaak", "ernst") for the node of `zaak.ernst`; None when it starts with something else."""
    members: list[str] = []
    while tree.data == "path":
        members.append(str(parts(tree)[1]))
        tree = parts(tree)[0]
    if tree.data != "name":
        return None
    return (str(parts(tree)[0]), *reversed(members))


@handles("path")
def _path(compiler: Compiler, tree: Node) -> Closure:
    base_tree: Any = parts(tree)[0]
    member = str(parts(tree)[1])
    base = compiler.compile(base_tree)
    names = path_names(tree)
    if names and names[:-1] in compiler.paths:
        compiler.paths.discard(names[:-1])
        compiler.paths.add(names)

    def path(run: Run, frame: Frame) -> Value:
        value = base(run, frame)
        if type(value) is dict:
            found = value.get(member)
            return found if type(found) in _READY else from_outside(run, found)
        if type(value) is list:
            run.charge(weigh(value))
        return read_member(value, member)

    return path


def read_member(value: Value, member: str) -> Value:
    """Return a part of a context, of each context in a list, or of a date, duration or range; else null."""
    if isinstance(value, Mapping):
        return adopt_part(value.get(member))
    if isinstance(value, list):
        return [read_member(item, member) for item in value]
    return property_of(value, member) if has_properties(value) else None

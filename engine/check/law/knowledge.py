"""What a path knows of answers and facts: after the arrow `tevreden = "ja"` nobody goes the way of `nee`.

Knowledge only shuts out ways that cannot be walked. A condition that is not understood shuts out
nothing, so that a proof never rests on a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lark import Token, Tree

from engine.feel import FeelError, expression_text
from engine.feel.syntax import Node as Syntax
from engine.feel.syntax import parse_tree

Value = str | bool | None
_CONSTANTS: Mapping[str, Value] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Range:
    """What a value can be: one of `values`, or (with `others`) anything except those."""

    values: frozenset[Value]
    others: bool = False
    _hash: int = field(init=False, repr=False, compare=False)  # every history is a set of these

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.values, self.others)))

    def __hash__(self) -> int:
        return self._hash

    def within(self, allowed: frozenset[Value]) -> bool:
        return not self.others and bool(self.values) and self.values <= allowed

    def excludes(self, value: Value) -> bool:
        return (value in self.values) is self.others

    def allows(self, other: "Range") -> bool:
        return not self.only(other.values).is_impossible

    def only(self, chosen: frozenset[Value]) -> "Range":
        return Range(chosen - self.values if self.others else self.values & chosen)

    def but(self, shut_out: frozenset[Value]) -> "Range":
        return Range(self.values | shut_out if self.others else self.values - shut_out, self.others)

    def or_else(self, other: "Range") -> "Range":
        if self.others and other.others:
            return Range(self.values & other.values, others=True)
        if self.others or other.others:
            open_, listed = (self, other) if self.others else (other, self)
            return Range(open_.values - listed.values, others=True)
        return Range(self.values | other.values)

    @property
    def is_impossible(self) -> bool:
        return not self.others and not self.values


ANYTHING = Range(frozenset(), others=True)
Known = Mapping[str, Range]


def exactly(*values: Value) -> Range:
    return Range(frozenset(values))


@lru_cache(maxsize=1024)
def tree_of(text: str) -> Syntax | None:
    """Return the syntax tree of an attribute value; None when it is no FEEL (told by another rule)."""
    try:
        tree = parse_tree(expression_text(text), ())
    except (FeelError, RecursionError):
        return None
    return tree if isinstance(tree, Tree) else None


@lru_cache(maxsize=1024)
def names_in(text: str) -> frozenset[str]:
    """Return the dotted names that an expression reads."""
    tree = tree_of(text)
    if tree is None:
        return frozenset()
    found = {name for part in tree.iter_subtrees() if (name := dotted(part))}
    return frozenset(n for n in found if not any(other.startswith(f"{n}.") for other in found))


def dotted(tree: object) -> str:
    """Return the name that a tree is: "zaak.uitkomst"; '' for anything else."""
    if not isinstance(tree, Tree):
        return ""
    if tree.data == "name":
        return str(tree.children[0])
    if tree.data == "path":
        head = dotted(tree.children[0])
        return f"{head}.{tree.children[1]}" if head else ""
    return ""


def literal(tree: object) -> tuple[Value] | None:
    """Return the text, truth value or null that a tree is, in a tuple; None for anything else."""
    if isinstance(tree, Tree):
        if tree.data == "string":
            return (str(tree.children[0]),)
        if tree.data in _CONSTANTS:
            return (_CONSTANTS[str(tree.data)],)
    return None


def range_of(tree: object, known: Known) -> Range:
    """Return what an expression can give: a fixed value, a name, or a choice between such."""
    fixed = literal(tree)
    if fixed is not None:
        return exactly(*fixed)
    if isinstance(tree, Tree) and tree.data == "choice":
        return range_of(tree.children[1], known).or_else(range_of(tree.children[2], known))
    return known.get(dotted(tree), ANYTHING)


def sources(tree: object) -> frozenset[str]:
    """Return the names whose value an expression can give as it is."""
    if isinstance(tree, Tree) and tree.data == "choice":
        return sources(tree.children[1]) | sources(tree.children[2])
    return frozenset({dotted(tree)} - {""})


def refined(known: Known, tree: object, holds: bool) -> Known | None:
    """Return what is known where a condition holds (or does not); None when that cannot be."""
    if not isinstance(tree, Tree):
        return known
    if tree.data in {"conjunction", "disjunction"}:
        return _combined(known, tree, holds)
    if tree.data == "call" and dotted(tree.children[0]) == "not":
        return _negated(known, tree, holds)
    name, allowed = _test(_Same(tree))
    if not name:
        return _truth(known, dotted(tree), True, holds)
    if tree.data == "compare" and str(tree.children[1]) == "!=":
        certain = holds or allowed == {None}  # a comparison of unlike types holds neither way
        return _narrow(known, name, allowed, not holds) if certain else known
    return _narrow(known, name, allowed, holds)


class _Same:
    """A tree as a key of its own: comparing what is in it would cost more than reading it again."""

    __slots__ = ("tree",)

    def __init__(self, tree: Tree[Token]) -> None:
        self.tree = tree

    def __hash__(self) -> int:
        return id(self.tree)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.tree is self.tree


@lru_cache(maxsize=4096)  # what is kept keeps its tree, so no other tree can come by the same id
def _test(same: _Same) -> tuple[str, frozenset[Value]]:
    """Return name and values of `name = value`, `name != value` and `name in [values]`."""
    tree = same.tree
    nothing: tuple[str, frozenset[Value]] = ("", frozenset())
    if tree.data == "compare" and str(tree.children[1]) in {"=", "!="}:
        left, _, right = tree.children
        name, value = (dotted(left), literal(right)) if dotted(left) else (dotted(right), literal(left))
        return (name, frozenset(value)) if name and value else nothing
    if tree.data == "member":
        first, *rest = tree.children
        choices = rest[0].children if isinstance(rest[0], Tree) and rest[0].data == "list" else rest
        values = [literal(choice) for choice in choices]
        if dotted(first) and all(value is not None for value in values):
            return dotted(first), frozenset(value[0] for value in values if value)
    return nothing


def _combined(known: Known, tree: Tree[Token], holds: bool) -> Known | None:
    if (tree.data == "conjunction") is holds:  # every part has this outcome
        every: Known | None = known
        for part in tree.children:
            every = refined(every, part, holds) if every is not None else None
        return every
    ways = [way for part in tree.children if (way := refined(known, part, holds)) is not None]
    return (ways[0] if len(ways) == 1 else known) if ways else None


def _negated(known: Known, tree: Tree[Token], holds: bool) -> Known | None:
    arguments = tree.children[1]
    operand = arguments.children[0] if isinstance(arguments, Tree) and arguments.children else None
    if dotted(operand):
        return _truth(known, dotted(operand), False, holds)
    return refined(known, operand, False) if holds else known


def _truth(known: Known, name: str, value: bool, holds: bool) -> Known | None:
    """A name as a condition of its own: it holds when it is exactly true (or false, behind a not)."""
    return _narrow(known, name, frozenset({value}), holds) if name else known


def _narrow(known: Known, name: str, values: frozenset[Value], inside: bool) -> Known | None:
    before = known.get(name, ANYTHING)
    after = before.only(values) if inside else before.but(values)
    return None if after.is_impossible else {**known, name: after}

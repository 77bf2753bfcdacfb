"""From text to a bounded syntax tree. The grammar is in grammar.lark."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from lark import Lark, Token, Tree, UnexpectedInput, UnexpectedToken
from lark.lexer import Lexer

from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.lexer import strange_names, tokens_of
from engine.feel.limits import MAX_DEPTH, MAX_NODES, MAX_SOURCE

Node = Tree[Token]


class _ReadyMade(Lexer):
    """Hands the parser the tokens that lexer.py made."""

    def __init__(self, lexer_conf: Any) -> None:
        pass

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        return iter(data)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    return Lark(
        Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"),
        parser="lalr", lexer=_ReadyMade, start=["expression", "unary_tests"],
        maybe_placeholders=False, propagate_positions=True,
    )  # fmt: skip


def parse_tree(source: str, names: Iterable[str], *, tests: bool = False) -> Node:
    """Return the syntax tree of an expression (or of unary tests), to read only.

    Raises FeelSyntaxError with place, or FeelLimitError when the text is too large or too deep.
    """
    return _tree(source, strange_names(frozenset(names)), tests)


@lru_cache(maxsize=4096)  # the checker asks for the same tree several times, and again for the next version
def _tree(source: str, strange: re.Pattern[str] | None, tests: bool) -> Node:
    if len(source) > MAX_SOURCE:
        raise FeelLimitError(f"De uitdrukking is langer dan {MAX_SOURCE} tekens.")
    tokens = tokens_of(source, strange, tests=tests)
    if not tokens:
        raise FeelSyntaxError("De uitdrukking is leeg.", 1, 1)
    try:
        tree = _parser().parse(tokens, start="unary_tests" if tests else "expression")
    except UnexpectedInput as error:
        raise _syntax_error(error, tokens) from None
    _check_size(tree)
    return tree


def _syntax_error(error: UnexpectedInput, tokens: list[Token]) -> FeelSyntaxError:
    token = error.token if isinstance(error, UnexpectedToken) else None
    if token is None or token.type == "$END":
        last = tokens[-1]
        return FeelSyntaxError("De uitdrukking is niet af.", last.line or 1, (last.column or 1) + len(last))
    hint = " Schrijf één '='." if token == "=" and _follows_equals(token, tokens) else ""
    return FeelSyntaxError(f"Dit hoort hier niet: '{token}'.{hint}", token.line or 0, token.column or 0)


def _follows_equals(token: Token, tokens: list[Token]) -> bool:
    return any(before == "=" and after is token for before, after in pairwise(tokens))


def _check_size(tree: Node) -> None:
    nodes, todo = 0, [(tree, 1)]
    while todo:
        part, depth = todo.pop()
        nodes += 1
        if nodes > MAX_NODES:
            raise FeelLimitError(f"De uitdrukking heeft meer dan {MAX_NODES} onderdelen. Splits haar op.")
        if depth > MAX_DEPTH:
            raise FeelLimitError(f"De uitdrukking is meer dan {MAX_DEPTH} lagen diep genest. Splits haar op.")
        todo.extend((child, depth + 1) for child in part.children if isinstance(child, Tree))


def parts(tree: Node) -> list[Any]:
    """Return the children of a node. Which are tokens and which are trees, only the grammar knows."""
    return tree.children


def walk(tree: Node) -> Iterator[Node]:
    """Yield every node of the tree."""
    todo = [tree]
    while todo:
        part = todo.pop()
        yield part
        todo.extend(child for child in part.children if isinstance(child, Tree))


def count(tree: Node) -> int:
    return sum(1 for _ in walk(tree))


def place(part: Node | Token) -> tuple[int, int]:
    """Return line and column of a node or token, 0 when unknown."""
    source: Any = part if isinstance(part, Token) else part.meta
    return getattr(source, "line", 0) or 0, getattr(source, "column", 0) or 0

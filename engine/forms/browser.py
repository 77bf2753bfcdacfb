"""The part of FEEL that a browser can evaluate, as a JSON tree for `forms.js`.

The server decides; this only spares people a round trip. So it is deliberately small: comparisons,
`and`, `or`, `not()`, `in` a list, `list contains`, literals and paths. Anything else has no tree and
waits for the server. The tree is a list whose head names the operation:
``["=", ["name", "bereikt"], ["value", "nee"]]``; a day is ``["date", "2026-03-24"]``.
"""

import re
from typing import Any

Tree = list[Any]

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\w.])|"(?P<text>[^"\\]*)"|(?P<name>[^\W\d]\w*)"""
    r"""|(?P<sign><=|>=|!=|[=<>()\[\],.-]))"""
)
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_CONSTANTS = {"true": True, "false": False, "null": None}
_WORDS = {"and", "or", "in", "if", "then", "else", "for", "some", "every", "between", "instance", "return"}
_MAX_DEPTH = 40


class _Outside(Exception):
    """The expression uses more of FEEL than the browser knows."""


def browser_tree(source: str) -> Tree | None:
    """Return the tree of the FEEL expression `source`, or None when only the server can evaluate it."""
    try:
        parser = _Parser(source.strip().removeprefix("="))
        tree = parser.either()
        return tree if parser.at_end() else None
    except _Outside:
        return None


class _Parser:
    def __init__(self, source: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.index = self.depth = position = 0
        while position < len(source.rstrip()):
            match = _TOKEN.match(source, position)
            if match is None:
                raise _Outside
            self.tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            position = match.end()

    def at_end(self) -> bool:
        return self.index == len(self.tokens)

    def look(self, ahead: int = 0) -> tuple[str, str]:
        place = self.index + ahead
        return self.tokens[place] if place < len(self.tokens) else ("end", "")

    def accept(self, *wanted: str) -> str | None:
        """Step over the next sign or word when it is one of `wanted`."""
        kind, value = self.look()
        if kind in ("sign", "name") and value in wanted:
            self.index += 1
            return value
        return None

    def expect(self, wanted: str) -> None:
        if self.accept(wanted) is None:
            raise _Outside

    def either(self) -> Tree:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _Outside
        tree = self.both()
        while self.accept("or"):
            tree = ["or", tree, self.both()]
        self.depth -= 1
        return tree

    def both(self) -> Tree:
        tree = self.comparison()
        while self.accept("and"):
            tree = ["and", tree, self.comparison()]
        return tree

    def comparison(self) -> Tree:
        left = self.operand()
        if sign := self.accept(*_COMPARISONS):
            return [sign, left, self.operand()]
        if self.accept("in"):
            return self.membership(left)
        return left

    def operand(self) -> Tree:
        if self.accept("("):
            tree = self.either()
            self.expect(")")
            return tree
        kind, value = self.look()
        if kind == "name" and value not in _CONSTANTS:
            return self.name_or_call()
        return self.literal()

    def literal(self) -> Tree:
        minus = self.accept("-") is not None
        kind, value = self.look()
        self.index += 1
        if kind == "number":
            number: float = float(value) if "." in value else int(value)
            return ["value", -number if minus else number]
        if minus:
            raise _Outside
        if kind == "text":
            return ["value", value]
        if kind == "name" and value in _CONSTANTS:
            return ["value", _CONSTANTS[value]]
        if (kind, value) == ("name", "date") and self.accept("("):
            kind, day = self.look()
            self.index += 1
            self.expect(")")
            if kind == "text" and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                return ["date", day]
        raise _Outside

    def membership(self, left: Tree) -> Tree:
        """`x in ["a", "b"]` asks for an element; `x in ("a", "b")` is short for comparing with each."""
        closing = {"[": "]", "(": ")"}.get(self.accept("[", "(") or "")
        if closing is None:
            raise _Outside
        items = [self.literal()]
        while self.accept(","):
            items.append(self.literal())
        self.expect(closing)  # so ranges such as [1..3] are the server's
        if closing == "]":
            return ["in", left, ["list", *items]]
        return ["or", *(["=", left, item] for item in items)]

    def name_or_call(self) -> Tree:
        _, name = self.look()
        if name == "date":
            return self.literal()
        self.index += 1
        if name == "not" and self.accept("("):
            tree = ["not", self.either()]
            self.expect(")")
            return tree
        if name == "list" and self.accept("contains"):
            self.expect("(")
            where = self.operand()
            self.expect(",")
            tree = ["list contains", where, self.operand()]
            self.expect(")")
            return tree
        if name in _WORDS or self.look() == ("sign", "("):
            raise _Outside
        steps = [name]
        while self.accept("."):
            kind, step = self.look()
            if kind != "name":
                raise _Outside
            self.index += 1
            steps.append(step)
        return ["name", *steps]

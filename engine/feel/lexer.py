"""Text to tokens. Everything in FEEL that depends on context is settled here, so the grammar stays LALR.

- Names may hold spaces (`Applicant data`) and, when the caller knows them, operators and keywords
  (`Pre-bureau risk category`). Two names never stand side by side in FEEL, so words that are no
  keyword join into one name; known names with stranger characters win by longest match.
- `]1..5[` uses brackets the wrong way round; the token before tells an opening `]`, the one after a
  closing `[`.
- `{foo+bar: 1}` and `f(start position: 1)`: text before a colon is a key.
"""

import re
from functools import lru_cache

from lark import Token

from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.limits import MAX_DEPTH, MAX_TOKENS

_START = (
    r"A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C-\u200D"
    r"\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_PART = _START + r"0-9'\u00B7\u0300-\u036F\u203F-\u2040"
_WORD = re.compile(rf"[{_START}][{_PART}]*")
_NEXT_WORD = re.compile(rf"\s+([{_PART}]+)")
_PARAMETER = re.compile(rf"([{_START}](?:[{_PART}]|[ \t]+(?=[{_PART}]))*)\s*:")
_CONTEXT_KEY = re.compile(rf'("(?:\\.|[^"\\])*"\s*|[{_START}][^:",{{}}()\[\]]*):', re.DOTALL)
_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_STRING = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
_AT = re.compile(r'@\s*("(?:\\.|[^"\\])*")', re.DOTALL)
_OPERATOR = re.compile(r"\*\*|\.\.|<=|>=|!=|[-+*/=<>.,:()\[\]{}?]")
_SPECIAL_CALL = re.compile(r"(date\s+and\s+time|years\s+and\s+months\s+duration)(?=\s*\()")
_SPECIAL_TYPE = re.compile(r"date\s+and\s+time|years\s+and\s+months\s+duration|days\s+and\s+time\s+duration")
_INSTANCE = re.compile(r"instance\s+of\b")
_AFTER_RANGE = re.compile(
    r"\s*(?:$|[)\],}=!<>*/+]|(?:and|or|then|else|return|satisfies|in|between|instance)\b)"
)

KEYWORDS = {
    "if": "_IF", "then": "_THEN", "else": "_ELSE", "for": "_FOR", "return": "_RETURN", "some": "SOME",
    "every": "EVERY", "satisfies": "_SATISFIES", "function": "_FUNCTION", "or": "_OR", "and": "_AND",
    "between": "_BETWEEN", "in": "_IN", "true": "TRUE", "false": "FALSE", "null": "NULL",
    "instance": "_INSTANCE",
}  # fmt: skip
_OPERATORS = {
    "**": "POW", "..": "_DOTS", "+": "PLUS", "-": "MINUS", "*": "STAR", "/": "SLASH", ".": "DOT",
    ",": "COMMA", ":": "COLON", "(": "LPAR", ")": "RPAR", "[": "LSQB", "]": "RSQB", "{": "LBRACE",
    "}": "RBRACE", "?": "INPUT",
    "=": "CMP", "!=": "CMP", "<": "CMP", "<=": "CMP", ">": "CMP", ">=": "CMP",
}  # fmt: skip
_OPERAND_END = {
    "NAME", "NUMBER", "STRING", "AT", "TRUE", "FALSE", "NULL", "INPUT", "RPAR", "RSQB", "RBRACE", "CLOSE",
    "TYPE", "_RANGLE",
}  # fmt: skip
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_HINTS = {
    "&": " Schrijf 'and'.",
    "|": " Schrijf 'or'.",
    "!": " Schrijf 'not(...)' of '!='.",
    "%": " Schrijf 'modulo(a, b)'.",
    ";": " Schrijf een komma.",
}
_CURLY = "\u201c\u201d\u201e\u2018\u2019"


def normal_name(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=256)
def strange_names(names: frozenset[str]) -> re.Pattern[str] | None:
    """Return a pattern of those known names that joining words would not find."""
    normal = {normal_name(name) for name in names}
    strange = [name for name in normal if name not in KEYWORDS and not _joins(name)]
    if not strange:
        return None
    choices = sorted(strange, key=lambda name: (-len(name), name))
    return re.compile(
        "(?:" + "|".join(r"\s+".join(map(re.escape, name.split())) for name in choices) + rf")(?![{_PART}])"
    )


def _joins(name: str) -> bool:
    words = name.split()
    return (
        bool(words)
        and bool(_WORD.fullmatch(words[0]))
        and not any(word in KEYWORDS or not re.fullmatch(rf"[{_PART}]+", word) for word in words)
    )


class _Group:
    """An open bracket, and whether `..` was seen directly inside it."""

    __slots__ = ("dots", "kind")

    def __init__(self, kind: str) -> None:
        self.kind, self.dots = kind, False


class Scanner:
    """One walk over one expression."""

    def __init__(self, source: str, strange: re.Pattern[str] | None) -> None:
        self.source, self.position, self.strange = source, 0, strange
        self.tokens: list[Token] = []
        self.groups: list[_Group] = []

    def error(self, message: str, position: int | None = None) -> FeelSyntaxError:
        at = self.position if position is None else position
        return FeelSyntaxError(message, *self.place(at))

    def place(self, position: int) -> tuple[int, int]:
        line = self.source.count("\n", 0, position) + 1
        return line, position - (self.source.rfind("\n", 0, position) + 1) + 1

    def emit(self, kind: str, value: str, end: int) -> None:
        line, column = self.place(self.position)
        self.tokens.append(Token(kind, value, self.position, line, column))
        self.position = end

    @property
    def last(self) -> str:
        return self.tokens[-1].type if self.tokens else ""

    def skip_space(self) -> None:
        if found := _SPACE.match(self.source, self.position):
            self.position = found.end()

    def scan(self) -> list[Token]:
        while True:
            self.skip_space()
            if self.position >= len(self.source):
                return self.tokens
            self._next()
            if len(self.tokens) > MAX_TOKENS or len(self.groups) > MAX_DEPTH:
                raise FeelLimitError("De uitdrukking is te lang of te diep genest. Splits haar op.")

    def _next(self) -> None:
        source, at = self.source, self.position
        if self._key():
            return
        if (source[at] == "." and source[at + 1 : at + 2].isdigit() and self.last not in _OPERAND_END) or (
            source[at].isascii() and source[at].isdigit()
        ):
            self._number()
        elif found := _STRING.match(source, at):
            self.emit("STRING", unescape(found[0][1:-1]), found.end())
        elif found := _AT.match(source, at):
            self.emit("AT", unescape(found[1][1:-1]), found.end())
        elif _WORD.match(source, at) or (self.strange and self.strange.match(source, at)):
            self._name()
        elif found := _OPERATOR.match(source, at):
            self._operator(found[0], found.end())
        else:
            raise self._strange_character(source[at])

    def _number(self) -> None:
        found = _NUMBER.match(self.source, self.position)
        assert found
        self.emit("NUMBER", found[0], found.end())

    def _strange_character(self, character: str) -> FeelSyntaxError:
        if character in _CURLY or character == "'":
            return self.error('Gebruik rechte dubbele aanhalingstekens: "tekst".')
        if character == '"':
            return self.error("Het aanhalingsteken aan het eind van deze tekst ontbreekt.")
        hint = _HINTS.get(character, "")
        return self.error(f"Het teken '{character}' hoort hier niet.{hint}")

    def _key(self) -> bool:
        """Read the text before a colon, in a context, a call with named arguments or a parameter list."""
        if not self.groups or self.last not in {"LBRACE", "LPAR", "COMMA"}:
            return False
        kind = self.groups[-1].kind
        if kind not in "{(F":
            return False
        found = (_CONTEXT_KEY if kind == "{" else _PARAMETER).match(self.source, self.position)
        if not found:
            return False
        text = found[1].rstrip()
        self.emit("KEY", unescape(text[1:-1]) if text[0] == '"' else normal_name(text), found.end() - 1)
        self.emit("COLON", ":", found.end())
        if kind == "F":
            self._type()
        return True

    def _name(self) -> None:
        source, at = self.source, self.position
        if found := _INSTANCE.match(source, at):
            self.emit("_INSTANCE", "instance of", found.end())
            self._type()
            return
        if source.startswith("__", at):
            raise self.error("Een naam begint niet met twee lage streepjes.")
        value, end = self._longest_name(at, after_dot=self.last == "DOT")
        kind = "NAME"
        if self.last != "DOT" and value in KEYWORDS:
            kind = KEYWORDS[value]
        self.emit(kind, value, end)

    def _longest_name(self, at: int, *, after_dot: bool = False) -> tuple[str, int]:
        source, end = self.source, at
        if found := _SPECIAL_CALL.match(source, at):
            end = found.end()
        elif found := _WORD.match(source, at):
            end = found.end()
            if after_dot or found[0] not in KEYWORDS:
                while (more := _NEXT_WORD.match(source, end)) and more[1] not in KEYWORDS:
                    end = more.end()
        if self.strange and (known := self.strange.match(source, at)):
            end = max(end, known.end())
        return normal_name(source[at:end]), end

    def _type(self) -> None:
        """Read a type, such as `list<date and time>`, up to where it is complete."""
        depth = 0
        while True:
            self.skip_space()
            self._type_name()
            self.skip_space()
            while depth and self.source.startswith(">", self.position):
                self.emit("_RANGLE", ">", self.position + 1)
                depth -= 1
                self.skip_space()
            if self.source.startswith("<", self.position) and self.last == "TYPE":
                self.emit("_LANGLE", "<", self.position + 1)
                depth += 1
            elif self.source.startswith("->", self.position):
                self.emit("_ARROW", "->", self.position + 2)
            elif depth and self.source.startswith(",", self.position):
                self.emit("COMMA", ",", self.position + 1)
            else:
                return

    def _type_name(self) -> None:
        source, at = self.source, self.position
        if self.last in {"_LANGLE", "COMMA"} and (found := _PARAMETER.match(source, at)):
            self.emit("KEY", normal_name(found[1]), found.end(1))
            self.skip_space()
            self.emit("COLON", ":", self.position + 1)
            self.skip_space()
            at = self.position
        if source.startswith(">", at) and self.last == "_LANGLE":
            return
        if found := _SPECIAL_TYPE.match(source, at):
            self.emit("TYPE", normal_name(found[0]), found.end())
            return
        value, end = self._longest_name(at, after_dot=True)
        while end < len(source) and source[end] == "." and _WORD.match(source, end + 1):
            more, end = self._longest_name(end + 1, after_dot=True)
            value = f"{value}.{more}"
        if not value:
            raise self.error("Hier hoort de naam van een type, bijvoorbeeld number of date.")
        self.emit("TYPE", value, end)

    def _operator(self, text: str, end: int) -> None:
        kind = _OPERATORS[text]
        if text in "([{":
            kind = self._open(text, kind, end)
        elif text == "]" and self.last not in {*_OPERAND_END, "LSQB"}:  # `[]` is a list
            kind = "OPEN"
            self.groups.append(_Group("["))
        elif text in ")]}":
            if self.groups:
                self.groups.pop()
        elif text == ".." and self.groups:
            self.groups[-1].dots = True
        self.emit(kind, text, end)

    def _open(self, text: str, kind: str, end: int) -> str:
        if text == "[" and self.groups and self.groups[-1].dots and _AFTER_RANGE.match(self.source, end):
            self.groups.pop()
            return "CLOSE"
        self.groups.append(_Group("F" if text == "(" and self.last == "_FUNCTION" else text))
        return kind


def unescape(text: str) -> str:
    """Return the text with its FEEL escapes (`\\n`, `\\u0041`, `\\U01F40E`) resolved."""
    if "\\" not in text:
        return text

    def replacement(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        if code:
            return chr(int(code, 16)) if int(code, 16) <= 0x10FFFF else "\ufffd"
        return _ESCAPES.get(found[3], found[0])

    joined = _ESCAPE.sub(replacement, text)
    # A pair of surrogates is one character; a lone one is no character at all.
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def tokens_of(source: str, strange: re.Pattern[str] | None, *, tests: bool = False) -> list[Token]:
    """Return the tokens of an expression, or of unary tests where a leading `not(...)` negates them all."""
    tokens = Scanner(source, strange).scan()
    if tests and len(tokens) > 2 and tokens[0] == "not" and _spans(tokens[1:]):
        tokens[0] = Token("_NOT", "not", tokens[0].start_pos, tokens[0].line, tokens[0].column)
    return tokens


def _spans(tokens: list[Token]) -> bool:
    """Tell whether the first token is a bracket that the last one closes."""
    depth = 0
    for index, token in enumerate(tokens):
        if token.type in {"LPAR", "LSQB", "LBRACE", "OPEN"}:
            depth += 1
        elif token.type in {"RPAR", "RSQB", "RBRACE", "CLOSE"}:
            depth -= 1
        if depth <= 0:
            return token.type == "RPAR" and index == len(tokens) - 1
    return False

"""FEEL in plain Dutch, for the shapes that process owners write; anything else is shown as it stands.

No translation is better than a wrong one: what is not recognised whole comes back between quotes.
"""

import re
from collections.abc import Callable

from engine.words.lexicon import Asked, Lexicon, spaced

_STRING = r'"(?:[^"\\]|\\.)*"'
_PATH = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_LITERAL = rf"(?:{_STRING}|-?\d+(?:\.\d+)?|true|false|null)"
_COMPARISON = re.compile(rf"({_PATH})\s*(!=|<=|>=|=|<|>)\s*({_LITERAL})")
_MEMBER = re.compile(rf"({_PATH})\s+in\s*[(\[]\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)\s*[)\]]")
_TERM = re.compile(rf"termijn\(\s*({_STRING})\s*\)")
_SHIFT = re.compile(rf"(.+?)\s*([+-])\s*duration\(\s*({_STRING})\s*\)", re.DOTALL)
_WORKDAYS = re.compile(r"werkdagen\((.+),\s*(-?\d+)\s*\)", re.DOTALL)
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = (
    ("jaar", "jaar"),
    ("maand", "maanden"),
    ("week", "weken"),
    ("dag", "dagen"),
    ("uur", "uur"),
    ("minuut", "minuten"),
)
_CHOICE = re.compile(r"if\b(.+)\bthen\b(.+)\belse\b(.+)", re.DOTALL)
_ORDER = {
    "<": "minder is dan",
    ">": "meer is dan",
    "<=": "hoogstens gelijk is aan",
    ">=": "minstens gelijk is aan",
}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


class Speaker:
    """Puts the expressions of one bundle into words; in a form (`home`) its own questions go by their key."""

    def __init__(self, lexicon: Lexicon, home: str = "") -> None:
        self._lexicon, self._home = lexicon, home

    def _asked(self, path: str) -> Asked | None:
        """Return the question that a name stands for."""
        known = self._lexicon.asked
        return known.get(f"{self._home}.{path}") or known.get(path)

    def moment(self, source: str) -> str:
        """Return a date or a period in words: "7 dagen voor de laatste dag van ‘Klacht afhandelen’"."""
        text = _bare(source)
        if choice := _CHOICE.fullmatch(text):
            test, yes, no = choice.groups()
            return f"{self.moment(yes)} als {self.condition(test)}, en anders {self.moment(no)}"
        if shift := _SHIFT.fullmatch(text):
            base, sign, length = shift.groups()
            if inner := _CHOICE.fullmatch(_bare(base)):
                test, yes, no = inner.groups()
                later = f" {sign} duration({length})"
                return self.moment(f"if {test} then {yes}{later} else {no}{later}")
            side = "na" if sign == "+" else "voor"
            if words := duration(length.strip('"')):
                lead = f"de dag {side}" if words == "1 dag" else f"{words} {side}"
                return f"{lead} {self.moment(base)}"
        if term := _TERM.fullmatch(text):
            return f"de laatste dag van {quoted(self._lexicon.term_title(term[1].strip(chr(34))))}"
        if work := _WORKDAYS.fullmatch(text):
            unit = "werkdag" if work[2] == "1" else "werkdagen"
            return f"{work[2]} {unit} na {self.moment(work[1])}"
        if text in ("today()", "now()"):
            return "de dag waarop de stap begint"
        if words := duration(text.removeprefix('duration("').removesuffix('")').strip('"')):
            return words
        if re.fullmatch(_PATH, text):
            return f"de dag van {self.name(text)}"
        return formula(source)

    def condition(self, source: str) -> str:
        """Return a condition as it follows "als": "het antwoord op ‘Is de inwoner tevreden?’ ‘Ja’ is"."""
        return self._condition(_bare(source)) or formula(source)

    def opposite(self, source: str) -> str:
        """Return, as it follows "als", that a condition is not true."""
        return self._denied(_bare(source)) or f"niet waar is dat {self.condition(source)}"

    def visible_when(self, hide: str) -> str:
        """Return when a question that is hidden by `hide` is shown."""
        said = self._denied(_bare(hide))
        return f"alleen als {said}" if said else f"niet als {self.condition(hide)}"

    def name(self, path: str) -> str:
        """Return what a name in an expression stands for."""
        holder = self._lexicon.nodes.get(path.partition(".")[0])
        if asked := self._asked(path):
            twice = holder is not None and holder.name and asked.label in self._lexicon.ambiguous
            return quoted(asked.label) + (f" (bij {quoted(holder.name)})" if twice and holder else "")
        first, _, rest = path.partition(".")
        if not rest or first == "zaak":
            return quoted(spaced(rest or first))
        return quoted(f"{spaced(rest)} ({holder.name if holder and holder.name else spaced(first)})")

    def value(self, path: str, literal: str) -> str:
        """Return an answer in the words of its question."""
        if literal in ("true", "false"):
            return "ja" if literal == "true" else "nee"
        if not literal.startswith('"'):
            return literal
        plain = literal[1:-1]
        asked = self._asked(path)
        return quoted(asked.options.get(plain, plain) if asked else plain)

    def _condition(self, text: str) -> str:
        for joiner, word in ((" or ", " of "), (" and ", " en ")):
            parts = split(text, joiner)
            if len(parts) > 1:
                return self._joined(parts, word, self._condition)
        if inner := _denial(text):
            return self._denied(inner) or f"niet geldt: {self._condition(inner) or formula(inner)}"
        if found := _COMPARISON.fullmatch(text):
            return self._compared(*found.groups())
        if found := _MEMBER.fullmatch(text):
            return self._member(*found.groups(), negative=False)
        if term := _TERM.fullmatch(text):
            return f"{quoted(self._lexicon.term_title(term[1].strip(chr(34))))} een laatste dag heeft"
        if re.fullmatch(_PATH, text):
            return self._equals(text, "ja")
        return ""

    def _denied(self, text: str) -> str:
        """Return the opposite of a condition in words; empty when that is not plain."""
        if inner := _denial(text):
            return self._condition(inner)
        for joiner, word in ((" or ", " en "), (" and ", " of ")):
            parts = split(text, joiner)
            if len(parts) > 1:
                said = [self._denied(_bare(part)) for part in parts]
                return word.join(said) if all(said) else ""
        if found := _COMPARISON.fullmatch(text):
            path, operator, literal = found.groups()
            return self._compared(path, _OPPOSITE[operator], literal)
        if found := _MEMBER.fullmatch(text):
            return self._member(*found.groups(), negative=True)
        return ""

    def _joined(self, parts: list[str], word: str, say: Callable[[str], str]) -> str:
        said = [say(_bare(part)) or formula(part) for part in parts]
        mixed = any(len(split(_bare(part), joiner)) > 1 for part in parts for joiner in (" or ", " and "))
        return word.join(f"({one})" if mixed and (" of " in one or " en " in one) else one for one in said)

    def _compared(self, path: str, operator: str, literal: str) -> str:
        if literal == "null":
            return f"{self.name(path)} {'niet ' if operator == '=' else ''}is ingevuld"
        value = self.value(path, literal)
        if operator in _ORDER:
            return f"{self.name(path)} {_ORDER[operator]} {value}"
        return self._equals(path, value, "niet " if operator == "!=" else "")

    def _member(self, path: str, literals: str, *, negative: bool) -> str:
        values = [self.value(path, literal) for literal in re.findall(_LITERAL, literals)]
        return self._equals(path, listed(values, "of"), "niet " if negative else "")

    def _equals(self, path: str, value: str, negation: str = "") -> str:
        if self._asked(path):
            return f"het antwoord op {self.name(path)} {negation}{value} is"
        return f"{self.name(path)} {negation}gelijk is aan {value}"


def quoted(text: str) -> str:
    return f"‘{text}’"


def formula(source: str) -> str:
    """Return an expression as it stands, for what has no words."""
    return f"de formule “{' '.join(source.strip().removeprefix('=').split())}”"


def listed(items: list[str], last: str = "en") -> str:
    """Return "a, b en c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def duration(text: str) -> str:
    """Return an ISO period in words, "10 weken"; empty when it is none."""
    found = _DURATION.fullmatch(text)
    if not found or not any(found.groups()):
        return ""
    said = [
        f"{number} {units[number != '1']}"
        for number, units in zip(found.groups(), _UNITS, strict=True)
        if number
    ]
    return listed(said)


def split(text: str, joiner: str) -> list[str]:
    """Split at `joiner`, but not inside brackets, quotes or `if`."""
    if re.match(r"\s*(if|some|every|for)\b", text):
        return [text]
    parts, depth, start, place, in_quotes = [], 0, 0, 0, False
    while place < len(text):
        character = text[place]
        if character == '"' and text[place - 1 : place] != "\\":
            in_quotes = not in_quotes
        elif not in_quotes:
            depth += (character in "([{") - (character in ")]}")
            if depth == 0 and text.startswith(joiner, place):
                parts.append(text[start:place])
                start = place = place + len(joiner)
                continue
        place += 1
    return [*parts, text[start:]]


def _bare(source: str) -> str:
    """Take off the leading `=`, needless space and brackets around the whole."""
    text = " ".join(source.strip().removeprefix("=").split())
    while text.startswith("(") and text.endswith(")") and _closes_at_end(text):
        text = text[1:-1].strip()
    return text


def _denial(text: str) -> str:
    if text.startswith("not(") and text.endswith(")") and _closes_at_end(text[3:]):
        return _bare(text[4:-1])
    return ""


def _closes_at_end(text: str) -> bool:
    depth, in_quotes = 0, False
    for place, character in enumerate(text):
        if character == '"':
            in_quotes = not in_quotes
        elif not in_quotes:
            depth += (character in "([") - (character in ")]")
            if depth == 0:
                return place == len(text) - 1
    return False

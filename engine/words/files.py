"""The heads of letters, and the rules of terms, as people read them."""

import re

from engine.words.expressions import Speaker, quoted
from engine.words.lexicon import spaced

_UNITS = {
    "werkdagen": ("werkdag", "werkdagen"),
    "dagen": ("dag", "dagen"),
    "weken": ("week", "weken"),
    "maanden": ("maand", "maanden"),
    "awb.2:3": ("werkdag", "werkdagen"),
}


def length(rule: str) -> tuple[str, tuple[str, str]] | None:
    """Return number and unit of a rule such as `werkdagen:5`; None for a rule of the law."""
    unit, _, number = rule.rpartition(":")
    return (number, _UNITS[unit]) if unit in _UNITS and number.isdigit() else None


def rule_words(rule: str) -> str:
    """Return a rule in words: "5 werkdagen", "volgens Awb artikel 9:11"."""
    if found := length(rule):
        number, units = found
        return f"{number} {units[number != '1']}"
    if rule.startswith("awb."):
        article, dot, part = rule.removeprefix("awb.").partition(".")
        where = f" {'lid' if part.isdigit() else 'onder'} {part}" if dot else ""
        return f"volgens Awb artikel {article}{where}"
    return "de dag zelf" if rule == "datum" else quoted(rule)


def front_and_body(text: str) -> tuple[dict[str, str], str]:
    """Return the front matter by key and the text below it; lenient, for drafts."""
    parts = text.split("---\n", 2)
    if len(parts) < 3 or parts[0].strip():
        return {}, text
    front = (line.partition(":") for line in parts[1].splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, _, value in front}, parts[2].strip()


_VALUE = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_TEST = re.compile(r"\{%-?\s*(if|elif|else|endif|for|endfor|set)\b\s*(.*?)\s*-?%\}", re.DOTALL)
_MARKS = re.compile(r"^#{1,6}\s+|\*\*|\\$|^---+$", re.MULTILINE)


def letter_in_words(body: str, speaker: Speaker) -> str:
    """Return the text of a letter as people read it: what is filled in between ⟨ and ⟩, choices in words."""

    def test(found: re.Match[str]) -> str:
        word, rest = found.groups()
        if word in ("if", "elif"):
            said = speaker.condition(rest.replace("==", "=").replace(" none", " null"))
            return f"⟨{'anders, ' if word == 'elif' else ''}als {said}:⟩ "
        if word == "for":
            return "⟨voor elk:⟩ "
        return {"else": "⟨anders:⟩ ", "endif": "⟨tot zover⟩", "endfor": "⟨tot zover⟩"}.get(word, "")

    text = _VALUE.sub(lambda found: f"⟨{_value_words(found[1], speaker)}⟩", _TEST.sub(test, body))
    return re.sub(r"\n{3,}", "\n\n", _MARKS.sub("", text)).strip()


def _value_words(expression: str, speaker: Speaker) -> str:
    name = expression.partition("|")[0].strip()
    if name.startswith("termijn("):
        return speaker.moment(name)
    if re.fullmatch(r"\w+(\.\w+)+", name):
        first, _, rest = name.partition(".")
        if first == "zaak":
            return spaced(rest)
        if first in ("inwoner", "gemeente", "ombudsman"):
            return f"{spaced(rest.replace('.', ' '))} van de {first}"
        return f"antwoord op {speaker.name(name)}"
    return spaced(name)

"""What must stay in a letter when somebody changes its text: the words that the law asks for.

The checker proves that a template says them. A text that a person changed is held to the template:
what the law asks and the template said, the changed text says as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any

from engine.errors import LetterEmptied, LetterLacksDuty, LetterTooLong
from engine.letters.letter import Letter
from engine.letters.writing import datum_kort, say

LONGEST = 60_000  # characters
OMBUDSMAN = "ombudsman.naam"
OMBUDSMAN_ARTICLES = {  # by the marker of the step that writes the letter
    "awb.9:8.3": "Awb artikel 9:8 lid 3 en 9:12 lid 2",
    "awb.9:12": "Awb artikel 9:12 lid 2",
}
# Facts that a letter with this marker must hold: the name of the fact, and how people call it.
FACTS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "awb.2:3.doorzenden": (
        ("zaak.omschrijving", "de klacht zelf", "Awb artikel 2:3"),
        ("zaak.ontvangstdatum", "de dag waarop de klacht binnenkwam", "Awb artikel 2:3"),
    ),
    "awb.9:9": (("zaak.omschrijving", "de klacht zelf", "Awb artikel 9:9"),),
    "awb.9:15.1": (("zaak.adviseur", "wie er adviseert", "Awb artikel 9:15 lid 1"),),
}
JUDGEMENT = "awb.9:12"
JUDGEMENTS = ("deels gegrond", "ongegrond", "gegrond", "geen oordeel")


def tidied(text: str) -> str:
    """Return a typed text as a letter keeps it: lines without trailing blanks, one new line at the end."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(lines).strip() + "\n"


def check_changed(
    letter: Letter,
    template: str,
    changed: str,
    *,
    markers: Sequence[str],
    context: Mapping[str, Any],
    days: Mapping[str, date],
) -> None:
    """Hold a changed text to what the template said because the law asks it.

    `days` are the last days of statutory terms by key. Raises LetterEmptied, LetterTooLong, LetterLacksDuty.
    """
    if not _bare(changed):
        raise LetterEmptied(letter.name)
    if len(changed) > LONGEST:
        raise LetterTooLong(letter.name)
    old, new = _bare(template), _bare(changed)
    missing = [
        f"{what} ({article})"
        for what, article, is_told in _duties(letter, markers, context, days)
        if is_told(old) and not is_told(new)
    ]
    if missing:
        raise LetterLacksDuty(letter.name, tuple(dict.fromkeys(missing)))


Duty = tuple[str, str, Callable[[str], bool]]  # what must be told, the article, whether a text tells it


def _duties(
    letter: Letter, markers: Iterable[str], context: Mapping[str, Any], days: Mapping[str, date]
) -> Iterator[Duty]:
    basis = letter.basis or "Algemene wet bestuursrecht"
    if OMBUDSMAN in letter.variables():
        article = next((OMBUDSMAN_ARTICLES[m] for m in markers if m in OMBUDSMAN_ARTICLES), basis)
        name = _value(context, OMBUDSMAN)
        yield f"bij welke ombudsman de inwoner terechtkan: {name}", article, _holds(name)
    for function, arguments in sorted(letter.calls(), key=repr):
        key = str(arguments[0]) if arguments else ""
        if function == "termijn" and key in days:
            day = datum_kort(days[key])
            yield f"de datum {day}", basis, _holds(day)
    for marker in markers:
        for path, what, article in FACTS.get(marker, ()):
            if path in letter.variables() and (told := _value(context, path)):
                yield what, article, _holds(told)
    if JUDGEMENT in markers:
        for words in JUDGEMENTS:
            yield f"het oordeel: {words}", "Awb artikel 9:12 lid 1", _says(words)


def _holds(value: str) -> Callable[[str], bool]:
    sought = _bare(value)
    return lambda text: sought in text


def _says(words: str) -> Callable[[str], bool]:
    """Whether the words stand there by themselves: "gegrond" is no part of "ongegrond" or "deels gegrond"."""
    apart = r"(?<!deels )" if words == "gegrond" else ""
    sought = re.compile(rf"{apart}\b{words}\b")
    return lambda text: sought.search(text) is not None


def _value(context: Mapping[str, Any], path: str) -> str:
    section, _, name = path.partition(".")
    value = context.get(section, {}).get(name) if isinstance(context.get(section), Mapping) else None
    if value is None:
        return ""
    return datum_kort(value) if isinstance(value, date) else say(value)


def _bare(text: str) -> str:
    """Return the words alone: without the marks of Markdown, which somebody may change at will."""
    return " ".join(re.sub(r"[^\w\s]", "", unescape(text)).replace("_", " ").casefold().split())

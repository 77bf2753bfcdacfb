"""How a sentence of a scenario finds the function that plays it. The pattern is its manual."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from engine.forms.dutch import parse_date
from engine.scenarios.reading import Step
from engine.scenarios.stage import Expected, Stage

Table = tuple[tuple[str, ...], ...]
Act = Callable[..., None]
DAY = r"(\d{1,2} \w+ \d{4})"
TEXT = r'"([^"]+)"'
ROLE = r"([A-Z][\w -]+)"
_SENTENCES: list[tuple[re.Pattern[str], Act, bool]] = []


def sentence(pattern: str, *, opens: bool = False) -> Callable[[Act], Act]:
    """Register a step: the groups of `pattern` become arguments after the stage, the table comes last.

    Only sentences that open a scenario can do without a complaint; without one, "no letter was sent"
    would always be true.
    """

    def register(function: Act) -> Act:
        _SENTENCES.append((re.compile(pattern), function, opens))
        return function

    return register


def perform(stage: Stage, step: Step) -> None:
    """Do what a step says. Raises Expected when the sentence is unknown or does not come true."""
    for pattern, function, opens in _SENTENCES:
        if match := pattern.fullmatch(step.text):
            if not opens:
                stage.must_have_begun()
            _must_have_its_table(step)
            function(stage, *match.groups(), step.table)
            return
    raise Expected(
        "een zin die Aan Tafel kent", f"'{step.text}' hoort daar niet bij; zie processes/scenarios/README.md"
    )


def _must_have_its_table(step: Step) -> None:
    """A table that nobody looks at, or that is missing, would make a story say less than it seems to."""
    if step.text.endswith(":") and not step.table:
        raise Expected("een tabel onder deze zin", "die is er niet; een regel van een tabel begint met |")
    if step.table and not step.text.endswith(":"):
        raise Expected("een zin zonder tabel", "er staat een tabel onder; eindig de zin dan op 'met:'")


def sentences() -> list[str]:
    """Return the patterns of all sentences, for the manual."""
    return [pattern.pattern for pattern, _, _ in _SENTENCES]


def day_of(text: str) -> date:
    """Return the day written as `24 maart 2026`. Raises Expected."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise Expected("een datum zoals 24 maart 2026", f"'{text}': {error}") from error


def value_of(text: str) -> Any:
    """Return what a cell of a table with facts means: ja or nee, a day, a whole number, or text."""
    if text in ("ja", "nee"):
        return text == "ja"
    if re.fullmatch(DAY, text):
        return day_of(text)
    return int(text) if text.isdigit() else text


def means(value: Any, text: str) -> bool:
    """Return whether `text` in a scenario means this value; an answer "ja" may be a text or a tick."""
    wanted = value_of(text)
    return value == text or (value == wanted and isinstance(value, bool) == isinstance(wanted, bool))


def pairs(table: Table) -> list[tuple[str, str]]:
    """Return the rows of a table with two columns. Raises Expected."""
    if any(len(row) != 2 for row in table):
        raise Expected("een tabel met twee kolommen", "een rij heeft er meer of minder")
    return [(row[0].strip(), row[1].strip()) for row in table]


def at_path(facts: Mapping[str, Any], path: str) -> Any:
    """Return the value at a dotted path; None when there is nothing."""
    value: Any = facts
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value

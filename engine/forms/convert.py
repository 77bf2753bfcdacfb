"""From raw to typed. Raw is what a browser sends or a draft keeps; typed is what the case gets.

`convert` raises `ValueError` with a Dutch sentence. It knows no limits (those are the schema's), only types.
Raw values are JSON: texts, lists of texts, `{"dag": ..., "maand": ..., "jaar": ..., "tijd": ...}` for
a date in boxes, `{"naam", "soort", "grootte", "document"}` for a file.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from engine.forms import dutch
from engine.forms.model import Checkbox, Choice, Computed, Files, Number, Question, Rows, Text, When

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
MOST_TEXT, MOST_NOTATION = 100_000, 60  # characters; regular expressions must not work on a flood

_READERS: dict[str, Callable[[str], date | time | datetime]] = {
    "date": dutch.parse_date,
    "time": dutch.parse_time,
    "datetime": dutch.parse_moment,
}
_TRUE, _FALSE = {"ja", "on", "true", "1", "waar"}, {"", "nee", "off", "false", "0", "onwaar"}


def convert(question: Question, raw: Any) -> Any:
    """Return the typed answer, None when there is none; an already typed answer comes back unchanged."""
    match question:
        case Checkbox():
            return _boolean(raw)
        case Choice(many=True):
            return _choices(question, raw)
        case Files():
            return _files(question, raw)
        case Rows() | Computed():
            return raw
    if isinstance(raw, str):
        raw = raw.strip() or None
    return None if raw is None else _single(question, raw)


def _single(question: Question, raw: Any) -> Any:
    if isinstance(raw, str) and len(raw) > (MOST_TEXT if isinstance(question, Text) else MOST_NOTATION):
        raise ValueError("Dit antwoord is te lang. Maak het korter.")
    match question:
        case Text():
            return _text(question, raw)
        case Number():
            return _number(raw)
        case When():
            return _when(question, raw)
        case Choice():
            return _chosen(question, raw)
    raise TypeError(f"no such question: {type(question).__name__}")


def _boolean(raw: Any) -> bool:
    if raw is None or isinstance(raw, bool):
        return bool(raw)
    text = str(raw).strip().lower()
    if text not in _TRUE | _FALSE:
        raise ValueError("Kies ja of nee.")
    return text in _TRUE


def _text(question: Text, raw: Any) -> str | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise ValueError("Vul hier tekst in.")
    text = _UNPRINTABLE.sub("", str(raw).replace("\r\n", "\n").replace("\r", "\n")).strip()
    return (text if question.lines == "many" else " ".join(text.split())) or None


def _number(raw: Any) -> int | Decimal:
    if isinstance(raw, str):
        return dutch.parse_number(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise ValueError("Vul een getal in, bijvoorbeeld 12 of 12,50.")
    return dutch.exact(Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw))


def _when(question: When, raw: Any) -> date | time | datetime | None:
    match question.unit, raw:
        case "datetime", datetime():
            if raw.tzinfo is None:
                raise ValueError("Een moment heeft een tijdzone nodig.")
            return raw
        case "date", date() if not isinstance(raw, datetime):
            return raw
        case "time", time():
            return raw
        case _, Mapping():
            return _boxes(question, raw)
        case _, str():
            return _READERS[question.unit](raw)
    raise ValueError(f"Vul een geldige datum of tijd in, {dutch.DATE_EXAMPLE}.")


def _boxes(question: When, raw: Mapping[str, Any]) -> date | datetime | None:
    """Read a date from its boxes. All empty is no answer; some empty is a mistake."""
    typed = {name: str(text or "").strip() for name, text in raw.items()}
    if not any(typed.values()):
        return None
    if sum(map(len, typed.values())) > MOST_NOTATION:
        raise ValueError(f"Vul een datum in met dag, maand en jaar, {dutch.DATE_EXAMPLE}.")
    day = dutch.parse_date_parts(typed)
    if question.unit != "datetime":
        return day
    if not typed.get("tijd"):
        raise ValueError(f"Vul ook de tijd in, {dutch.TIME_EXAMPLE}.")
    return dutch.moment(day, dutch.parse_time(typed["tijd"]))


def _chosen(question: Choice, raw: Any) -> str:
    if not any(option.value == raw for option in question.options):
        raise ValueError(f"Kies een van de antwoorden bij “{question.label}”.")
    return str(raw)


def _choices(question: Choice, raw: Any) -> list[str]:
    """Return the chosen values in the order of the form, each once."""
    if raw is None or raw == "":
        return []
    given = [raw] if isinstance(raw, str) else raw
    if not isinstance(given, list | tuple):
        raise ValueError(f"Kies een van de antwoorden bij “{question.label}”.")
    chosen = [_chosen(question, value) for value in given if value != ""]
    return [option.value for option in question.options if option.value in chosen]


def _files(question: Files, raw: Any) -> list[dict[str, Any]]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list | tuple) or not all(_is_file(file) for file in raw):
        raise ValueError("Dit bestand is niet goed aangekomen. Voeg het opnieuw toe.")
    for file in raw:
        _accept(question, file)
    return [dict(file) for file in raw]


def _is_file(file: Any) -> bool:
    return (
        isinstance(file, Mapping)
        and isinstance(file.get("naam"), str)
        and isinstance(file.get("grootte"), int)
    )


def _accept(question: Files, file: Mapping[str, Any]) -> None:
    name, media = str(file["naam"]), str(file.get("soort") or "").lower()
    if file["grootte"] > question.max_bytes:
        megabytes = dutch.format_number(question.max_bytes // 1_000_000)
        raise ValueError(f"“{name}” is te groot. Een bestand mag hoogstens {megabytes} MB zijn.")
    if not question.accept:
        return
    for kind in question.accept:
        if kind.startswith(".") and name.lower().endswith(kind):
            return
        if kind == media or (kind.endswith("/*") and media.startswith(kind[:-1])):
            return
    raise ValueError(f"“{name}” kan niet. Voeg een bestand toe van dit soort: {', '.join(question.accept)}.")

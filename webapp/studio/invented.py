"""An invented case, so that a letter can be read before anybody gets it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from engine import Bundle, EngineError, Letter, MissingLetterValue

ARRIVED = date(2026, 10, 6)
LAST_DAY = date(2026, 11, 17)
MOST_TRIES = 20
_AS_DAY = re.compile(r"([\w.]+)\s*\|\s*datum")
_PERSON = {"straat": "Lindelaan 12", "postcode": "1234 AB", "plaats": "Vrijstad", "telefoon": "06 1234 5678"}
FACTS: Mapping[str, Mapping[str, Any]] = {
    "zaak": {
        "nummer": "K-2026-0417", "soort": "klachtbehandeling", "onderwerp": "wmo", "kanaal": "email",
        "samenvatting": "De hulp in huis kwam drie weken niet.",
        "omschrijving": "De hulp in huis kwam drie weken niet. Niemand belde terug.",
        "ontvangstdatum": ARRIVED, "schriftelijk": True, "regime": "9.1.2", "verdaging_weken": 4,
        "instemming_tot": LAST_DAY, "afgedaan_op": LAST_DAY, "status": "Wij onderzoeken uw klacht.",
        "uitkomst": "naar_tevredenheid", "behandelaar": "Samira Bakker", "begonnen_op": ARRIVED,
    },
    "inwoner": {**_PERSON, "naam": "mevrouw A. Jansen", "aanhef": "Beste mevrouw Jansen",
                "email": "a.jansen@post.example", "digitaal": True},
    "vertegenwoordiger": {**_PERSON, "naam": "de heer B. Smit", "functie": "zoon",
                          "email": "b.smit@post.example", "digitaal": True},
    "beklaagde": {"naam": "de heer P. de Vries", "functie": "consulent Wmo",
                  "email": "p.devries@vrijstad.example"},
    "andere_organisatie": {**_PERSON, "naam": "Thuishulp De Linde", "email": "post@delinde.example"},
}  # fmt: skip


def invented_letter(letter: Letter, bundle: Bundle, known: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and Markdown of a letter in the invented case. Raises EngineError when it cannot be.

    What no form asks is written as its own name in brackets, so that it stands out.
    """
    context: dict[str, Any] = {name: dict(facts) for name, facts in FACTS.items()}
    context |= json.loads(_answers(bundle), object_hook=_with_dates)
    for name, value in known.items():
        context[name] = value
    days = set(_AS_DAY.findall(f"{letter.subject}\n{letter.body}"))
    for _ in range(MOST_TRIES):
        try:
            written = letter.render(context, _functions())
        except MissingLetterValue as missing:
            for name in missing.names:
                _fill(context, name, is_day=name in days)
            continue
        return written.subject, written.markdown
    raise EngineError("Deze brief vraagt gegevens die we niet kunnen verzinnen.")


def _functions() -> dict[str, Callable[..., Any]]:
    return {
        "termijn": lambda key: LAST_DAY,
        "werkdagen": lambda day, number: day + timedelta(days=number),
        "today": lambda: ARRIVED,
        "now": lambda: datetime(ARRIVED.year, ARRIVED.month, ARRIVED.day, 9, 30, tzinfo=UTC),
    }


def _fill(context: dict[str, Any], name: str, *, is_day: bool) -> None:
    """Give a dotted name a value that a reader sees is made up."""
    *path, last = name.split(".")
    place = context
    for part in path:
        inner = place.get(part)
        if not isinstance(inner, dict):
            inner = {}
            place[part] = inner
        place = inner
    place[last] = LAST_DAY if is_day else f"[{last.replace('_', ' ')}]"


@lru_cache(maxsize=4)
def _answers(bundle: Bundle) -> str:
    """Return made up answers to every form, by task."""
    found: dict[str, Any] = {}
    for path, data in bundle.forms():
        try:
            components = json.loads(data)["components"]
            found[PurePosixPath(path).stem] = _answered(components)
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return json.dumps(found)


def _answered(components: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in components:
        if one.get("type") == "group":
            found |= _answered(one.get("components", []))
        elif one.get("type") == "dynamiclist":
            found[one.get("path") or one.get("key") or one["id"]] = [_answered(one.get("components", []))]
        elif one.get("key"):
            found[one["key"]] = _answer(one)
    return found


def _answer(one: Mapping[str, Any]) -> Any:
    values = [choice.get("value") for choice in one.get("values", []) if isinstance(choice, dict)]
    match one.get("type"):
        case "radio" | "select":
            return values[0] if values else "keuze"
        case "checklist" | "taglist":
            return values[:1]
        case "checkbox":
            return True
        case "number":
            return 3
        case "datetime":
            return {"_dag": LAST_DAY.isoformat()}
        case _:
            return f"[{one.get('label') or one['key']}]"


def _with_dates(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value["_dag"]) if set(value) == {"_dag"} else value

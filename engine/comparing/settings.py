"""Terms, roles and the calendar compared."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.comparing.difference import CALENDAR, ROLES, TERMS, Difference, Kind, What
from engine.comparing.sides import Sides, pairs
from engine.words import lexicon
from engine.words.expressions import quoted
from engine.words.files import length, rule_words
from engine.words.lexicon import spaced

_TERM_WORDS = {"titel": "de naam", "vanaf": "het begin", "soort": "de soort", "grondslag": "de grondslag",
               "bewaken": "bewaken"}  # fmt: skip
_ROLE_WORDS = {"omschrijving": "de omschrijving", "ziet": "wat deze rol mag zien", "taken": "taken"}


def differences(sides: Sides) -> Iterator[Difference]:
    """Yield what changes in the settings."""
    if lexicon.TERMS in sides.changed_files:
        yield from _terms(sides)
    if lexicon.ROLES in sides.changed_files:
        yield from _roles(sides)
    if lexicon.CALENDAR in sides.changed_files:
        yield from _calendar(sides)


def _terms(sides: Sides) -> Iterator[Difference]:
    for key, old, new in pairs(sides.old.terms, sides.new.terms):
        title = quoted(str((new or old).get("titel") or spaced(key)))
        if old is None:
            yield _say(
                TERMS,
                "added",
                "term",
                f"Termijn {title} komt erbij: {rule_words(str(new.get('regel', '')))}.",
            )
        elif new is None:
            yield _say(TERMS, "removed", "term", f"Termijn {title} vervalt.")
        else:
            for sentence in _term(title, old, new):
                yield _say(TERMS, "changed", "term", sentence)
    for key, old, new in pairs(*_settings(sides, lexicon.TERMS, "instellingen")):
        if old != new:
            told = f"De instelling {quoted(spaced(key))} is nu {_value(new)} in plaats van {_value(old)}."
            yield _say(TERMS, "changed", "term", told)


def _term(title: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before, after = str(old.get("regel", "")), str(new.get("regel", ""))
    if before != after:
        was, now = length(before), length(after)
        short = was is not None and now is not None and was[1] == now[1]
        earlier = was[0] if short and was else rule_words(before)
        yield f"Termijn {title}: {rule_words(after)} in plaats van {earlier}."
    for key, one, two in pairs(old, new):
        if one == two or key == "regel":
            continue
        what = _TERM_WORDS.get(key, quoted(spaced(key)))
        yield f"Termijn {title}: {what} is nu {_value(two)} in plaats van {_value(one)}."


def _roles(sides: Sides) -> Iterator[Difference]:
    for key, old, new in pairs(sides.old.roles, sides.new.roles):
        name = quoted(str((new or old).get("naam") or spaced(key)))
        if old is None:
            yield _say(ROLES, "added", "role", f"De rol {name} komt erbij.")
        elif new is None:
            yield _say(ROLES, "removed", "role", f"De rol {name} vervalt.")
        else:
            for field, one, two in pairs(old, new):
                if one == two:
                    continue
                if field == "naam":
                    yield _say(ROLES, "changed", "role", f"De rol {quoted(str(one))} heet nu {name}.")
                    continue
                what = _ROLE_WORDS.get(field, quoted(spaced(field)))
                told = f"Bij de rol {name} is {what} gewijzigd."
                yield Difference(ROLES, "changed", "role", told, lexicon.ROLES, "", _text(one), _text(two))


def _calendar(sides: Sides) -> Iterator[Difference]:
    old, new = (_leaves(side.settings(lexicon.CALENDAR)) for side in (sides.old, sides.new))
    for key, one, two in pairs(old, new):
        if one == two:
            continue
        if one is None:
            yield _say(CALENDAR, "added", "calendar", f"In de kalender komt erbij: {key}: {_text(two)}.")
        elif two is None:
            yield _say(CALENDAR, "removed", "calendar", f"In de kalender vervalt: {key}: {_text(one)}.")
        else:
            told = f"In de kalender is {key} nu {_value(two)} in plaats van {_value(one)}."
            yield _say(CALENDAR, "changed", "calendar", told)


def _leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Return the values of a settings file by readable path; rows of a list by what names them."""
    found: dict[str, Any] = {}
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found |= _leaves(inner, f"{path} {spaced(str(key))}".strip())
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        for number, inner in enumerate(value, start=1):
            name = (
                next((str(one) for one in inner.values()), str(number)) if isinstance(inner, Mapping) else ""
            )
            found |= _leaves(inner, f"{path} {name or number}")
    elif isinstance(value, list):
        for inner in value:
            found[f"{path} {inner}"] = inner
    else:
        found[path] = value
    return found


def _settings(sides: Sides, path: str, table: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    def of(side: lexicon.Lexicon) -> Mapping[str, Any]:
        found = side.settings(path).get(table)
        return found if isinstance(found, Mapping) else {}

    return of(sides.old), of(sides.new)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return "" if value is None else str(value)


def _value(value: Any) -> str:
    return quoted(_text(value)) if value is not None else "niets"


_FILES = {TERMS: lexicon.TERMS, ROLES: lexicon.ROLES, CALENDAR: lexicon.CALENDAR}


def _say(group: str, kind: Kind, what: What, sentence: str) -> Difference:
    return Difference(group, kind, what, sentence, _FILES[group])

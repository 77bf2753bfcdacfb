"""The calendar: decrees that equate days with a holiday, and holidays on which staff works all the same."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine import Bundle, feestdagen, parse_day
from webapp.studio.sheets.book import Entry, Field, Values
from webapp.studio.sheets.terms import parsed
from webapp.studio.tomllines import Raw, names_of_rows, with_row, with_values, without_row

HOLIDAYS = tuple(feestdagen(2026).values())  # their names; no two fall on one day in that year
WORKING = "werkdagen"  # key of the entry that is no decree
FIRST_YEAR, LAST_YEAR = 1875, 2199
_LONGEST = 100  # characters of a list of days on one line


class Decrees:
    path = "processes/kalender.toml"
    title = "Kalender"
    one = "besluit"
    explained = (
        "Dagen die met een feestdag zijn gelijkgesteld. Een wettelijke termijn die op zo’n dag eindigt, "
        "loopt door tot de volgende gewone dag. De feestdagen zelf rekent het systeem uit."
    )
    _fields = (
        Field("naam", "Naam van het besluit"),
        Field("eerste", "Van jaar", "number", "short"),
        Field("laatste", "Tot en met", "number", "short"),
        Field(
            "dagen",
            "Gelijkgestelde dagen",
            "area",
            "half",
            hint="Met een komma ertussen: 2-1-2026, 15-5-2026",
        ),
        Field("onzeker", "Wat is er onzeker aan?", "text", "wide", hint="Laat leeg als de dagen vaststaan."),
    )

    def entries(self, text: str) -> list[Entry]:
        """Return the decrees, the latest first, and then the days on which staff works."""
        held = parsed(text)
        staff = held.get(WORKING, {})
        on = staff.get("toch_werkdag", []) if isinstance(staff, Mapping) else []
        working = {"toch_werkdag": ", ".join(map(str, on if isinstance(on, list) else []))}
        rows = held.get("besluit", [])
        found = [_entry(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
        return [
            *reversed(found),
            Entry(WORKING, working, "Feestdagen waarop wij toch werken", removable=False),
        ]

    def blank(self) -> Values:
        return dict.fromkeys((one.name for one in self._fields), "")

    def fields(self, key: str, bundle: Bundle) -> Sequence[Field]:
        if key != WORKING:
            return self._fields
        days = tuple((name, name) for name in HOLIDAYS)
        hint = "Telt alleen voor servicenormen in werkdagen."
        return (Field("toch_werkdag", "Op deze dagen werken wij", "choices", "full", days, hint),)

    def judged(self, values: Values, *, is_new: bool) -> dict[str, str]:
        if "toch_werkdag" in values:
            return {}
        faults = (
            {} if values["naam"] else {"naam": "Geef het besluit een naam, zoals Besluit voor 2029-2031."}
        )
        for name in ("eerste", "laatste"):
            if not re.fullmatch("[0-9]{4}", values[name]) or not FIRST_YEAR <= int(values[name]) <= LAST_YEAR:
                faults[name] = "Vul een jaar in met vier cijfers."
        if not faults.keys() & {"eerste", "laatste"} and int(values["eerste"]) > int(values["laatste"]):
            faults["laatste"] = "Het laatste jaar kan niet voor het eerste liggen."
        problem = _problem(values, judge_years=not faults.keys() & {"eerste", "laatste"})
        return {**faults, **({"dagen": problem} if problem else {})}

    def key_for(self, values: Values, text: str) -> str:
        return values["naam"]

    def changed(self, text: str, key: str, values: Values, which: set[str]) -> str:
        if key == WORKING:
            chosen = [one for one in values["toch_werkdag"].split(", ") if one]
            listed = Raw("[" + ", ".join(f'"{one}"' for one in chosen) + "]")
            return with_values(text, WORKING, "", {"toch_werkdag": listed})
        at = names_of_rows(text, "besluit", "naam").index(key)
        return with_row(
            text, "besluit", at, {k: v for k, v in _written(values).items() if k in _files(which)}
        )

    def added(self, text: str, key: str, values: Values) -> str:
        return with_row(text, "besluit", None, _written(values))

    def removed(self, text: str, key: str) -> str:
        return without_row(text, "besluit", names_of_rows(text, "besluit", "naam").index(key))


def _entry(row: Mapping[str, Any]) -> Entry:
    name = str(row.get("naam", ""))
    years, days = row.get("jaren"), row.get("dagen")
    first, last = years if isinstance(years, list) and len(years) == 2 else ("", "")
    listed = sorted(day for day in days if type(day) is date) if isinstance(days, list) else []
    values = {
        "naam": name, "eerste": str(first), "laatste": str(last),
        "dagen": ", ".join(_told(day) for day in listed), "onzeker": str(row.get("onzeker", "")),
    }  # fmt: skip
    return Entry(name, values, name or "Besluit zonder naam", gist=values["dagen"])


def _files(which: set[str]) -> set[str]:
    """Return what the fields are called in the file; days move when the years they lie in do not."""
    return {{"eerste": "jaren", "laatste": "jaren"}.get(name, name) for name in which}


def _written(values: Values) -> dict[str, str]:
    days = sorted({parse_day(one) for one in _parts(values["dagen"])})
    return {
        "naam": values["naam"], "jaren": Raw(f"[{int(values['eerste'])}, {int(values['laatste'])}]"),
        "dagen": Raw(_listed(days)), "onzeker": values["onzeker"],
    }  # fmt: skip


def _listed(days: Sequence[date]) -> str:
    """Return a TOML list: on one line, or when that is long one line a year."""
    on_one = "[" + ", ".join(day.isoformat() for day in days) + "]"
    if len(on_one) <= _LONGEST:
        return on_one
    years = sorted({day.year for day in days})
    lines = [", ".join(day.isoformat() for day in days if day.year == year) for year in years]
    return "[\n" + "".join(f"    {line},\n" for line in lines) + "]"


def _problem(values: Values, *, judge_years: bool) -> str:
    if not _parts(values["dagen"]):
        return "Vul de dagen in die het besluit noemt."
    for one in _parts(values["dagen"]):
        try:
            day = parse_day(one)
        except ValueError as error:
            return f"{one}: {error}"
        if judge_years and not int(values["eerste"]) <= day.year <= int(values["laatste"]):
            return f"{one} valt buiten de jaren van dit besluit."
    return ""


def _parts(typed: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", typed) if one.strip()]


def _told(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


DECREES = Decrees()

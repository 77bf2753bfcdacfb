"""Terms and roles: tables `[termijn.sleutel]` and `[rol.sleutel]` of TOML files."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from engine import Bundle, EngineError
from webapp.studio.sheets.book import Entry, Field, Values, slug
from webapp.studio.tomllines import with_values, without_table

UNITS = ("werkdagen", "dagen", "weken", "maanden")
MOST = 999  # as in a rule
_OWN = re.compile(r"(werkdagen|dagen|weken|maanden):(\d{1,3})")


class Unreadable(EngineError):
    """Deze lijst is niet te lezen. Herstel haar eerst als tekst."""

    code = "lijst_onleesbaar"


def parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable from error


class Terms:
    path = "processes/termijnen.toml"
    title = "Termijnen"
    one = "termijn"
    explained = "Hoe lang wij over iets mogen doen. Een wettelijke termijn verandert u hier niet."
    _fields = (
        Field("titel", "Naam"),
        Field("aantal", "Hoe lang?", "number", "short"),
        Field("eenheid", "Geteld in", "choice", "unit", tuple((unit, unit) for unit in UNITS)),
        Field("vanaf", "Vanaf"),
        Field(
            "bewaken", "In het overzicht?", "choice", "", (("ja", "ja"), ("nee", "nee, alleen in de zaak"))
        ),
        Field("grondslag", "Grondslag", "text", "wide"),
    )

    def entries(self, text: str) -> list[Entry]:
        rows = parsed(text).get("termijn", {})
        return [self._entry(key, row) for key, row in rows.items() if isinstance(row, Mapping)]

    def _entry(self, key: str, row: Mapping[str, Any]) -> Entry:
        rule = str(row.get("regel", ""))
        own = _OWN.fullmatch(rule)
        values = {
            "titel": str(row.get("titel", "")), "aantal": own[2] if own else "",
            "eenheid": own[1] if own else "", "vanaf": str(row.get("vanaf", "")),
            "grondslag": str(row.get("grondslag", "")), "bewaken": str(row.get("bewaken", "ja")),
        }  # fmt: skip
        is_fixed = row.get("soort") != "service" or own is None
        told = f"{rule}, vanaf {values['vanaf']}" if is_fixed else ""
        return Entry(key, values, values["titel"] or key, told)

    def blank(self) -> Values:
        return {**dict.fromkeys((one.name for one in self._fields), ""), "bewaken": "ja"}

    def fields(self, key: str, bundle: Bundle) -> Sequence[Field]:
        return self._fields

    def judged(self, values: Values, *, is_new: bool) -> dict[str, str]:
        faults = {}
        if not values["titel"]:
            faults["titel"] = "Geef de termijn een naam."
        elif is_new and not slug(values["titel"]):
            faults["titel"] = "Gebruik letters in de naam."
        if not re.fullmatch(r"[0-9]{1,3}", values["aantal"]) or int(values["aantal"]) < 1:
            faults["aantal"] = f"Vul een getal in van 1 tot en met {MOST}."
        if values["eenheid"] not in UNITS:
            faults["eenheid"] = "Kies waarin u telt."
        if not re.fullmatch(r"[a-z][a-z0-9_]*", values["vanaf"]):
            faults["vanaf"] = "Noem het gegeven waarop de termijn begint, zoals ontvangstdatum."
        if not values["grondslag"]:
            faults["grondslag"] = "Vertel waar deze norm vandaan komt, zoals: servicenorm van de gemeente."
        if values["bewaken"] not in ("ja", "nee"):
            faults["bewaken"] = "Kies ja of nee."
        return faults

    def key_for(self, values: Values, text: str) -> str:
        return slug(values["titel"])

    def changed(self, text: str, key: str, values: Values, which: set[str]) -> str:
        written = {name: values[name] for name in ("titel", "vanaf", "grondslag") if name in which}
        if which & {"aantal", "eenheid"}:
            written["regel"] = _rule(values)
        if "bewaken" in which:
            written["bewaken"] = values["bewaken"]
        return with_values(text, "termijn", key, written)

    def added(self, text: str, key: str, values: Values) -> str:
        rows = {
            "titel": values["titel"], "regel": _rule(values), "vanaf": values["vanaf"], "soort": "service",
            "grondslag": values["grondslag"], "bewaken": "nee" if values["bewaken"] == "nee" else "",
        }  # fmt: skip
        return with_values(text, "termijn", key, rows)

    def removed(self, text: str, key: str) -> str:
        return without_table(text, "termijn", key)


class Roles:
    path = "processes/rollen.toml"
    title = "Rollen"
    one = "rol"
    explained = "Wie wat doet en ziet. De naam van een rol staat ook bij de banen in de schema’s."
    _fields = (
        Field("naam", "Naam"),
        Field("omschrijving", "Wat doet deze rol?", "area", "wide"),
        Field("ziet", "Wat mag deze rol zien?", "area", "wide"),
    )
    _wanting = {
        "naam": "Geef de rol een naam.",
        "omschrijving": "Vertel wat deze rol doet.",
        "ziet": "Vertel wat deze rol mag zien.",
    }

    def entries(self, text: str) -> list[Entry]:
        rows = parsed(text).get("rol", {})
        return [
            Entry(key, {name: str(row.get(name, "")) for name in self.blank()}, str(row.get("naam") or key))
            for key, row in rows.items()
            if isinstance(row, Mapping)
        ]

    def blank(self) -> Values:
        return dict.fromkeys((one.name for one in self._fields), "")

    def fields(self, key: str, bundle: Bundle) -> Sequence[Field]:
        return self._fields

    def judged(self, values: Values, *, is_new: bool) -> dict[str, str]:
        faults = {name: text for name, text in self._wanting.items() if not values[name]}
        if is_new and values["naam"] and not slug(values["naam"]):
            faults["naam"] = "Gebruik letters in de naam."
        return faults

    def key_for(self, values: Values, text: str) -> str:
        return slug(values["naam"])

    def changed(self, text: str, key: str, values: Values, which: set[str]) -> str:
        return with_values(text, "rol", key, {name: values[name] for name in values if name in which})

    def added(self, text: str, key: str, values: Values) -> str:
        return with_values(text, "rol", key, values)

    def removed(self, text: str, key: str) -> str:
        return without_table(text, "rol", key)


def _rule(values: Values) -> str:
    return f"{values['eenheid']}:{int(values['aantal'])}"


TERMS, ROLES = Terms(), Roles()

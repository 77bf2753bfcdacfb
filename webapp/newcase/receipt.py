"""How and when a complaint came in: what the public form need not ask, but the terms of the law hang on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine import Form, FormResult
from webapp import officeforms
from webapp.startsheet import Sheet

CHANNELS = {
    "telefoon": "Per telefoon",
    "balie": "Aan de balie",
    "brief": "Per brief",
    "email": "Per e-mail",
    "sociale_media": "Via sociale media",
    "vertrouwenspersoon": "Via een vertrouwenspersoon",
    "ombudsman": "Via de ombudsman",
}
_WRITTEN = ("brief", "email", "sociale_media")  # these are written by nature
_LATE = "Deze dag moet nog komen. Vul de dag in waarop de klacht binnenkwam."


def receipt_form(start_form: Form) -> Form | None:
    """Return the questions on receipt; None when the start form asks for the day itself."""
    asked = {getattr(question, "path", "") for question in start_form.fields()}
    if "zaak.ontvangstdatum" in asked:
        return None
    by_nature = " or ".join(f'ontvangst.kanaal = "{channel}"' for channel in _WRITTEN)
    questions = [
        officeforms.choice("ontvangst.kanaal", "Hoe kwam de klacht binnen?", CHANNELS, required=True),
        officeforms.choice(
            "ontvangst.mondeling",
            "Is de klacht alleen mondeling gedaan?",
            {"ja": "Ja, alleen gesproken", "nee": "Nee, er staat ook iets op papier of in een bericht"},
            hint="Voor een mondelinge klacht geldt geen termijn van de wet (Awb artikel 9:2).",
            required=True,
            hide=by_nature,
        ),
        officeforms.day(
            "ontvangst.datum",
            "Op welke dag kwam de klacht bij de gemeente binnen?",
            hint="Ook als dat bij een andere afdeling was. Vanaf de dag erna telt de termijn.",
            required=True,
        ),
    ]
    return officeforms.form("ontvangst", [officeforms.group("ontvangst", "Ontvangst", questions)])


def not_in_future(sheet: Sheet, today: date) -> Sheet:
    """Return the sheet with a fault at a day of receipt that has yet to come."""
    received = sheet.results[0].values.get("ontvangst", {}).get("datum")
    if not isinstance(received, date) or received <= today:
        return sheet
    first = sheet.results[0]
    faulty = replace(first, errors={**first.errors, "ontvangst.datum": [_LATE]})
    return replace(sheet, results=(faulty, *sheet.results[1:]))


def facts_of(result: FormResult) -> Mapping[str, Any]:
    """Return the facts of the case that the answers on receipt stand for."""
    told = result.values["ontvangst"]
    return {
        "zaak": {
            "kanaal": told["kanaal"],
            "ontvangstdatum": told["datum"],
            "schriftelijk": told.get("mondeling") != "ja",
        }
    }

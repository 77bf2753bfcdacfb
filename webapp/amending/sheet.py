"""The questions with which facts of a case are put right, and what of the answers is a change.

Only what somebody established about the case is asked. What the procedure sets itself (the outcome, who
handles it, when it was settled, an adjournment) can only come from its steps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine import Form, FormResult
from webapp import officeforms
from webapp.factwords import LABELS, REGIMES
from webapp.officeforms import Component
from webapp.wording import SUBJECTS

COMPLAINT = "klacht"  # `zaak.soort` of a case to which chapter 9 of the Awb applies
ORAL = "9.2"
REASON = "wijziging.reden"
_WRITTEN = "wijziging.schriftelijk"
_DAYS = ("zaak.ontvangstdatum", "zaak.eerste_ontvangst", "zaak.besluit_bekend_op")
_FROM_TODAY = "Deze dag moet nog komen. Vul een dag in het verleden in."


@dataclass(frozen=True)
class Difference:
    """One fact that changes, by dotted name."""

    name: str
    before: Any
    after: Any

    @property
    def label(self) -> str:
        return LABELS[self.name]


def amending_form(facts: Mapping[str, Any]) -> Form:
    """Return the questions that fit a case with these facts."""
    groups = [*_about_the_complaint(facts), *_about_the_resident(facts), *_about_whom(facts)]
    why = officeforms.text(
        REASON, "Waarom wijzigt u dit?", hint="Dit komt in het verloop van de zaak.",
        required=True, longest=500, lines=True,
    )  # fmt: skip
    return officeforms.form("wijzigen", [*groups, officeforms.group("waarom", "Reden", [why])])


def _about_the_complaint(facts: Mapping[str, Any]) -> Iterator[Component]:
    zaak = facts.get("zaak", {})
    asked: list[Component] = []
    if zaak.get("soort") == COMPLAINT:
        asked += _receipt()
    if "eerste_ontvangst" in zaak:
        asked.append(officeforms.day("zaak.eerste_ontvangst", "Wanneer kwam dit voor het eerst binnen?"))
    if "besluit_bekend_op" in zaak or zaak.get("soort") == "bezwaarroute":
        asked.append(officeforms.day("zaak.besluit_bekend_op", "Wanneer is het besluit bekendgemaakt?"))
    if zaak.get("onderwerp"):
        subjects = {zaak["onderwerp"]: zaak["onderwerp"], **SUBJECTS}
        asked.append(officeforms.choice("zaak.onderwerp", "Waar gaat het over?", subjects, required=True))
    hint = "Zo heet de zaak in lijsten. Wat de inwoner schreef, blijft zoals het is."
    asked.append(officeforms.text("zaak.samenvatting", "Korte omschrijving", hint=hint, longest=160))
    yield officeforms.group("de_zaak", "De zaak", asked)


def _receipt() -> list[Component]:
    oral, plain = f'{_WRITTEN} != "ja"', f'{_WRITTEN} != "ja" or zaak.regime != "9.1.3"'
    return [
        officeforms.day(
            "zaak.ontvangstdatum", "Op welke dag kwam de klacht bij de gemeente binnen?", required=True,
            hint="Wordt een mondelinge klacht alsnog opgeschreven? Vul dan de dag in waarop dat binnenkwam.",
        ),
        officeforms.choice(
            _WRITTEN, "Is de klacht schriftelijk?", {"ja": "Ja", "nee": "Nee, alleen mondeling"},
            required=True,
        ),
        officeforms.choice("zaak.regime", "Volgens welke procedure?", REGIMES, required=True, hide=oral),
        officeforms.text("zaak.adviseur", "Welke commissie of persoon adviseert?", required=True, hide=plain),
        officeforms.text(
            "zaak.adviesbesluit", "In welke regeling staat dat?", hint="Awb artikel 9:13.",
            required=True, hide=plain,
        ),
    ]  # fmt: skip


def _about_the_resident(facts: Mapping[str, Any]) -> Iterator[Component]:
    if not facts.get("inwoner", {}).get("naam"):
        return
    postcode = "^[1-9][0-9]{3} ?[A-Za-z]{2}$"
    yield officeforms.group(
        "de_inwoner",
        "De inwoner",
        [
            officeforms.text("inwoner.naam", "Naam", required=True),
            officeforms.text("inwoner.straat", "Straat en huisnummer"),
            officeforms.text("inwoner.postcode", "Postcode", hint="Bijvoorbeeld 1234 AB.", pattern=postcode),
            officeforms.text("inwoner.plaats", "Plaats"),
            officeforms.text("inwoner.telefoon", "Telefoonnummer", kind="phone", longest=30),
            officeforms.tick("inwoner.digitaal", "Wil berichten per e-mail"),
            officeforms.text("inwoner.email", "E-mailadres", kind="email"),
        ],
    )


def _about_whom(facts: Mapping[str, Any]) -> Iterator[Component]:
    if facts.get("beklaagde", {}).get("naam"):
        asked = [
            officeforms.text("beklaagde.naam", "Naam", required=True),
            officeforms.text("beklaagde.functie", "Functie"),
            officeforms.text("beklaagde.email", "E-mailadres", kind="email"),
        ]
    elif facts.get("zaak", {}).get("soort") == COMPLAINT:
        asked = [officeforms.text("zaak.wie", "Over wie of welk team gaat de klacht?")]
    else:
        return
    yield officeforms.group("over_wie", "Over wie het gaat", asked)


def known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the present facts as answers to start from."""
    zaak = facts.get("zaak", {})
    own = {"schriftelijk": "nee" if zaak.get("schriftelijk") is False else "ja"}
    return {**{name: facts.get(name, {}) for name in ("zaak", "inwoner", "beklaagde")}, "wijziging": own}


def differences(facts: Mapping[str, Any], result: FormResult) -> list[Difference]:
    """Return what the answers change in the facts, in the order of the form."""
    told = _facts_in(result.values)
    found = []
    for name in LABELS:
        section, _, key = name.partition(".")
        if key in told.get(section, {}):
            before, after = facts.get(section, {}).get(key), told[section][key]
            if (before or None) != (after or None):
                found.append(Difference(name, before, after))
    return found


def _facts_in(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return answers as facts: a complaint is written or not, and the procedure follows from that."""
    told = {name: dict(values[name]) for name in ("zaak", "inwoner", "beklaagde") if name in values}
    written = values.get("wijziging", {}).get("schriftelijk")
    if written is not None:
        told["zaak"]["schriftelijk"] = written == "ja"
        if written == "nee":
            told["zaak"]["regime"] = ORAL
    return told


def as_facts(changed: list[Difference]) -> dict[str, dict[str, Any]]:
    """Return the changes as the engine takes them."""
    told: dict[str, dict[str, Any]] = {}
    for one in changed:
        section, _, key = one.name.partition(".")
        told.setdefault(section, {})[key] = one.after
    return told


def faults(result: FormResult, today: date) -> dict[str, list[str]]:
    """Return the errors of the form, and those of days that have yet to come."""
    found = dict(result.errors)
    for name in _DAYS:
        section, _, key = name.partition(".")
        value = result.values.get(section, {}).get(key)
        if isinstance(value, date) and value > today:
            found[name] = [_FROM_TODAY]
    return found

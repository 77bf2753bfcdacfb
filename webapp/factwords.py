"""Facts of a case as people read them: what they are called, and their values."""

from datetime import date
from typing import Any

from webapp.wording import SUBJECTS, long_day

REGIMES = {"9.1.2": "De gewone procedure", "9.1.3": "Een commissie of persoon adviseert eerst"}
LABELS = {
    "zaak.ontvangstdatum": "Ontvangen op",
    "zaak.eerste_ontvangst": "Voor het eerst ontvangen op",
    "zaak.besluit_bekend_op": "Besluit bekendgemaakt op",
    "zaak.schriftelijk": "Schriftelijk",
    "zaak.regime": "Procedure",
    "zaak.adviseur": "Wie adviseert",
    "zaak.adviesbesluit": "Regeling voor de adviseur",
    "zaak.onderwerp": "Onderwerp",
    "zaak.samenvatting": "Korte omschrijving",
    "zaak.wie": "Over wie het gaat, volgens de inwoner",
    "inwoner.naam": "Naam van de inwoner",
    "inwoner.straat": "Straat en huisnummer",
    "inwoner.postcode": "Postcode",
    "inwoner.plaats": "Plaats",
    "inwoner.telefoon": "Telefoonnummer",
    "inwoner.digitaal": "Berichten per e-mail",
    "inwoner.email": "E-mailadres",
    "beklaagde.naam": "Naam van wie de klacht betreft",
    "beklaagde.functie": "Functie van wie de klacht betreft",
    "beklaagde.email": "E-mailadres van wie de klacht betreft",
}


def label_of(name: str) -> str:
    """Return what the fact with this dotted name is called."""
    return LABELS.get(name, name.rpartition(".")[2].replace("_", " ").capitalize())


def in_words(value: Any) -> str:
    """Return a fact as people read it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return long_day(value)
    text = "" if value is None else str(value)
    return {**SUBJECTS, **REGIMES, "9.2": "Mondelinge klacht"}.get(text, text) or "niets"

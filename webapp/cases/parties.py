"""Adding and removing people around a case: what was typed, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.involvement import LISTED

ROLE_WORDS = {
    "vertegenwoordiger": "Vertegenwoordiger of gemachtigde van de inwoner",
    "vertrouwenspersoon": "Vertrouwenspersoon van de inwoner",
    "clientondersteuner": "Cliëntondersteuner van de inwoner",
    "ombudsfunctionaris": "Ombudsfunctionaris sociaal domein",
    "beklaagde": "Over wie de klacht gaat",
    "betrokkene": "Betrokken bij de gebeurtenis",
    "aanbieder": "Aanbieder",
    "beslisser": "Beslisser",
}
_LONGEST = {"naam": 200, "email": 254, "telefoon": 40, "functie": 200, "gebruikersnaam": 80, "reden": 500}


@dataclass(frozen=True)
class PartyForm:
    """The form for a new party as it was sent. `faults` by field; empty when it can be kept."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> "PartyForm":
        values = {name: sent.get(name, "").strip()[:longest] for name, longest in _LONGEST.items()}
        values["rol"] = sent.get("rol", "")
        faults = {}
        if values["rol"] not in LISTED:
            faults["rol"] = "Kies wat deze persoon bij de klacht is."
        if not values["naam"]:
            faults["naam"] = "Vul een naam in."
        if values["email"] and "@" not in values["email"]:
            faults["email"] = "Vul een e-mailadres in met een @, zoals naam@voorbeeld.nl."
        if not values["reden"]:
            faults["reden"] = "Schrijf op waarom u deze persoon toevoegt."
        return cls(values, faults)

    @property
    def party(self) -> dict[str, str]:
        """The entry for the facts of the case, without what was left open."""
        return {name: value for name, value in self.values.items() if value and name != "reden"}


def listed(context: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """Return place, role in words and name of every party that can be removed again."""
    return [
        (place, ROLE_WORDS.get(told.get("rol", ""), ""), told.get("naam", ""))
        for place, told in enumerate(context.get("partijen") or ())
    ]

"""How the sample cases run: what people answer in each task, and where a case stands today."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from webapp.demo.people import ACCUSED, EMAILS, HANDLERS, NAMES

STREETS = ("Dorpsstraat", "Kerklaan", "Molenweg", "Lindehof", "Stationsplein", "Wilgenpad", "Havenkade")
WAY_IN = ("web", "web", "web", "email", "brief", "telefoon", "balie", "web")


@dataclass(frozen=True)
class Story:
    """One sample case: `age` in days since receipt, the road it takes, and the task it waits at."""

    index: int
    age: int
    road: str  # bellen | gesprek | formeel | niet_behandelen | doorzenden
    waits_at: str = ""  # never completed; "" = runs to the end
    pace: int = 1  # days a task lies before someone does it
    judgement: str = "gegrond"
    hears: str = "wil"
    adjourn: int = 0  # weeks
    oral: bool = False
    withdraws_at: str = ""  # the task during which the resident withdraws the complaint

    @property
    def handler(self) -> str:
        return HANDLERS[self.index % len(HANDLERS)]

    @property
    def accused(self) -> str:
        return ACCUSED[self.index // 2 % len(ACCUSED)]


def complaints() -> list[dict[str, str]]:
    """Return the invented complaints."""
    text = (Path(__file__).parent / "complaints.toml").read_text(encoding="utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["klacht"]
    return found


def stories() -> list[Story]:
    """Return where each complaint stands: every stage of the procedure occurs, a few are late."""
    waiting = [
        ("behandelaar_toewijzen", "bellen", (0, 0, 1, 2, 4)),
        ("bellen_met_de_inwoner", "gesprek", (1, 2, 3, 5, 6, 8)),
        ("gesprek_aan_tafel_voeren", "gesprek", (7, 10, 14)),
        ("oplossing_uitvoeren", "gesprek", (12, 18)),
        ("tevredenheid_vragen", "gesprek", (16, 21)),
        ("ontvankelijkheid_beoordelen", "formeel", (9, 15)),
        ("niet_behandelen_vaststellen", "niet_behandelen", (17,)),
        ("reactie_geven", "formeel", (6, 8)),
        ("hoorwens_vastleggen", "formeel", (20, 22)),
        ("inwoner_horen", "formeel", (26, 29)),
        ("oordeel_opstellen", "formeel", (33, 37, 39, 44)),
        ("oordeel_vaststellen", "formeel", (38, 41)),
    ]
    plans: list[tuple[str, str, int]] = [(at, road, age) for at, road, ages in waiting for age in ages]
    told = [
        Story(i, age, road, waits_at=at, judgement=("gegrond", "deels_gegrond")[i % 2])
        for i, (at, road, age) in enumerate(plans)
    ]
    ended: list[Callable[[int], Story]] = [
        lambda i: Story(i, 6, "bellen"),
        lambda i: Story(i, 27, "bellen"),
        lambda i: Story(i, 34, "gesprek", oral=True),
        lambda i: Story(i, 48, "gesprek"),
        lambda i: Story(i, 52, "formeel", judgement="gegrond"),
        lambda i: Story(i, 58, "formeel", judgement="ongegrond", hears="wil_niet"),
        lambda i: Story(i, 70, "formeel", judgement="deels_gegrond", adjourn=3, pace=5),
        lambda i: Story(i, 45, "niet_behandelen"),
        lambda i: Story(i, 55, "formeel", waits_at="oordeel_opstellen", adjourn=4),
        lambda i: Story(i, 80, "formeel", judgement="geen_oordeel"),
        lambda i: Story(i, 90, "bellen"),
        lambda i: Story(i, 31, "gesprek", withdraws_at="gesprek_aan_tafel_voeren"),
        lambda i: Story(
            i, 6, "bellen", waits_at="intrekking_vastleggen", withdraws_at="bellen_met_de_inwoner"
        ),
        lambda i: Story(i, 24, "doorzenden"),
        lambda i: Story(i, 6, "doorzenden", waits_at="klacht_doorzenden"),
    ]
    first = len(told)
    return told + [make(first + i) for i, make in enumerate(ended)]


def start_answers(story: Story, complaint: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers on the complaint form."""
    i = story.index
    last = complaint["naam"].split()[-1].lower()
    digital = i % 4 != 3
    resident: dict[str, Any] = {
        "naam": complaint["naam"],
        "straat": f"{STREETS[i % len(STREETS)]} {3 + 7 * i % 90}",
        "postcode": f"{1000 + 37 * i % 8999} {'ABCDEFGHJK'[i % 10]}{'KLMNPRSTVW'[i % 10]}",
        "plaats": "Vrijstad",
        "telefoon": f"06 0000 {1000 + 13 * i % 9000}",
        "digitaal": digital,
    }
    if digital:
        resident["email"] = f"{last}{i}@inwoner.example"
    return {
        "zaak": {"omschrijving": complaint["omschrijving"], "onderwerp": complaint["onderwerp"]},
        "inwoner": resident,
    }


def start_facts(story: Story, complaint: Mapping[str, str], received: date) -> dict[str, Any]:
    """Return what the municipality itself knows when the complaint comes in."""
    channel = "telefoon" if story.oral else WAY_IN[story.index % len(WAY_IN)]
    return {
        "zaak": {
            "samenvatting": complaint["samenvatting"],
            "kanaal": channel,
            "ontvangstdatum": received,
            "schriftelijk": not story.oral,
        }
    }


def answers(task: str, story: Story, day: date) -> dict[str, Any]:
    """Return what people answer in `task` on `day`."""
    return _ANSWERS[task](story, day)


def _assign(story: Story, day: date) -> dict[str, Any]:
    if story.road == "doorzenden":
        return {"ander_bestuursorgaan": True}
    return {
        "behandelaar": NAMES[story.handler],
        "behandelaar_telefoon": "0100 123 456",
        "beklaagde_naam": NAMES[story.accused],
        "beklaagde_functie": ("consulent Wmo", "inkomensconsulent")[ACCUSED.index(story.accused)],
        "beklaagde_email": EMAILS[story.accused],
        "gaat_over_bestuur": "nee",
        "niet_betrokken": True,
    }


def _call(story: Story, day: date) -> dict[str, Any]:
    told: dict[str, Any] = {
        "gesproken_op": day,
        "kern": "De inwoner voelt zich niet gehoord en wil weten wie er nu verantwoordelijk is.",
        "verwachting": "Een vaste contactpersoon en een duidelijke afspraak.",
        "verschil_uitgelegd": True,
        "ondersteuning_genoemd": True,
        "tevreden": "nee",
    }
    if story.road == "bellen":
        return told | {
            "tevreden": "ja",
            "eigen_woorden": "Fijn dat u belt. Zo is het voor mij goed.",
            "bewijs": "telefoonnotitie",
            "oplossing": "Excuses gemaakt en een vaste contactpersoon afgesproken.",
        }
    if story.road == "gesprek":
        return told | {"vervolg": "gesprek", "afspraak": "We gaan samen om tafel met het wijkteam."}
    return told | {"vervolg": "formeel"}


def _table(story: Story, day: date) -> dict[str, Any]:
    return {
        "datum": day,
        "aanwezig": "De inwoner, haar zus, de consulent en de teamleider.",
        "besproken": "Wat er misging, wat dat met de inwoner deed en wat nu nodig is.",
        "afspraken": [
            {
                "wat": "Elke week bellen over de voortgang",
                "wie": "De consulent",
                "wanneer": day + timedelta(7),
            },
            {"wat": "Nieuwe start van de hulp", "wie": "Het wijkteam", "wanneer": day + timedelta(days=10)},
        ],
        "uiterlijk": day + timedelta(days=10),
        "excuus": "ja",
    }


def _solve(story: Story, day: date) -> dict[str, Any]:
    return {
        "nagekomen": "ja",
        "gedaan": "De hulp is opnieuw gestart en de inwoner heeft een vaste contactpersoon.",
        "gedaan_op": day,
    }


def _ask(story: Story, day: date) -> dict[str, Any]:
    return {
        "gevraagd_op": day,
        "tevreden": "ja",
        "eigen_woorden": "Het is opgelost, dank u wel.",
        "bewijs": "email",
        "oplossing": "De afspraken van het gesprek zijn nagekomen.",
    }


def _admissible(story: Story, day: date) -> dict[str, Any]:
    refuse = story.road == "niet_behandelen"
    no = dict.fromkeys(
        ("te_laat_besluit", "bezwaar_mogelijk", "beroep_mogelijk", "bij_rechter", "strafzaak",
         "kennelijk_onvoldoende"), "nee",
    )  # fmt: skip
    found: dict[str, Any] = no | {
        "eerder_behandeld": "ja" if refuse else "nee",
        "toch_behandelen": "nee" if refuse else "ja",
        "toelichting": "Over deze gebeurtenis is vorig jaar al een oordeel gegeven."
        if refuse
        else "Geen van de gronden is van toepassing.",
    }
    if refuse:
        found["wel_mogelijk"] = "De inwoner kan met het eerdere oordeel naar de ombudsman."
    return found


def _wish(story: Story, day: date) -> dict[str, Any]:
    if story.hears == "wil":
        return {"hoorwens": "wil", "hoe": "gemeentehuis", "afspraak_op": day + timedelta(days=5)}
    return {"hoorwens": "wil_niet", "gezegd_op": day}


def _judge(story: Story, day: date) -> dict[str, Any]:
    part: dict[str, Any] = {
        "onderdeel": "Terugbellen",
        "bevindingen": "De inwoner heeft vier keer gebeld en is niet teruggebeld.",
        "oordeel": story.judgement,
        "motivering": "Van de gemeente mag worden verwacht dat zij afspraken nakomt.",
    }
    if story.judgement in ("gegrond", "deels_gegrond"):
        part["normen"] = ["betrouwbaarheid", "voortvarendheid"]
    return {
        "onderzoek": "Dossier gelezen, belgegevens opgevraagd en beide kanten gehoord.",
        "onderdelen": [part],
        "conclusies": "Wij maken onze excuses. Het team belt voortaan binnen twee dagen terug.",
    }


def _adjourn(story: Story, day: date) -> dict[str, Any]:
    if not story.adjourn:
        return {"besluit": "niet_nodig"}
    return {
        "besluit": "verdagen",
        "weken": story.adjourn,
        "reden": "Wij willen ook de vorige consulent nog spreken.",
    }


def _forward(story: Story, day: date) -> dict[str, Any]:
    return {
        "besluit": "doorzenden",
        "bestuursorgaan": "Gemeenschappelijke regeling Proefregio",
        "kennelijk_bevoegd": True,
        "straat": "Postbus 1",
        "postcode": "1234 AB",
        "plaats": "Proefstad",
        "telefoon": "0200 000 000",
        "stukken": "De klacht zelf.",
        "toelichting": "De regeling voert deze wet voor ons uit en gaat over haar eigen medewerkers.",
    }


_ANSWERS: Mapping[str, Callable[[Story, date], dict[str, Any]]] = {
    "behandelaar_toewijzen": _assign,
    "klacht_doorzenden": _forward,
    "intrekking_vastleggen": lambda story, day: {
        "ingetrokken_door": "inwoner",
        "hoe": "telefonisch",
        "ingetrokken_op": day,
        "reden": "Het is inmiddels vanzelf goed gekomen.",
        "vrije_keuze": "ja",
        "als_signaal": "ja",
    },
    "bellen_met_de_inwoner": _call,
    "gesprek_aan_tafel_voeren": _table,
    "oplossing_uitvoeren": _solve,
    "tevredenheid_vragen": _ask,
    "doorgaan_of_formeel_kiezen": lambda story, day: {
        "gesproken_op": day,
        "besluit": "doorgaan",
        "toelichting": "De inwoner wil de afspraken graag afwachten.",
    },
    "ontvankelijkheid_beoordelen": _admissible,
    "niet_behandelen_vaststellen": lambda story, day: {
        "besluit": "akkoord", "motivering": "De gebeurtenis is al beoordeeld; er is niets nieuws."
    },
    "reactie_geven": lambda story, day: {
        "reactie": "Ik heb de boodschap doorgegeven, maar had zelf moeten terugbellen. Dat spijt mij.",
        "wil_worden_gehoord": "nee",
    },
    "hoorwens_vastleggen": _wish,
    "afzien_van_horen_beoordelen": lambda story, day: {
        "akkoord": "ja",
        "motivering": "De grond is duidelijk.",
    },
    "inwoner_horen": lambda story, day: {
        "datum": day,
        "aanwezig": "De inwoner en de klachtbehandelaar.",
        "samen": "nee",
        "reden_apart": "De inwoner spreekt liever alleen met de behandelaar.",
        "verslag": "De inwoner vertelt dat zij zich van het kastje naar de muur gestuurd voelde.",
    },
    "medewerker_horen": lambda story, day: {
        "uitgenodigd_op": day,
        "gehoord": "geen_gebruik",
        "eigen_keuze": "De schriftelijke reactie is genoeg, zegt de medewerker.",
    },
    "oordeel_opstellen": _judge,
    "oordeel_vaststellen": lambda story, day: {"besluit": "akkoord", "namens": "het college"},
    "les_vastleggen": lambda story, day: {
        "les": "Spreek bij elk contact af wie terugbelt, en wanneer.",
        "oorzaak": "communicatie",
        "vaker": "ja",
        "verbetering": "Terugbelafspraken in één lijst per team.",
    },
    "vertraging_bespreken": lambda story, day: {
        "uitleg": "Gebeld en excuses gemaakt; het oordeel is bijna klaar.",
        "instemming": "nee",
    },
    "verdaging_overwegen": _adjourn,
}  # fmt: skip

"""What people answer in each task of a sample complaint."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from webapp.demo.people import ACCUSED, EMAILS, NAMES
from webapp.demo.stories.complaints import Story


def answers(task: str, story: Story, day: date) -> dict[str, Any]:
    """Return what people answer in `task` of a complaint on `day`."""
    return _ANSWERS[task](story, day)


def _assign(story: Story, day: date) -> dict[str, Any]:
    if story.road in ("doorzenden", "aanvullen"):
        return {"eerst_uitzoeken": True}
    if story.road == "commissie":
        about: dict[str, Any] = {
            "beklaagde_functie": "wethouder",
            "gaat_over_bestuur": "ja",
            "reden_uitzondering": "De klacht gaat over het bestuur. De commissie doet het onderzoek.",
        }
    else:
        about = {
            "beklaagde_functie": ("consulent Wmo", "inkomensconsulent")[ACCUSED.index(story.accused)],
            "gaat_over_bestuur": "nee",
            "niet_betrokken": True,
        }
    return about | {
        "behandelaar": NAMES[story.handler],
        "behandelaar_telefoon": "0100 123 456",
        "beklaagde_naam": NAMES[story.accused],
        "beklaagde_email": EMAILS[story.accused],
    }


def _look(story: Story, day: date) -> dict[str, Any]:
    if story.road == "doorzenden":
        return {
            "soort": "ander_bestuursorgaan",
            "spoed": "nee",
            "motivering": "De inwoner klaagt over medewerkers van de regeling, niet over ons.",
        }
    return {
        "soort": "klacht", "besluit_erbij": "nee", "nog_iets_bij": "nee", "namens": "zelf", "bekend": "ja",
        "ondertekend": "ja", "naam_en_adres": "ja", "dagtekening": "ja", "omschreven": "nee",
        "aanvulling_vragen": "ja", "wat_ontbreekt": "Om welke brief gaat het, en wanneer kreeg u die?",
        "spoed": "nee", "motivering": "Zonder dit weten wij niet welk team het betreft.",
    }  # fmt: skip


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
    if story.road == "bemiddeling":
        return told | {
            "vervolg": "bemiddeling",
            "afspraak": "De ombudsfunctionaris zit bij het gesprek, op verzoek van de inwoner.",
        }
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
        "onderdelen": [{"onderdeel": "De gemeente belde niet terug.", "wanneer": "De afgelopen weken"}],
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
    "klacht_nader_bekijken": _look,
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
    "dossier_overdragen_aan_de_commissie": lambda story, day: {
        "stukken": "De klacht met bijlagen\nDe brieven van de afgelopen maanden",
        "overgedragen_op": day,
        "niet_betrokken": True,
    },
    "reactie_geven_aan_de_commissie": lambda story, day: {
        "reactie": "Ik had mijn toezegging op papier moeten zetten. Dat spijt mij.",
        "wil_worden_gehoord": "ja",
    },
    "hoorwens_vastleggen_door_de_commissie": _wish,
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
    "medewerker_horen_door_de_commissie": lambda story, day: {
        "uitgenodigd_op": day,
        "gehoord": "ja",
        "door_wie": "voorzitter",
        "datum": day,
        "verslag": "De wethouder bevestigt dat er een toezegging was.",
    },
    "medewerker_horen": lambda story, day: {
        "uitgenodigd_op": day,
        "gehoord": "geen_gebruik",
        "eigen_keuze": "De schriftelijke reactie is genoeg, zegt de medewerker.",
    },
    "opmerkingen_verwerken": lambda story, day: {},
    "uitstel_voorstellen": lambda story, day: {"nodig": "nee"},
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

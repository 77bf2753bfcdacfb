"""Cases of the other processes: messages, danger, objections, providers, the ombudsman, learning.

They show that a complaint is not alone, and give every role something to look at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.demo.people import ACCUSED, EMAILS, HANDLERS, NAMES

Answers = dict[str, Any]
DAY = timedelta(days=1)
PROVIDER = {
    "naam": "Stichting Voorbeeldzorg",
    "telefoon": "0200 000 000",
    "email": "klachten@voorbeeldzorg.example",
}
OMBUDSMAN = {"naam": "Nationale ombudsman", "telefoon": "0200 111 111", "email": "post@ombudsman.example"}


@dataclass(frozen=True)
class Sample:
    """One case of any process. `begins` and `answered` tell per day what people fill in."""

    index: int
    process: str
    age: int  # days
    begins: Callable[[date], Answers]
    waits_at: str = ""  # never completed; "" = runs to the end
    answered: Mapping[str, Callable[[date], Answers]] = field(default_factory=dict)
    starter: str = "hanna"
    pace: int = 1
    withdraws_at: str = ""
    handler: str = HANDLERS[0]
    accused: str = ACCUSED[0]

    def answers(self, task: str, day: date) -> Answers:
        """Return what people answer in `task` on `day`."""
        return self.answered[task](day)


def samples() -> list[Sample]:
    """Return a case for every process and role that the complaints leave empty."""
    makers = (*_FRONT_DOOR, *_URGENT, *_PROVIDERS, *_OMBUDSMAN, *_LEARNING)
    return [make(index) for index, make in enumerate(makers)]


def _resident(name: str, number: int) -> Answers:
    last = name.split()[-1].lower()
    return {
        "naam": name,
        "straat": f"Lindehof {number}",
        "postcode": f"10{number:02} AB",
        "plaats": "Vrijstad",
        "telefoon": f"06 0000 20{number:02}",
        "email": f"{last}@inwoner.example",
    }


def _message(kind: str, subject: str, text: str, who: Answers, **more: Any) -> Callable[[date], Answers]:
    case = {"omschrijving": text, "soort_bericht": kind, "onderwerp": subject, "gevaar": "nee"}
    return lambda day: {"zaak": case | more, "inwoner": who}


def _judged(kind: str, why: str, **more: Any) -> Callable[[date], Answers]:
    usual = {
        "soort": kind,
        "uitvoerder": "gemeente",
        "gevaar": "nee",
        "eigenaar": "Tom Maas",
        "motivering": why,
    }
    if kind not in ("klacht", "signaal", "twijfel"):
        usual["ook_klacht"] = "nee"
    return lambda day: usual | more


_BY_PHONE = {"ingevuld_door": "medewerker", "binnengekomen_via": "telefoon"}
_FRONT_DOOR: tuple[Callable[[int], Sample], ...] = (
    lambda i: Sample(
        i, "voordeur", 0,
        _message("weet_niet", "wmo",
                 "De traplift van mijn moeder doet het al een week niet. Bij wie moet ik zijn?",
                 _resident("Lotte Veenstra", 3), **_BY_PHONE),
        waits_at="bericht_beoordelen", starter="tom",
    ),
    lambda i: Sample(
        i, "voordeur", 1,
        _message("melding", "anders",
                 "De lantaarn bij het wijkcentrum is stuk. In het donker durf ik er niet langs.",
                 _resident("Hugo Bras", 7)),
        waits_at="bericht_beoordelen", starter="inwoner",
    ),
    lambda i: Sample(
        i, "voordeur", 4,
        _message("hulpvraag", "schulden", "Ik kan mijn rekeningen niet meer betalen en slaap er slecht van.",
                 _resident("Ilse Hoekstra", 11), **_BY_PHONE),
        waits_at="bericht_overdragen", starter="tom",
        answered={"bericht_beoordelen": _judged(
            "hulpvraag", "De inwoner vraagt om hulp bij schulden.", hulp_soort="schuldhulp")},
    ),
    lambda i: Sample(
        i, "voordeur", 5,
        _message("weet_niet", "jeugd", "Mijn zoon wacht al maanden op hulp. Zo kan het niet langer.",
                 _resident("Said Amrani", 15)),
        waits_at="twijfelgeval_beoordelen", starter="inwoner",
        answered={"bericht_beoordelen": _judged(
            "twijfel", "Is dit een klacht over het wachten, of een vraag om hulp?")},
    ),
    lambda i: Sample(
        i, "voordeur", 6,
        _message("signaal", "participatie",
                 "In de wachtruimte hoort iedereen mee met wat je aan de balie vertelt.",
                 {}, anoniem=True),
        waits_at="signaal_wegen", starter="inwoner",
        answered={"bericht_beoordelen": _judged("signaal", "Een signaal zonder naam, over de balie.")},
    ),
    lambda i: Sample(
        i, "voordeur", 12,
        _message("vraag", "participatie", "Waar kan ik een bewijs van mijn inkomen opvragen?",
                 _resident("Nel Postma", 19)),
        starter="inwoner",
        answered={
            "bericht_beoordelen": _judged("vraag", "Een gewone vraag over een bewijsstuk."),
            "vraag_beantwoorden": lambda day: {
                "hoe": "brief",
                "antwoord": "U vindt het bewijs in uw persoonlijke map bij Mijn Vrijstad.",
            },
        },
    ),
)  # fmt: skip


def _danger(day: date) -> Answers:
    return {
        "zaak": {
            "onderwerp": "schulden",
            "samenvatting": "Huisuitzetting over tien dagen",
            "omschrijving": "Volgende week vrijdag moeten wij ons huis uit. We hebben twee kleine kinderen.",
            "gevaar": "huisuitzetting",
            "gemeld_op": day,
        },
        "inwoner": _resident("Esra Kaya", 23),
    }


def _objection(day: date) -> Answers:
    return {
        "zaak": {
            "onderwerp": "wmo",
            "samenvatting": "Bezwaar tegen minder uren hulp",
            "omschrijving": "Ik ben het niet eens met het besluit om mijn uren hulp te halveren.",
            "eerste_ontvangst": day,
            "besluit_bekend_op": day - 20 * DAY,
        },
        "inwoner": _resident("Greet Tuinstra", 27),
    }


_URGENT: tuple[Callable[[int], Sample], ...] = (
    lambda i: Sample(
        i, "spoed", 3, _danger, waits_at="spoed_nagaan", pace=0,
        answered={"spoed_overdragen": lambda day: {
            "wie": "schuldhulp", "organisatie": "Schuldhulp Vrijstad", "gesproken_met": "Sanne Blok",
            "telefoon": "0100 123 500", "overgedragen_op": day,
            "afspraak": "Vandaag belt Schuldhulp de verhuurder. Morgen is er een gesprek met het gezin.",
            "veilig_bereikbaar": "Overdag op haar mobiel.",
        }},
    ),
    lambda i: Sample(i, "bezwaarroute", 0, _objection, waits_at="bezwaar_overdragen"),
)  # fmt: skip


def _about_provider(name: str, number: int, text: str, short: str) -> Callable[[date], Answers]:
    return lambda day: {
        "zaak": {
            "omschrijving": text, "samenvatting": short, "onderwerp": "wmo",
            "eerste_ontvangst": day, "kanaal": "telefoon", "behandelaar": NAMES[HANDLERS[0]],
        },
        "inwoner": _resident(name, number) | {"digitaal": True},
        "andere_organisatie": {"naam": PROVIDER["naam"]},
    }  # fmt: skip


_KNOWN_PROVIDER: dict[str, Callable[[date], Answers]] = {
    "aanbieder_en_delen_vastleggen": lambda day: PROVIDER | {
        "soort_hulp": "wmo", "bestuursorgaan": "nee", "over_gemeente": "nee", "calamiteit": "nee",
    },
    "keuze_van_de_inwoner_vastleggen": lambda day: {
        "gesproken_op": day, "steun_genoemd": True, "wil": "direct", "toestemming": "ja",
        "bewijs_toestemming": "telefoonnotitie", "eigen_woorden": "Stuur mijn verhaal maar door.",
    },
}  # fmt: skip
_PROVIDERS: tuple[Callable[[int], Sample], ...] = (
    lambda i: Sample(
        i, "aanbiederklacht", 6,
        _about_provider("Bert Wijnia", 31, "De hulp komt steeds op een andere dag.",
                        "Hulp komt op wisselende dagen"),
        waits_at="keuze_van_de_inwoner_vastleggen", answered=_KNOWN_PROVIDER,
    ),
    lambda i: Sample(
        i, "aanbiederklacht", 19,
        _about_provider("Trees Mulder", 35, "De hulp kwam vier weken niet opdagen.", "Vier weken geen hulp"),
        waits_at="antwoord_van_de_aanbieder_vastleggen", answered=_KNOWN_PROVIDER,
    ),
)  # fmt: skip


def _investigation(day: date) -> Answers:
    return {
        "zaak": {
            "ombudsman_soort": "nationaal", "kenmerk": "NO 2026.0123", "bericht_op": day,
            "verzoek": "onderzoek",
            "omschrijving": "De ombudsman onderzoekt waarom een inwoner drie maanden op antwoord wachtte.",
            "onderwerp": "participatie", "over_klachtbehandeling": "nee", "antwoord_voor": day + 21 * DAY,
            "contactpersoon": "Ineke Vos", "antwoord_per": "email", "inwoner_bekend": "ja",
            "medewerker_bekend": "ja",
        },
        "andere_organisatie": OMBUDSMAN,
        "inwoner": _resident("Jannes Dijkstra", 39) | {"digitaal": True},
        "beklaagde": {"naam": NAMES[ACCUSED[0]], "functie": "consulent Wmo", "email": EMAILS[ACCUSED[0]]},
    }  # fmt: skip


def _recommendation(day: date) -> Answers:
    return {
        "zaak": {
            "onderwerp": "jeugd", "samenvatting": "Aanbeveling 1 van de ombudsman, kenmerk NO 2026.0087",
            "aanbeveling": "Wijs elk gezin dat op hulp wacht één vaste contactpersoon aan.",
            "aanbeveling_nummer": 1, "aanbeveling_op": day, "via_ombudsman": True, "kenmerk": "NO 2026.0087",
            "eigenaar": "Peter Dekker",
        },
        "andere_organisatie": OMBUDSMAN,
    }  # fmt: skip


_OMBUDSMAN: tuple[Callable[[int], Sample], ...] = (
    lambda i: Sample(i, "ombudsman", 5, _investigation, waits_at="inlichtingen_en_stukken_geven",
                     answered={"eigen_standpunt_geven": lambda day: {
                         "wens": "wij_sturen", "standpunt": "Ik heb twee keer gebeld, zonder gehoor."}}),
    lambda i: Sample(i, "aanbeveling", 12, _recommendation, waits_at="aanbeveling_beoordelen"),
)  # fmt: skip


def _lesson(day: date) -> Answers:
    return {
        "zaak": {
            "onderwerp": "wmo", "samenvatting": "Verbetering: bel terug binnen twee werkdagen",
            "les": "Spreek bij elk contact af wie terugbelt, en wanneer.", "oorzaak": "communicatie",
            "verbetering": "Eén lijst per team met alle terugbelafspraken.", "terugkoppeling": False,
        },
    }  # fmt: skip


_FIGURES: Answers = {
    "klaagschriften": 41, "klachten_mondeling": 63, "op_tijd": 36, "op_tijd_betekent": "zonder_verdaging",
    "themas": "Terugbellen; duidelijke brieven", "lessen": "Spreek af wie terugbelt.",
    "veranderd": "Elk team heeft nu een lijst met terugbelafspraken.", "kleine_aantallen": True,
    "concept": "https://www.vrijstad.example/concept-jaarpublicatie",
}  # fmt: skip


def _month_before(day: date) -> Answers:
    last = day.replace(day=1) - DAY
    return {"zaak": {"periode_vanaf": last.replace(day=1)}}


_LEARNING: tuple[Callable[[int], Sample], ...] = (
    lambda i: Sample(
        i, "verbeteren", 16, _lesson, waits_at="verbeteractie_uitvoeren",
        answered={"verbeteractie_afspreken": lambda day: {
            "actie": "Eén lijst met terugbelafspraken, elke ochtend samen bekeken.",
            "eigenaar": "Fatima Aydin", "uiterlijk": day + 40 * DAY,
        }},
    ),
    lambda i: Sample(i, "signaalanalyse", 8, _month_before, waits_at="signalen_bekijken"),
    lambda i: Sample(
        i, "jaarpublicatie", 9, lambda day: {"zaak": {"jaar": day.year - 1}},
        waits_at="publicatie_op_privacy_toetsen", answered={"cijfers_verzamelen": lambda day: _FIGURES},
    ),
    lambda i: Sample(
        i, "vernietiging", 11, lambda day: {"zaak": {"peildatum": date(day.year - 1, 12, 31)}},
        waits_at="vernietigingslijst_opstellen", starter="wim",
    ),
)  # fmt: skip

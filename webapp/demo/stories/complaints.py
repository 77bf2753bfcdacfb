"""Which complaints there are, which road each one takes, and where it stands today."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from webapp.demo.people import ACCUSED, ALDERMAN, HANDLERS

STREETS = ("Dorpsstraat", "Kerklaan", "Molenweg", "Lindehof", "Stationsplein", "Wilgenpad", "Havenkade")
WROTE_TWICE = 10  # complaint whose resident complains again about the same, before anybody called
WAY_IN = ("web", "web", "web", "email", "brief", "telefoon", "balie", "web")


@dataclass(frozen=True)
class Story:
    """One sample case: `age` in days since receipt, the road it takes, and the task it waits at."""

    index: int
    age: int
    road: (
        str  # bellen | gesprek | bemiddeling | formeel | commissie | niet_behandelen | doorzenden | aanvullen
    )
    waits_at: str = ""  # never completed; "" = runs to the end
    pace: int = 1  # days a task lies before someone does it
    judgement: str = "gegrond"
    hears: str = "wil"
    adjourn: int = 0  # weeks
    oral: bool = False
    withdraws_at: str = ""  # the task during which the resident withdraws the complaint
    same_as: int | None = None  # an earlier complaint, by the same resident about the same

    @property
    def handler(self) -> str:
        return HANDLERS[self.index % len(HANDLERS)]

    @property
    def resident(self) -> int:
        return self.index if self.same_as is None else self.same_as

    @property
    def accused(self) -> str:
        if self.road == "commissie":
            return ALDERMAN
        return ACCUSED[self.resident // 2 % len(ACCUSED)]


def complaints() -> list[dict[str, str]]:
    """Return the invented complaints."""
    text = (Path(__file__).parents[1] / "complaints.toml").read_text(encoding="utf-8")
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
        lambda i: Story(i, 4, "aanvullen", waits_at="klacht_nader_bekijken"),
        lambda i: Story(i, 8, "aanvullen", waits_at="aanvulling_vastleggen"),
        lambda i: Story(i, 9, "bemiddeling", waits_at="bemiddelingsgesprek_voeren"),
        lambda i: Story(i, 30, "commissie", waits_at="inwoner_horen_door_de_commissie"),
        lambda i: Story(i, 4, "gesprek", waits_at="bellen_met_de_inwoner", same_as=WROTE_TWICE),
    ]
    first = len(told)
    return told + [make(first + i) for i, make in enumerate(ended)]


def start_answers(story: Story, complaint: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers on the complaint form."""
    i = story.resident
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

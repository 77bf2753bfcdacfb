"""Cases that run while the procedure changes: who they are, where they stand, and what each must show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from playwright.sync_api import Page
from sqlalchemy import select

from engine import Bundle, Choice
from tests.browser import studio_hands as hands
from webapp import commands, dryrun
from webapp.clock import now
from webapp.commands import Wish
from webapp.demo.seed import Tale
from webapp.demo.stories import Sample, Story
from webapp.jobs import longwork
from webapp.store import dryruns, journal, models, queries, work
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

EVA, BAS = Viewer("eva", ("Proceseigenaar",)), Viewer("bas", ("Proceseigenaar",))
TYPED = {"kern": "De hulp kwam drie keer niet."}
SINCE = date(2026, 1, 1)
WHY, NOT_NOW = "De raad wil het.", "Toch niet."
NOT_FOR_THEM = "Niet van toepassing voor zaken die er al voorbij zijn"
CALL, TALK = "bellen_met_de_inwoner", "nazorggesprek"
JOB = "Ik zoek werk, maar weet niet waar ik moet beginnen."
RESIDENT = {
    "naam": "Ilse Hoekstra", "straat": "Lindehof 11", "postcode": "1011 AB", "plaats": "Vrijstad",
    "telefoon": "06 0000 2011", "email": "hoekstra@inwoner.example",
}  # fmt: skip


def _message(day: date) -> dict[str, Any]:
    told = {"soort_bericht": "hulpvraag", "onderwerp": "participatie", "gevaar": "nee", "omschrijving": JOB}
    return {"zaak": told, "inwoner": RESIDENT}


def _judged(day: date) -> dict[str, Any]:
    return {
        "soort": "hulpvraag", "hulp_soort": "anders", "ook_klacht": "nee", "uitvoerder": "gemeente",
        "gevaar": "nee", "eigenaar": "Tom Maas", "motivering": "De inwoner vraagt om hulp bij werk.",
    }  # fmt: skip


def _aftercare(day: date) -> dict[str, Any]:
    about = {"onderwerp": "wmo", "samenvatting": "Nazorg", "nazorg_vanaf": day}
    return {"zaak": about, "inwoner": RESIDENT}


def _aftercare_for_both(day: date) -> dict[str, Any]:
    return _aftercare(day) | {"beklaagde": {"naam": "Linda van Dam"}}


def _talked(kept: str) -> dict[str, Callable[[date], dict[str, Any]]]:
    return {
        TALK: lambda day: {"bereikt": "ja", "afspraken_nagekomen": kept},
        "nazorg_opvolgen": lambda day: {"gedaan": "De hulp is er nu elke week.", "teruggebeld_op": day},
    }


# By the name under which the tests speak of it: the subject of the complaint, and how it went until today.
CASES: Mapping[str, tuple[str, Story | Sample]] = {
    "nieuw": ("wmo", Story(1, 1, "bellen", waits_at="behandelaar_toewijzen")),
    "bellen": ("wmo", Story(2, 4, "bellen", waits_at=CALL)),
    "jeugd": ("jeugd", Story(3, 4, "bellen", waits_at=CALL)),
    "formeel": ("wmo", Story(4, 14, "formeel", waits_at="ontvankelijkheid_beoordelen")),
    "gehoord": ("wmo", Story(6, 38, "formeel", waits_at="oordeel_opstellen")),
    "gesloten": ("wmo", Story(7, 60, "bellen")),
    "wacht op nazorg": ("", Sample(8, "nazorg", 5, _aftercare)),
    "nazorggesprek": ("", Sample(9, "nazorg", 36, _aftercare, TALK)),
    "opvolgen": ("", Sample(10, "nazorg", 36, _aftercare, "nazorg_opvolgen", _talked("nee"))),
    "medewerker": (
        "",
        Sample(14, "nazorg", 42, _aftercare_for_both, "nazorg_voor_de_medewerker", _talked("nee")),
    ),
    "nazorg klaar": ("", Sample(11, "nazorg", 40, _aftercare, "", _talked("ja"))),
    "bericht": ("", Sample(12, "voordeur", 1, _message, "bericht_beoordelen", starter="tom")),
    "overgedragen": (
        "",
        Sample(13, "voordeur", 5, _message, "bericht_overdragen", {"bericht_beoordelen": _judged}, "tom"),
    ),
}


@dataclass(frozen=True)
class Standing:
    """Where a case is: open tasks with their day, terms and timers with theirs, and letters."""

    tasks: Mapping[str, date | None]
    drafts: Mapping[str, Any]
    people: Mapping[str, str | None]
    terms: Mapping[str, date | None]
    timers: Mapping[str, datetime | None]
    letters: tuple[str, ...]
    status: str


def begin_cases(at: datetime) -> dict[str, str]:
    """Let every case run until now, with one call half written down; return their ids by name."""
    ids = {}
    for name, (subject, story) in CASES.items():
        tale = Tale(story, at)
        complaint = {
            "naam": "Rosa Mulder", "omschrijving": "De hulp komt niet.", "samenvatting": "Hulp komt niet",
            "onderwerp": subject,
        }  # fmt: skip
        tale.play(complaint if isinstance(story, Story) else {})
        ids[name] = tale.case_id
    for name, step, draft in (("bellen", CALL, TYPED), (TALK, TALK, {"opmerkingen": "Rosa belt terug."})):
        task = next(one for one in queries.case_tasks(ids[name]) if one.bpmn_id == step)
        with unit_of_work() as store:
            who = task.assignee or "samira"
            work.claim(store.connection, task.id, who)
            work.save_draft(store.connection, task.id, draft, who, at)
    db.session.remove()
    return ids


def open_tasks(case_id: str) -> list[queries.OpenTask]:
    return [one for one in queries.case_tasks(case_id) if one.state == "open"]


def standing(case_id: str) -> Standing:
    """Return where a case is now."""
    tasks = open_tasks(case_id)
    timer, term = models.Timer, models.Term
    due = db.session.execute(select(timer.key, timer.due_at).where(timer.case_id == case_id)).all()
    last = db.session.execute(select(term.key, term.last_day).where(term.case_id == case_id)).all()
    found = Standing(
        {one.bpmn_id: one.due_on for one in tasks},
        {one.bpmn_id: one.draft for one in tasks if one.draft},
        {one.bpmn_id: one.assignee for one in tasks},
        dict(map(tuple, last)),
        dict(map(tuple, due)),
        tuple(one.letter for one in queries.case_letters(case_id)),
        queries.case_by_id(case_id).state,
    )
    db.session.remove()
    return found


# -- the road of a draft --------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """What a dry run said of one case."""

    stand: str
    texts: tuple[str, ...]


class Road(Protocol):
    """How a draft goes into use with all cases that can, and how they come back."""

    def try_on_cases(self, draft: int, bundle: Bundle) -> int:
        """Try every case; return the number of the run."""

    def publish(self, draft: int, run: int, choices: Mapping[str, Choice], decision: str) -> int:
        """Ask, agree and move; return the number of the move."""

    def take_back(self, move: int) -> None: ...


class Commanded:
    """By the commands alone, in the process of the test."""

    def try_on_cases(self, draft: int, bundle: Bundle) -> int:
        run = dryrun.begin(bundle, closed_since=SINCE, by="eva", at=now(), draft_id=draft)
        dryrun.carry_out(run, bundle)
        return run

    def publish(self, draft: int, run: int, choices: Mapping[str, Choice], decision: str) -> int:
        wish = Wish(f"Ontwerp {draft}", WHY, cases="all", run_id=run, choices=choices)
        number = commands.ask_to_publish(draft, wish, by=EVA, at=now())
        request = commands.approve(number, decision, by=BAS, at=now())
        assert request.state == "published", request.problem
        assert request.migration_id
        longwork.carry_on()
        return request.migration_id

    def take_back(self, move: int) -> None:
        commands.begin_undo(move, NOT_NOW, by="eva", at=now(), at_once=False)
        longwork.carry_on()


@dataclass(frozen=True)
class Clicked:
    """By two owners who click. `look_at` is the case that they open side by side, `told` what it says."""

    one: Page
    other: Page
    look_at: str
    told: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)  # of the steps that are chosen about

    def try_on_cases(self, draft: int, bundle: Bundle) -> int:
        return hands.try_on_cases(self.one, draft, SINCE.isoformat(), longwork.carry_on)

    def publish(self, draft: int, run: int, choices: Mapping[str, Choice], decision: str) -> int:
        hands.read_beside(self.one, self.look_at, self.told)
        answers = {self.names[step]: (NOT_FOR_THEM, choice.reason) for step, choice in choices.items()}
        return hands.agree(self.other, hands.ask_for_publication(self.one, WHY, answers), longwork.carry_on)

    def take_back(self, move: int) -> None:
        hands.take_back(self.one, move, NOT_NOW, longwork.carry_on)


def found_by(run: int, ids: Mapping[str, str]) -> dict[str, Tried]:
    """Return what a dry run says, by name of the case."""
    names = {case_id: name for name, case_id in ids.items()}
    with reading() as store:
        page, _ = dryruns.case_page(store.connection, run)
    return {names[one.case_id]: Tried(one.stand, tuple(text for *_, text in one.texts)) for one in page}


def results(migration: int, ids: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return what became of each case, and why when it stayed, by name of the case."""
    names = {case_id: name for name, case_id in ids.items()}
    with reading() as store:
        page, _ = journal.case_page(store.connection, migration)
    return {names[one.case_id]: (one.result, one.text) for one in page}

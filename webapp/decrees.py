"""A new decree on equated days (Atw art. 3 lid 3): running cases follow it, and it is told what moved.

A case keeps the version it began with, but a decree is law from the day it is in force. So the difference
between the calendar of the version and the newer one becomes an event of the case, and from then on its
terms and timers are counted with it. The length of a term stays; its end moves only when it ends on such
a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from engine import Change, Engine, Facts, TermBook, local_date
from webapp.processes import definition
from webapp.store import queries
from webapp.store.repository import CaseStore, Rehearsal
from webapp.store.rows import SETTLEMENT
from webapp.store.unit_of_work import reading, unit_of_work

NEW_DATE = "gewijzigde_datum"  # letter that tells the resident of another last day
PAGE = 200  # cases looked up at a time


@dataclass(frozen=True)
class Moved:
    """A term of a case that gets another last day."""

    title: str
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Followed:
    """A case that counts with newer decrees than it did. `moved` is empty when no term ends differently."""

    number: str
    decrees: tuple[str, ...]
    moved: tuple[Moved, ...]
    letter: bool = False


def follow(
    newer: TermBook, *, by: str, at: datetime, apply: bool = False, letter: bool = False
) -> Iterator[Followed]:
    """Yield every open case for which the decrees of `newer` are news; with `apply` they follow them.

    With `letter` the resident whose complaint gets another last day is told of it.
    """
    for case_id in list(_open_cases()):
        if apply:
            with unit_of_work() as store:
                found = _follow(store, case_id, newer, by=by, at=at, apply=True, letter=letter)
        else:
            with reading() as store:
                found = _follow(store, case_id, newer, by=by, at=at, apply=False, letter=letter)
        if found is not None:
            yield found


def _follow(
    store: CaseStore, case_id: str, newer: TermBook, *, by: str, at: datetime, apply: bool, letter: bool
) -> Followed | None:
    record = store.load(case_id)
    version = definition(record.bundle)
    revision = version.terms.revision(newer)
    present = record.facts.get("kalender", {"besluiten": [], "vervallen": []})
    if record.status != "open" or revision == present:
        return None
    names = tuple(_names(revision) or _names(present))
    reason = f"Nieuw besluit over gelijkgestelde dagen: {', '.join(names)}."
    change = _act(Rehearsal(store), case_id, revision, reason, by=by, at=at)
    tells = letter and _tells(change) and f"processes/letters/{NEW_DATE}.md" in version.bundle.files
    if apply:
        change = _act(store, case_id, revision, reason, by=by, at=at, letter=NEW_DATE if tells else "")
    moved = (
        Moved(step.title, step.detail["van"], step.detail["naar"])
        for step in change.steps
        if step.kind == "term"
    )
    return Followed(record.number, names, tuple(moved), tells)


def _act(
    store: CaseStore | Rehearsal,
    case_id: str,
    revision: Facts,
    reason: str,
    *,
    by: str,
    at: datetime,
    letter: str = "",
) -> Change:
    engine = Engine(store, current_app.config["AANTAFEL"].letter_facts(local_date(at)))
    return engine.change_calendar(case_id, revision, reason, by=by, at=at, letter=letter)


def _names(revision: Facts) -> list[str]:
    return [*(decree["naam"] for decree in revision["besluiten"]), *revision["vervallen"]]


def _tells(change: Change) -> bool:
    """Whether the last day of the complaint moves, and there is a resident to tell."""
    moved = {step.bpmn_id for step in change.steps if step.kind == "term"}
    return f"termijn.{SETTLEMENT}" in moved and bool(change.facts.get("inwoner", {}).get("naam"))


def _open_cases() -> Iterator[str]:
    cursor = None
    while True:
        page = queries.case_list(state="open", cursor=cursor, limit=PAGE)
        yield from (line.case_id for line in page.rows)
        cursor = page.next_cursor
        if cursor is None:
            return

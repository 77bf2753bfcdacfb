"""The top of a case file: both clocks, who is to move, what was promised, and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from webapp.cases.term_bar import SETTLEMENT
from webapp.store.queries import CaseHead, DocumentRow, LetterRow, OpenTask, TermView, TimelineEntry, WaitRow
from webapp.wording import is_complaint, role_name

ACKNOWLEDGEMENT = "ontvangstbevestiging"  # key of the term of Awb 9:6
WHO = {
    "inwoner": "De inwoner",
    "aanbieder": "De aanbieder",
    "andere_organisatie": "De andere organisatie",
    "ombudsman": "De ombudsman",
}


@dataclass(frozen=True)
class Clock:
    """A term that runs: what it is, and how many more run beside it."""

    term: TermView
    others: int = 0


@dataclass(frozen=True)
class Mover:
    """Who is to move, and what he has to do."""

    who: str
    what: str
    role: str = ""
    due_on: date | None = None
    task_id: int | None = None


@dataclass(frozen=True)
class Promise:
    """What was agreed with the resident and is not done yet."""

    what: str
    who: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Badge:
    """Something that asks attention. `tone` is late, soon or empty."""

    text: str
    tone: str = ""
    icon: str = "info"


def clocks(terms: Sequence[TermView]) -> tuple[Clock | None, Clock | None]:
    """Return the statutory clock and that of the service norm: of each the term that ends first."""
    statutory = [term for term in terms if term.kind == "statutory" and term.running and term.last_day]
    settlement = [term for term in statutory if term.key == SETTLEMENT]
    service = [term for term in terms if term.kind == "service" and term.running and term.last_day]
    return _first(settlement or statutory), _first(service)


def _first(terms: Sequence[TermView]) -> Clock | None:
    return Clock(terms[0], len(terms) - 1) if terms else None  # the store sorts them by last day


def movers(
    tasks: Sequence[OpenTask], awaited_by: Mapping[int, str], awaited: Sequence[WaitRow]
) -> list[Mover]:
    """Return everyone whose turn it is: who has a task, and whose answer the case waits for."""
    found = [_mover(task, awaited_by.get(task.id, "")) for task in tasks if task.state == "open"]
    for wait in awaited:
        found.append(Mover(WHO.get(wait.awaited, "Een ander"), wait.title))
    return found


def _mover(task: OpenTask, waits_for: str) -> Mover:
    who = WHO.get(waits_for) or task.assignee_name or f"Nog niemand (rol {role_name(task.role)})"
    role = role_name(task.role) if task.assignee_name or waits_for else ""
    return Mover(who, task.title, role, task.due_on, task.id)


def promises(case: CaseHead, entries: Iterable[TimelineEntry]) -> list[Promise]:
    """Return what was promised in the conversations with the resident and is still to be done.

    Told by the names of the questions: `afspraken` (rows of `wat`, `wie`, `wanneer`) or `afspraak` make a
    promise, `nagekomen` settles it, `nieuwe_datum` moves it.
    """
    found: list[Promise] = []
    for entry in entries if case.state == "open" else ():
        if entry.counts and entry.kind == "task_completed" and entry.payload:
            found = _after(found, entry.payload)
    return sorted(found, key=lambda one: one.due_on or date.max)


def _after(found: list[Promise], told: Mapping[str, Any]) -> list[Promise]:
    until = told.get("uiterlijk")
    until = until if isinstance(until, date) else None
    if rows := [row for row in told.get("afspraken") or () if isinstance(row, Mapping) and row.get("wat")]:
        return [Promise(str(row["wat"]), str(row.get("wie") or ""), _day(row.get("wanneer"))) for row in rows]
    if told.get("afspraak"):
        return [Promise(str(told["afspraak"]), due_on=until)]
    if told.get("nagekomen") == "ja":
        return []
    if moved := _day(told.get("nieuwe_datum")):
        return [replace(one, due_on=moved) for one in found]
    return found


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None


def badges(
    case: CaseHead,
    terms: Sequence[TermView],
    letters: Sequence[LetterRow],
    documents: Sequence[DocumentRow],
) -> list[Badge]:
    """Return what asks attention in this case, the gravest first."""
    if case.erased_at is not None:
        return []
    return [*_wrong(case, terms, letters, documents), *_to_know(case, terms)]


def _wrong(
    case: CaseHead, terms: Sequence[TermView], letters: Sequence[LetterRow], documents: Sequence[DocumentRow]
) -> Iterator[Badge]:
    if any(letter.delivery == "dead" for letter in letters):
        yield Badge("Brief niet verstuurd", "late", "mail")
    receipt = next((term for term in terms if term.key == ACKNOWLEDGEMENT), None)
    if case.state == "open" and receipt is not None and receipt.met_on is None:
        yield Badge("Geen ontvangstbevestiging verstuurd", "soon", "mail")
    if any(one.state == "infected" and one.removed_at is None for one in documents):
        yield Badge("Virus in een document", "late", "alert")


def _to_know(case: CaseHead, terms: Sequence[TermView]) -> Iterator[Badge]:
    if case.state == "open" and is_complaint(case.process) and not case.handler_name:
        yield Badge("Nog geen behandelaar", "soon", "people")
    if any(term.adjourned for term in terms):
        yield Badge("Verdaagd", "", "clock")
    if case.confidentiality:
        yield Badge(f"Vertrouwelijkheid: {case.confidentiality.replace('_', ' ')}", "", "info")

"""What someone reads of a complaint about himself: the complaint, his own words, hearings and outcome.

Not the file: no notes of the handler, no statements of others, no address of the resident (Awb 9:9, 9:10).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.commands import RESIDENT
from webapp.involvement import ACCUSED_ROLE
from webapp.processes import answers_in_words, case_context, definition
from webapp.store import queries
from webapp.store.queries import CaseHead, DocumentRow, LetterRow, OpenTask, TimelineEntry

RECIPIENT = "beklaagde"  # in letters: who is complained about
WITH_THE_COMPLAINT = ("klacht", "")  # origin of a document; older ones have none
_HEARING_DUTIES = {"awb.9:10.verslag", "awb.9:10.beklaagde"}  # markers in `wet` of who hears and reports
_REPORT = ("datum", "aanwezig", "gehoord", "verslag")  # of a hearing; the rest is the handler's business


@dataclass(frozen=True)
class Told:
    """Something that was said and written down: questions with their answers."""

    title: str
    at: datetime
    answers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class OwnSide:
    case: CaseHead
    story: str
    enclosures: Sequence[DocumentRow]
    statements: Sequence[Told]
    hearings: Sequence[Told]
    letters: Sequence[LetterRow]
    tasks: Sequence[OpenTask]


def own_side(case: CaseHead, username: str) -> OwnSide:
    """Return the side of a case that `username`, who is complained about, may read."""
    happened = queries.case_timeline(case.case_id)
    entries = [entry for entry in happened if entry.counts and entry.kind == "task_completed"]
    tasks = queries.case_tasks(case.case_id)
    return OwnSide(
        case=case,
        story=case_context(case.case_id).get("zaak", {}).get("omschrijving", ""),
        enclosures=enclosures(case.case_id),
        statements=list(_statements(entries, username)),
        hearings=list(_hearings(entries)),
        letters=[one for one in queries.case_letters(case.case_id) if one.recipient == RECIPIENT],
        tasks=[task for task in tasks if task.state == "open" and task.role == ACCUSED_ROLE],
    )


def enclosures(case_id: str) -> list[DocumentRow]:
    """Return what the resident sent along with the complaint (Awb 9:9), not what came later."""
    present = (one for one in queries.case_documents(case_id) if one.removed_at is None)
    return [one for one in present if one.added_by == RESIDENT and one.origin in WITH_THE_COMPLAINT]


def _statements(entries: Sequence[TimelineEntry], username: str) -> Iterator[Told]:
    for entry in entries:
        element = definition(entry.bundle).elements.get(entry.subject)
        if element and element.role == ACCUSED_ROLE and entry.actor == username:
            yield Told(entry.title, entry.at, answers_in_words(entry.bundle, entry.subject, entry.payload))


def _hearings(entries: Sequence[TimelineEntry]) -> Iterator[Told]:
    for entry in entries:
        element = definition(entry.bundle).elements.get(entry.subject)
        duties = element.properties.get("wet", "").replace(",", " ").split() if element else []
        if not _HEARING_DUTIES.isdisjoint(duties) and entry.payload:
            report = {name: entry.payload[name] for name in _REPORT if name in entry.payload}
            yield Told(entry.title, entry.at, answers_in_words(entry.bundle, entry.subject, report))

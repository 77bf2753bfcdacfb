"""What one must know of the case while doing a task: clocks, who is to move, promises, papers, remarks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from webapp import doubles
from webapp.processes import waits_for
from webapp.store import queries
from webapp.store.queries import LetterRow, NoteRow, PartyRow, RelatedCase, TermView
from webapp.wording import AWAITED, word_of

SETTLEMENT = "afdoening"  # key of the term of Awb 9:11
NOTES = 3  # the last ones; the rest is in the file
LETTERS = 3
_HOW = {"what": ("wat", "afspraak"), "who": ("wie",), "when": ("wanneer", "uiterlijk")}


@dataclass(frozen=True)
class Promise:
    """What was agreed: what, who does it, by when."""

    what: str
    who: str = ""
    when: date | None = None


@dataclass(frozen=True)
class Essentials:
    statutory: TermView | None  # the term of Awb 9:11
    service: TermView | None  # the municipality's own term that ends first
    mover: str  # who is to move
    promises: Sequence[Promise]
    letters: Sequence[LetterRow]
    notes: Sequence[NoteRow]
    more_notes: int
    people: Sequence[PartyRow]
    doubles: Sequence[RelatedCase]


def essentials_of(desk: Any, parties: Sequence[PartyRow], username: str) -> Essentials:
    """Return what stands beside the form, in four statements. The documents have a list of their own."""
    case_id = desk.case.case_id
    terms, notes = queries.case_terms(case_id), queries.case_notes(case_id)
    service = [one for one in terms if one.kind == "service" and one.running and one.last_day]
    return Essentials(
        statutory=next((one for one in terms if one.key == SETTLEMENT), None),
        service=service[0] if service else None,
        mover=_mover(desk.task),
        promises=list(_promises(desk.context)),
        letters=queries.case_letters(case_id)[-LETTERS:][::-1],
        notes=notes[:NOTES],
        more_notes=len(notes[NOTES:]),
        people=[one for one in parties if one.role != "resident"],
        doubles=doubles.of_case(desk.case, username),
    )


def _mover(task: Any) -> str:
    awaited = waits_for(task.bundle, task.bpmn_id)
    if awaited:
        return word_of(AWAITED, awaited)
    return task.assignee_name or task.assignee or f"{task.role}, nog niemand in het bijzonder"


def _promises(context: Mapping[str, Any]) -> Iterator[Promise]:
    """Return what was agreed as long as it is to be kept: `zaak.afspraak_uiterlijk` says until when."""
    until = context.get("zaak", {}).get("afspraak_uiterlijk")
    if not isinstance(until, date):
        return
    found = [
        _promise(row)
        for answers in context.values()
        if isinstance(answers, Mapping) and isinstance(answers.get("afspraken"), list | tuple)
        for row in answers["afspraken"]
        if isinstance(row, Mapping)
    ]
    yield from found or [Promise("De afgesproken oplossing", when=until)]


def _promise(row: Mapping[str, Any]) -> Promise:
    def told(kind: str) -> Any:
        return next((row[name] for name in _HOW[kind] if row.get(name)), "")

    when = told("when")
    return Promise(str(told("what")), str(told("who")), when if isinstance(when, date) else None)

"""Taking back: the last step at once, or a case to an earlier step with a reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine import Change, Engine, EngineError, Event, Preview
from webapp.commands.shared import check_independent, engine_on
from webapp.involvement import COORDINATOR_ROLE
from webapp.store import links, post, queries, work
from webapp.store.queries import CaseHead, Viewer
from webapp.store.repository import CaseStore, Rehearsal
from webapp.store.unit_of_work import reading, unit_of_work

# The offer ends sooner, and the post leaves sooner; this only keeps old pages from undoing old work.
LATEST = timedelta(minutes=20)
TO = ("task_completed", "case_merged")  # before which events a coordinator can take a case back


class UndoTooLate(EngineError):
    """Terugdraaien kan niet meer: er is al iets verstuurd of de zaak is verder. Vraag de coördinator om de \
zaak te heropenen."""

    code = "te_laat_om_terug_te_draaien"


class AmendmentStands(EngineError):
    """Deze wijziging kunt u niet meer ongedaan maken: de brief is al weg of er is iets anders met de zaak \
gebeurd. Klopt het niet, wijzig de gegevens dan opnieuw."""

    code = "wijziging_staat"


class CoordinatorOnly(EngineError):
    """Dit doet de klachtencoördinator. Vraag het aan uw coördinator."""

    code = "alleen_coordinator"


class ReasonMissing(EngineError):
    """Schrijf op waarom. Wie het dossier later leest, wil dat weten."""

    code = "reden_ontbreekt"


@dataclass(frozen=True)
class Reopening:
    """What going back would do. `undone` are the events that would no longer count, oldest first."""

    preview: Preview
    undone: tuple[queries.TimelineEntry, ...]
    sent: tuple[queries.LetterRow, ...]  # left already: stay in the file, are not taken back
    unsent: tuple[queries.LetterRow, ...]  # will not leave any more
    begun: tuple[queries.RelatedCase, ...]  # cases that began and go on


def undo_last(case_id: str, seq: int, *, by: str, at: datetime) -> Change:
    """Take back the task that `by` finished a moment ago, with the letters that are still here.

    What was answered comes back as the draft of the task. Raises UndoTooLate when it was not the last thing
    that happened to the case, when it is too long ago, or when anything has left; Involved.
    """
    with _taking_back(case_id, seq, "task_completed", UndoTooLate, by=by, at=at) as (store, engine):
        change = engine.undo(case_id, seq, by=by, at=at)
        _restore_answers(store, engine, change)
        return change


def undo_amendment(case_id: str, seq: int, *, by: str, at: datetime) -> Change:
    """Take back the change of facts that `by` made a moment ago, with the letter that is still here.

    A task that was taken from a colleague, because the change made him involved, stays with the team. Raises
    AmendmentStands when it was not the last thing that happened to the case, when it is too long ago, or when
    the letter has left; Involved.
    """
    with _taking_back(case_id, seq, "facts_amended", AmendmentStands, by=by, at=at) as (_, engine):
        return engine.undo(case_id, seq, by=by, at=at)


@contextmanager
def _taking_back(
    case_id: str, seq: int, kind: str, too_late: type[EngineError], *, by: str, at: datetime
) -> Iterator[tuple[CaseStore, Engine]]:
    """Lock the case and take what this event sent out of the outbox; refuse when it is too late for that."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        store.load(case_id)
        last = store.history(case_id)[-1]
        is_own = _is_just_done(last, seq, kind, by, at)
        if not is_own or not post.withdraw(store.connection, case_id, [seq]):
            raise too_late
        yield store, engine_on(store, at)


def reopen_case(case_id: str, seq: int, reason: str, *, by: Viewer, at: datetime, seen: int) -> Change:
    """Take a case, open or closed, back to before the step that event `seq` finished, or before a merger.

    What has left stays in the file and is not taken back; what is still here does not leave any more. `seen`
    is the revision on the screen. Raises CoordinatorOnly, Involved, ReasonMissing, CannotGoBack, Conflict.
    """
    _refuse(case_id, by)
    if not reason.strip():
        raise ReasonMissing
    with unit_of_work() as store:
        store.refuse_moved(case_id, seen)
        engine = engine_on(store, at)
        change = engine.reopen(case_id, seq, reason.strip(), by=by.username, at=at, kinds=TO)
        post.withdraw_unsent(store.connection, case_id, [one.seq for one in change.undone])
        if any(one.kind == "case_merged" for one in change.undone):
            links.forget_merger(store.connection, case_id)
        _restore_answers(store, engine, change)
        return change


def preview_reopening(case: CaseHead, seq: int, *, by: Viewer, at: datetime) -> Reopening:
    """Return what :func:`reopen_case` would do; nothing is saved. Raises CoordinatorOnly, Involved."""
    _refuse(case.case_id, by)
    with reading() as store:
        preview = engine_on(Rehearsal(store), at).preview_reopening(
            case.case_id, seq, by=by.username, at=at, kinds=TO
        )
    seqs = {one.seq for one in preview.undone}
    undone = tuple(entry for entry in queries.case_timeline(case.case_id) if entry.seq in seqs)
    ids = {f"{case.case_id}:{step.key}" for entry in undone for step in entry.steps}
    letters = [one for one in queries.case_letters(case.case_id) if one.id in ids]
    return Reopening(
        preview=preview,
        undone=undone,
        sent=tuple(one for one in letters if one.delivery not in ("pending", "dead")),
        unsent=tuple(one for one in letters if one.delivery in ("pending", "dead")),
        begun=tuple(one for one in queries.begun_by(case.case_id, by.username) if one.asked_by in ids),
    )


def _is_just_done(last: Event, seq: int, kind: str, by: str, at: datetime) -> bool:
    own = last.seq == seq and last.kind == kind and last.actor == by
    return own and timedelta() <= at - last.at <= LATEST


def _refuse(case_id: str, by: Viewer) -> None:
    if COORDINATOR_ROLE not in by.roles:
        raise CoordinatorOnly
    check_independent(by.username, case_id)


def _restore_answers(store: CaseStore, engine: Engine, change: Change) -> None:
    """Make what was answered the draft of the tasks that are open again: nothing typed is ever lost."""
    definition = engine.definition(change.bundle)
    open_again = {(task.key.bpmn_id, task.key.occurrence) for task in change.opened}
    for event in change.undone:
        key = (event.subject, event.occurrence)
        if event.kind != "task_completed" or key not in open_again or event.payload is None:
            continue
        form = definition.form(definition.elements[event.subject])
        if form:
            draft = form.initial(event.payload)
            work.restore_answers(
                store.connection, change.case_id, key, draft, event.actor, change.events[-1].at
            )

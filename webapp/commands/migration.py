"""Moving cases to another version together, and taking that back. Each case is one transaction.

The journal is written first: which cases, why, by whom. What was cut off goes on where it stopped, for a
case that has moved is no longer waiting.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from engine import CannotMigrate, Change, Choice, Conflict, Engine, EngineError, MigrationStands
from webapp import clock
from webapp.commands.rewind import ReasonMissing
from webapp.commands.shared import engine_on
from webapp.store import bundles, journal, post, work
from webapp.store.repository import CaseStore
from webapp.store.unit_of_work import reading, unit_of_work

Progress = Callable[[int, int], None]
BEAT_EVERY = 20  # cases
MOVED, REFUSED, UNDONE, STANDS = "moved", "refused", "undone", "stands"


def _quiet(done: int, total: int) -> None:
    """Tell nobody."""


class NotReady(EngineError):
    """Deze versie is nog niet gepubliceerd. Publiceer haar eerst; dan kunnen lopende zaken erheen."""

    code = "versie_niet_gepubliceerd"


class NothingToResume(EngineError):
    """Deze omzetting bestaat niet, of ze is al klaar."""

    code = "omzetting_klaar"


class NothingToUndo(EngineError):
    """Deze omzetting bestaat niet, of ze is al teruggedraaid."""

    code = "omzetting_onbekend"


class NothingToRetry(EngineError):
    """Er zijn geen zaken om opnieuw te proberen, of de omzetting is nog bezig."""

    code = "niets_opnieuw"


class VersionReplaced(EngineError):
    """Intussen geldt een andere versie. Zaken gaan alleen over naar de versie die nu geldt."""

    code = "versie_vervangen"


def plan_migration(
    target: str,
    case_ids: Collection[str] | None,
    choices: Mapping[str, Choice],
    reason: str,
    *,
    by: str,
    at: datetime,
) -> int:
    """Write down which open cases go to another version; None: all that are not there. Returns its number.

    Whoever plans carries it out as well.

    Raises ReasonMissing, NotReady.
    """
    if not reason.strip() or any(not one.do_now and not one.reason.strip() for one in choices.values()):
        raise ReasonMissing
    with unit_of_work() as store:
        if not journal.is_published(store.connection, target):
            raise NotReady
        return journal.plan(
            store.connection, target, kept_choices(choices), reason.strip(), case_ids, by=by, at=at
        )


def kept_choices(choices: Mapping[str, Choice]) -> dict[str, Any]:
    """Return choices as they are kept: None to do it now, else why not and, when so, for whom alone."""
    kept: dict[str, Any] = {}
    for step, one in choices.items():
        why = one.reason.strip()
        kept[step] = None if one.do_now else {"reden": why, "voorbij": True} if one.passed_only else why
    return kept


def choice_of(kept: Any) -> Choice:
    """Return a choice from how it is kept."""
    if isinstance(kept, Mapping):
        return Choice(False, kept["reden"], passed_only=True)
    return Choice(kept is None, kept or "")


def carry_out(migration_id: int, *, at: datetime, progress: Progress = _quiet) -> None:
    """Move every case of a migration that is still waiting. Of what stays the journal says why."""
    with reading() as store:
        told = journal.migration(store.connection, migration_id)
        waiting = journal.cases_with(store.connection, migration_id, journal.WAITING)
    if told.state != "moving":
        return  # done, or being taken back
    choices = {step: choice_of(kept) for step, kept in told.choices.items()}
    for done, case_id in enumerate(waiting, 1):
        try:
            with unit_of_work() as store:
                if _is_still(store, migration_id, case_id, journal.WAITING):
                    change = _moved(store, case_id, told.target, choices, told.moved_by, at, told.reason)
                    journal.note(store.connection, migration_id, change, MOVED)
        except (EngineError, KeyError) as error:
            _refuse(migration_id, case_id, error, REFUSED, before=journal.WAITING)
        _beat(migration_id, done)
        progress(done, len(waiting))
    _finish(migration_id, journal.WAITING, "moved")


def migrate_case(
    case_id: str,
    target: str,
    choices: Mapping[str, Choice],
    reason: str,
    *,
    by: str,
    at: datetime,
    seen: int | None = None,
) -> Change:
    """Move one case, with the choices for it alone. `seen` is its revision when it was tried.

    Raises CannotMigrate, CaseClosed, Conflict, ReasonMissing, NotReady.
    """
    if seen is not None:
        with unit_of_work() as store:
            store.refuse_moved(case_id, seen)
    number = plan_migration(target, [case_id], choices, reason, by=by, at=at)
    with unit_of_work() as store:
        change = _moved(store, case_id, target, choices, by, at, reason.strip())
        journal.note(store.connection, number, change, MOVED)
        journal.finish(store.connection, number, "moved")
        return change


def undo_migration(
    migration_id: int, reason: str, *, by: str, at: datetime, progress: Progress = _quiet
) -> None:
    """Take a migration back. A case with which something happened since stays where it is.

    Raises NothingToUndo, ReasonMissing.
    """
    begin_undo(migration_id, reason, by=by, at=at)
    _take_back(migration_id, at, progress)


def begin_undo(migration_id: int, reason: str, *, by: str, at: datetime, at_once: bool = True) -> None:
    """Write down that a migration is taken back. Without `at_once` the clock carries it out.

    Raises NothingToUndo, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    with unit_of_work() as store:
        if not journal.begin_undo(
            store.connection, migration_id, reason.strip(), by=by, at=at, at_once=at_once
        ):
            raise NothingToUndo


def resume_migration(migration_id: int, *, at: datetime, progress: Progress = _quiet) -> bool:
    """Go on with a migration, there or back, that was begun or cut off; False when another is at it.

    Raises NothingToResume.
    """
    with unit_of_work() as store:
        try:
            told = journal.migration(store.connection, migration_id)
        except KeyError as error:
            raise NothingToResume from error
        if told.state not in ("moving", "undoing"):
            raise NothingToResume
        if not journal.claim(store.connection, migration_id, at):
            return False
    if told.state == "moving":
        carry_out(migration_id, at=at, progress=progress)
    else:
        _take_back(migration_id, at, progress)
    return True


def retry_migration(migration_id: int) -> int:
    """Try the cases that stayed once more, in the same migration; the clock carries it out. How many?

    Who agreed to the migration agreed to these as well. Raises NothingToRetry, VersionReplaced.
    """
    with unit_of_work() as store:
        try:
            told = journal.migration(store.connection, migration_id)
        except KeyError as error:
            raise NothingToRetry from error
        if told.target != bundles.current(store.connection):
            raise VersionReplaced
        found = journal.retry(store.connection, migration_id)
        if not found:
            raise NothingToRetry  # which takes back that it began
        return found


def _take_back(migration_id: int, at: datetime, progress: Progress) -> None:
    with reading() as store:
        told = journal.migration(store.connection, migration_id)
        moved = journal.cases_with(store.connection, migration_id, MOVED)
    by, reason = told.undone_by, told.undone_reason
    for done, case_id in enumerate(moved, 1):
        try:
            with unit_of_work() as store:
                if _is_still(store, migration_id, case_id, MOVED):
                    _refuse_when_gone_on(store, migration_id, case_id)
                    change = engine_on(store, at).undo_migration(case_id, by=by, at=at, reason=reason)
                    if _wrote_letters(told.choices):
                        post.withdraw_unsent(store.connection, case_id, [change.events[-1].occurrence])
                    journal.note(store.connection, migration_id, change, UNDONE)
        except EngineError as error:
            _refuse(migration_id, case_id, error, STANDS, before=MOVED)
        _beat(migration_id, done)
        progress(done, len(moved))
    _finish(migration_id, MOVED, "undone")


def _is_still(store: CaseStore, migration_id: int, case_id: str, result: str) -> bool:
    """Whether nobody else did this case meanwhile; its row is locked, so nobody else can now."""
    store.load(case_id)
    return journal.result_of(store.connection, migration_id, case_id) == result


def _beat(migration_id: int, done: int) -> None:
    if done % BEAT_EVERY == 0:
        with unit_of_work() as store:
            journal.beat(store.connection, migration_id, clock.now())


def _finish(migration_id: int, waiting: str, state: Literal["moved", "undone"]) -> None:
    """Close the journal, unless somebody else still has cases in hand."""
    with unit_of_work() as store:
        if not journal.cases_with(store.connection, migration_id, waiting):
            journal.finish(store.connection, migration_id, state)


def _wrote_letters(choices: Mapping[str, Any]) -> bool:
    """Whether something may have gone into the post: only a choice to do it now writes a letter."""
    return any(reason is None for reason in choices.values())


def _refuse_when_gone_on(store: CaseStore, migration_id: int, case_id: str) -> None:
    """A later move of the same case is not this one."""
    if store.load(case_id).last_seq != journal.moved_by(store.connection, migration_id, case_id):
        raise MigrationStands


def _moved(
    store: CaseStore,
    case_id: str,
    target: str,
    choices: Mapping[str, Choice],
    by: str,
    at: datetime,
    reason: str,
) -> Change:
    engine = engine_on(store, at)
    change = engine.migrate(case_id, target, choices, by=by, at=at, reason=reason)
    _keep_answers(store, engine, change)
    return change


def _keep_answers(store: CaseStore, engine: Engine, change: Change) -> None:
    """Make what was answered in steps that are done anew their draft: nothing typed is ever lost."""
    definition = engine.definition(change.bundle)
    for event in change.undone:
        element = definition.elements.get(event.subject)
        form = definition.form(element) if element else None
        if event.kind == "task_completed" and form and event.payload is not None:
            draft = form.initial(event.payload)
            key = (event.subject, event.occurrence)
            work.keep_answers(store.connection, change.case_id, key, draft, event.actor, change.events[-1].at)


def _refuse(migration_id: int, case_id: str, error: Exception, result: str, *, before: str) -> None:
    why = str(error) if isinstance(error, CannotMigrate | MigrationStands | Conflict) else _sentence(error)
    with unit_of_work() as store:
        if journal.result_of(store.connection, migration_id, case_id) == before:
            journal.refuse(store.connection, migration_id, case_id, result, why)


def _sentence(error: Exception) -> str:
    """Return what an error says in general: its detail may hold what somebody wrote."""
    return error.sentence if isinstance(error, EngineError) else EngineError("").sentence


__all__: Sequence[str] = (
    "NotReady",
    "NothingToResume",
    "NothingToRetry",
    "NothingToUndo",
    "VersionReplaced",
    "begin_undo",
    "carry_out",
    "choice_of",
    "kept_choices",
    "migrate_case",
    "plan_migration",
    "resume_migration",
    "retry_migration",
    "undo_migration",
)  # fmt: skip

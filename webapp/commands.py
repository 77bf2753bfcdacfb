"""What people and the clock can do to a case. Each command is one unit of work: all of it or nothing."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, BinaryIO

from flask import current_app
from sqlalchemy.exc import IntegrityError

from engine import (
    Change,
    Conflict,
    Engine,
    EngineError,
    Facts,
    Preview,
    Store,
    TaskKey,
    TaskNotOpen,
    local_date,
)
from webapp.config import Settings
from webapp.involvement import ACCUSED_ROLE, Involved, may_do
from webapp.store import bundles, numbering, papers, queries, work
from webapp.store.queries import OpenTask, Viewer
from webapp.store.repository import Rehearsal
from webapp.store.unit_of_work import reading, unit_of_work

MAIN_PROCESS = "klachtbehandeling"
RESIDENT = "inwoner"  # who acts when a resident does
CLOCK = "klok"
COLLEAGUE = "medewerker"  # source of what colleagues record


class NotYours(EngineError):
    """Deze taak is voor een andere rol of ligt bij een collega."""

    code = "taak_niet_van_u"


class ColleagueInvolved(EngineError):
    """Deze collega is bij de klacht betrokken en mag haar niet behandelen (Awb artikel 9:7). Kies iemand \
anders."""

    code = "collega_betrokken"


@dataclass(frozen=True)
class Filed:
    """A complaint that was taken in. `token` opens the resident's status page."""

    case_id: str
    number: str
    token: str


def file_complaint(
    answers: Facts,
    *,
    by: str,
    at: datetime,
    facts: Facts | None = None,
    source: str = "web",
    key: str | None = None,
    process: str = MAIN_PROCESS,
) -> Filed:
    """Start a case. `answers` follow the start form; `facts` are what the system knows itself.

    The same `key` (idempotency key of a form, Message-ID of a mail) from the same `source` gives the
    same case, also when both come in at once. Raises InvalidAnswers, NothingPublished.
    """
    try:
        return _file(answers, by=by, at=at, facts=facts or {}, source=source, key=key, process=process)
    except IntegrityError:
        if key is None:
            raise
        with reading() as store:  # the other one won; hand out its case
            case_id = numbering.seen_before(store.connection, source, key)
        if case_id is None:
            raise
        return _filed(case_id)


def start_case(
    process: str, answers: Facts, *, by: str, at: datetime, facts: Facts | None = None, key: str
) -> Filed:
    """Start a case for a colleague, who answered the start form. `facts` win over what is known by itself.

    What is no complaint is called by its process and has no receipt date, so no term of the law runs in
    it. Raises InvalidAnswers, NothingPublished.
    """
    told = (facts or {}).get("zaak", {})
    by_itself = {} if process == MAIN_PROCESS else {"soort": process, "begonnen_op": local_date(at)}
    answered = answers.get("zaak", {})
    if isinstance(answered, Mapping) and answered.get("kanaal"):
        by_itself["kanaal"] = answered["kanaal"]
    known = {**(facts or {}), "zaak": by_itself | told}
    return file_complaint(answers, by=by, at=at, facts=known, source=COLLEAGUE, key=key, process=process)


def begin_follow_up(outbox_id: str, process: str, facts: Facts, *, at: datetime) -> Filed:
    """Start the case that a step of another case asked for (building block `start_zaak`), exactly once.

    `at` is the moment of that step, so that a worker that was late changes nothing. Asked again, it gives
    the case that is there. Raises UnknownProcess, InvalidAnswers, NothingPublished.
    """
    return file_complaint(
        facts, by=CLOCK, at=at, facts=facts, source=numbering.FOLLOW_UP, key=outbox_id, process=process
    )


def complete_task(task_id: int, answers: Facts, *, by: Viewer, at: datetime) -> Change:
    """Complete a task.

    Raises NotYours, Involved, HandlerInvolved, TaskNotOpen, InvalidAnswers, MissingLetterValue, Conflict.
    """
    task = _task_of(task_id, by)
    with unit_of_work() as store:
        return _engine(store, at).complete(_key(task), answers, by=by.username, at=at)


def preview_task(task_id: int, answers: Facts, *, by: Viewer, at: datetime) -> Preview:
    """Return what completing would do; nothing is saved. Raises NotYours, Involved, TaskNotOpen."""
    task = _task_of(task_id, by)
    with reading() as store:
        preview = _engine(store, at).preview(_key(task), answers, by=by.username, at=at)
        if preview.problems:
            return preview
        change = _engine(Rehearsal(store), at).complete(_key(task), answers, by=by.username, at=at)
        problem = store.objection(change)
    return replace(preview, problems=(problem,)) if problem else preview


def send_message(case_id: str, name: str, payload: Facts, *, by: str, at: datetime) -> Change:
    """Deliver a message to a waiting case. Raises UnknownCase, NobodyWaits, Involved."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        return _engine(store, at).message(case_id, name, payload, by=by, at=at)


def amend(
    case_id: str,
    facts: Facts,
    reason: str,
    *,
    by: str,
    at: datetime,
    letter: str = "",
    seen: int | None = None,
) -> Change:
    """Change facts of a case, with the reason; `letter` names one that leaves because of it.

    `seen` is the revision that the reader had on the screen. Raises UnknownCase, Conflict, Involved,
    HandlerInvolved, MissingLetterValue.
    """
    check_independent(by, case_id)
    with unit_of_work() as store:
        if seen is not None and store.load(case_id).rev != seen:
            raise Conflict
        return _engine(store, at).amend(case_id, facts, reason, by=by, at=at, letter=letter)


def preview_amendment(
    case_id: str, facts: Facts, reason: str, *, by: str, at: datetime, letter: str = ""
) -> Preview:
    """Return what :func:`amend` would do; nothing is saved. Raises UnknownCase, Involved."""
    check_independent(by, case_id)
    with reading() as store:
        preview = _engine(store, at).preview_amendment(case_id, facts, reason, by=by, at=at, letter=letter)
        if preview.problems:
            return preview
        change = _engine(Rehearsal(store), at).amend(case_id, facts, reason, by=by, at=at)
        problem = store.objection(change)
    return replace(preview, problems=(problem,)) if problem else preview


def add_party(case_id: str, party: Mapping[str, str], reason: str, *, by: str, at: datetime) -> Change:
    """Add a party to a case, with the reason. `party` has `rol` (see `involvement.LISTED`) and `naam`.

    Raises UnknownCase, Involved, HandlerInvolved.
    """
    return _change_parties(case_id, lambda present: [*present, dict(party)], reason, by=by, at=at)


def remove_party(case_id: str, place: int, name: str, reason: str, *, by: str, at: datetime) -> Change:
    """Remove the party at `place` in the list. Raises Conflict when somebody else stands there by now."""

    def without(present: list[Any]) -> list[Any]:
        if not 0 <= place < len(present) or present[place].get("naam") != name:
            raise Conflict
        return present[:place] + present[place + 1 :]

    return _change_parties(case_id, without, reason, by=by, at=at)


def fire_due(case_id: str, at: datetime) -> Change | None:
    """Fire every timer of a case that is due; None when another worker was first."""
    with unit_of_work() as store:
        return fire_due_in(store, case_id, at)


def fire_due_in(store: Store, case_id: str, at: datetime) -> Change | None:
    """The same within a unit of work that the tick has opened to claim the case."""
    return _engine(store, at).fire_due(case_id, at=at)


def claim_task(task_id: int, *, by: Viewer) -> None:
    """Take a free task. Raises NotYours, Involved, TakenByColleague."""
    _task_of(task_id, by)
    with unit_of_work() as store:
        work.claim(store.connection, task_id, by.username)


def release_task(task_id: int, *, by: Viewer) -> None:
    """Give one's own task back to its role. Raises TakenByColleague."""
    with unit_of_work() as store:
        work.release(store.connection, task_id, by.username)


def reassign_task(task_id: int, username: str, *, seen: str | None) -> None:
    """Give a task to a colleague with its role. `seen`: who had it on the screen (None: nobody).

    Raises NotYours when `username` lacks the role, Involved when the complaint concerns that colleague,
    TakenByColleague when it moved meanwhile.
    """
    task = _open(task_id)
    if task.role != ACCUSED_ROLE and queries.stake(username, task.case_id).bars:
        raise ColleagueInvolved
    if username not in {name for name, _ in queries.colleagues(task.role, task.case_id)}:
        raise NotYours(f"{username} heeft de rol {task.role} niet.")
    with unit_of_work() as store:
        work.reassign(store.connection, task_id, username, seen=seen)


def save_draft(task_id: int, draft: Mapping[str, Any] | None, *, by: Viewer, at: datetime) -> None:
    """Keep what was typed so far; None forgets it. Raises NotYours, Involved, TakenByColleague."""
    _task_of(task_id, by)
    with unit_of_work() as store:
        work.save_draft(store.connection, task_id, draft, by.username, at)


def add_note(case_id: str, text: str, *, by: str, at: datetime, pinned: bool = False) -> int:
    """Add a remark to a case; return its id. Raises Involved."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        return papers.add_note(store.connection, case_id, text, by=by, at=at, pinned=pinned)


def add_document(
    case_id: str, stream: BinaryIO, *, filename: str, media_type: str, by: str, at: datetime
) -> int:
    """Keep a file in quarantine with a case; return its id. Raises Involved."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        return papers.add_document(
            store.connection, _settings().documents, case_id, stream,
            filename=filename, media_type=media_type, by=by, at=at,
        )  # fmt: skip


def publish_bundle(bundle: str, files: Mapping[str, bytes], *, label: str, by: str, at: datetime) -> bool:
    """Make a checked bundle the version that new cases start with; return whether it was new."""
    with unit_of_work() as store:
        return bundles.publish(store.connection, bundle, files, label=label, by=by, at=at)


def check_independent(username: str, case_id: str) -> None:
    """Raise Involved when this account must keep away from the case (Awb 9:7)."""
    if queries.stake(username, case_id).bars:
        raise Involved


# -- shared ---------------------------------------------------------------------------------------


def _change_parties(
    case_id: str, change: Callable[[list[Any]], list[Any]], reason: str, *, by: str, at: datetime
) -> Change:
    """Change the list of parties in one go, so that two coordinators never undo each other."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        present = list(store.load(case_id).facts.get("partijen") or ())
        return _engine(store, at).amend(case_id, {"partijen": change(present)}, reason, by=by, at=at)


def _file(
    answers: Facts, *, by: str, at: datetime, facts: Facts, source: str, key: str | None, process: str
) -> Filed:
    with unit_of_work() as store:
        connection = store.connection
        if key is not None and (earlier := numbering.seen_before(connection, source, key)):
            return _filed(earlier)
        number, token = numbering.next_number(connection, local_date(at).year), secrets.token_urlsafe(24)
        case_id = _case_id(number)
        known = {**facts, "zaak": {"kanaal": source, **facts.get("zaak", {}), "volgcode": token}}
        _engine(store, at).start(
            process, answers, facts=known, case_id=case_id, number=number, by=by, at=at,
            bundle=bundles.current(connection),
        )  # fmt: skip
        if key is not None:
            numbering.remember(connection, source, key, case_id, at)
    return Filed(case_id, number, token)


def _case_id(number: str) -> str:
    """Return a new id. It begins with the number, so that rows of cases lie in order in the indexes, and
    ends in chance, so that two installations never give their letters the same Message-ID.
    """
    return "".join(filter(str.isdigit, number)) + secrets.token_hex(4)


def _filed(case_id: str) -> Filed:
    head = queries.case_by_id(case_id)
    assert head is not None, "a remembered case exists"
    return Filed(head.case_id, head.number, head.token)


def _engine(store: Store, at: datetime) -> Engine:
    return Engine(store, _settings().letter_facts(local_date(at)))


def _settings() -> Settings:
    settings: Settings = current_app.config["AANTAFEL"]
    return settings


def _open(task_id: int) -> OpenTask:
    task = queries.open_task(task_id)
    if task is None or task.state != "open":
        raise TaskNotOpen
    return task


def _task_of(task_id: int, viewer: Viewer) -> OpenTask:
    task = _open(task_id)
    stake = queries.stake(viewer.username, task.case_id)
    if stake.bars and task.role != ACCUSED_ROLE:
        raise Involved
    if not may_do(task, viewer, stake):
        raise NotYours(f"Hij is van {task.assignee_name or task.assignee or task.role}.")
    return task


def _key(task: OpenTask) -> TaskKey:
    return TaskKey(task.case_id, task.bpmn_id, task.occurrence)

"""Who has a task, and what they have typed so far. First come, first served; the second is told."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, delete, insert, or_, select, update

from engine import EngineError
from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import upsert
from webapp.store.models import Handover, Outbox, Task, TaskVisit
from webapp.store.rows import of_case

VISIT_KEPT = timedelta(days=1)


class TakenByColleague(EngineError):
    """Een collega was u voor: deze taak ligt nu bij iemand anders of is al afgerond."""

    code = "taak_bij_collega"


class DraftMoved(EngineError):
    """Een collega heeft in deze taak intussen iets anders getypt. Bekijk wat er staat en kies."""

    code = "concept_van_collega"


def claim(connection: Connection, task_id: int, username: str) -> None:
    """Give an unassigned open task to `username`; raise TakenByColleague when it no longer is.

    Claiming what one has already is fine.
    """
    free = or_(Task.assignee.is_(None), Task.assignee == username)
    _assign(connection, task_id, username, free)


def release(connection: Connection, task_id: int, username: str) -> None:
    """Put a task of `username` back in the queue of its role; the draft stays."""
    _assign(connection, task_id, None, Task.assignee == username)


def reassign(connection: Connection, task_id: int, username: str, *, seen: str | None) -> None:
    """Give an open task to `username`. `seen` is who had it on the screen of whoever decides."""
    _assign(connection, task_id, username, Task.assignee.is_not_distinct_from(seen))


def reassign_all(connection: Connection, tasks: Mapping[int, str | None], username: str | None) -> set[int]:
    """Give open tasks (id → who has it now) to `username`, or to nobody; return the ids that went.

    One statement for each person who had some of them.
    """
    moved: set[int] = set()
    by_holder: dict[str | None, list[int]] = {}
    for task_id, holder in sorted(tasks.items()):
        by_holder.setdefault(holder, []).append(task_id)
    for holder, ids in by_holder.items():
        seen = (Task.state == "open", Task.assignee.is_not_distinct_from(holder))
        values = {"assignee": username, "queue": _queue(username)}
        statement = update(Task).where(Task.id.in_(ids), *seen).values(values).returning(Task.id)
        moved.update(connection.execute(statement).scalars())
    return moved


def remember_handover(
    connection: Connection, moved: Sequence[tuple[int, str | None, str | None]], by: str, at: datetime
) -> int:
    """Keep what changed hands, as (task, before, after); return the number to take it back by."""
    values = {"by": by, "at": at, "moved": [list(one) for one in moved]}
    statement = insert(Handover).values(values).returning(Handover.id)
    number: int = connection.execute(statement).scalar_one()
    return number


def close_handover(connection: Connection, handover_id: int, at: datetime) -> bool:
    """Mark a handover as taken back; return whether this was the first time."""
    first = (Handover.id == handover_id, Handover.taken_back_at.is_(None))
    return connection.execute(update(Handover).where(*first).values(taken_back_at=at)).rowcount == 1


def save_draft(
    connection: Connection,
    task_id: int,
    draft: Mapping[str, Any] | None,
    username: str,
    at: datetime,
    *,
    seen: str = "",
    on_behalf: str = "",
) -> None:
    """Keep what was typed, or forget it (None). Only on a task that is free, one's own, or that
    of the colleague `on_behalf` of whom it is done.

    `seen` is the stamp of the draft on the screen of who typed. Raises TakenByColleague, or DraftMoved
    when there is a newer draft of somebody else by now.
    """
    check_draft(connection, task_id, username, seen=seen)
    free = or_(Task.assignee.is_(None), Task.assignee == (on_behalf or username))
    values = {"draft": draft, "draft_by": username, "draft_at": None if draft is None else at}
    _update(connection, task_id, values, free)


def restore_answers(
    connection: Connection,
    case_id: str,
    key: tuple[str, int],
    draft: Mapping[str, Any],
    by: str,
    at: datetime,
) -> None:
    """Put what was answered before back as the draft of an open task."""
    _give_back(connection, case_id, key, Task.state == "open", draft, by, at)


def keep_answers(
    connection: Connection,
    case_id: str,
    key: tuple[str, int],
    draft: Mapping[str, Any],
    by: str,
    at: datetime,
) -> None:
    """Keep what was answered for when the task is open again; what somebody typed since goes before."""
    _give_back(connection, case_id, key, Task.draft.is_(None), draft, by, at)


def _give_back(
    connection: Connection, case_id: str, key: tuple[str, int], fits: Any, draft: Mapping[str, Any], by: str,
    at: datetime,
) -> None:  # fmt: skip
    this = (Task.case_id == case_id, Task.bpmn_id == key[0], Task.occurrence == key[1], fits)
    connection.execute(update(Task).where(*this).values(draft=draft, draft_by=by, draft_at=at))


def draft_stamp(by: str | None, at: datetime | None) -> str:
    """Return the mark of a draft: who typed last, and when; empty when there is none."""
    return f"{at.astimezone(UTC).isoformat()} {by}" if at else ""


def check_draft(connection: Connection, task_id: int, username: str, *, seen: str) -> None:
    """Raise DraftMoved when somebody else has typed since; the row stays as it is until this work ends."""
    statement = select(Task.draft_by, Task.draft_at).where(Task.id == task_id).with_for_update()
    row = connection.execute(statement).one_or_none()
    if (
        row
        and row.draft_at is not None
        and row.draft_by != username
        and draft_stamp(row.draft_by, row.draft_at) != seen
    ):
        raise DraftMoved


def note_visit(connection: Connection, task_id: int, username: str, at: datetime) -> None:
    """Note that somebody has a task open; visits of long ago are forgotten."""
    old = and_(TaskVisit.task_id == task_id, TaskVisit.seen_at < at - VISIT_KEPT)
    connection.execute(delete(TaskVisit).where(old))
    row = {"task_id": task_id, "username": username, "seen_at": at}
    upsert(connection, TaskVisit, ("task_id", "username"), [row])


def hold_post(connection: Connection, case_id: str, written_at: datetime, until: datetime) -> bool:
    """Keep what an event at `written_at` sends in the building until then; False when some of it left."""
    mine = (of_case(Outbox, case_id), Outbox.created_at == written_at)
    gone = select(Outbox.id).where(*mine, or_(Outbox.state != "pending", Outbox.lease_token > 0)).limit(1)
    if connection.execute(gone).first():
        return False
    return connection.execute(update(Outbox).where(*mine).values(next_at=until)).rowcount > 0


def _assign(connection: Connection, task_id: int, username: str | None, condition: Any) -> None:
    _update(connection, task_id, {"assignee": username, "queue": _queue(username)}, condition)


def _queue(username: str | None) -> Any:
    """Where a task lies. What the accused must answer never lies in a queue of handlers, not even his own."""
    return case((Task.role == ACCUSED_ROLE, Task.role), else_=f"@{username}") if username else Task.role


def _update(connection: Connection, task_id: int, values: dict[str, Any], condition: Any) -> None:
    statement = update(Task).where(Task.id == task_id, Task.state == "open", condition).values(values)
    if connection.execute(statement).rowcount != 1:
        raise TakenByColleague

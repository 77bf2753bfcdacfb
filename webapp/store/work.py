"""Who has a task, and what they have typed so far. First come, first served; the second is told."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, or_, select, update

from engine import EngineError
from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import upsert
from webapp.store.models import Memo, Task


class TakenByColleague(EngineError):
    """Een collega was u voor: deze taak ligt nu bij iemand anders of is al afgerond."""

    code = "taak_bij_collega"


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
    number = secrets.randbelow(2**31)
    content = {"by": by, "moved": [list(one) for one in moved], "taken_back_at": None}
    upsert(connection, Memo, ("name",), [{"name": f"overdracht {number}", "at": at, "content": content}])
    return number


def close_handover(connection: Connection, handover_id: int, at: datetime) -> bool:
    """Mark a handover as taken back; return whether this was the first time."""
    name = f"overdracht {handover_id}"
    told = connection.execute(select(Memo.content).where(Memo.name == name).with_for_update()).scalar_one()
    if told["taken_back_at"] is not None:
        return False
    content = {**told, "taken_back_at": at}
    connection.execute(update(Memo).where(Memo.name == name).values(content=content))
    return True


def save_draft(
    connection: Connection, task_id: int, draft: Mapping[str, Any] | None, username: str, at: datetime
) -> None:
    """Keep what was typed, or forget it (None). Only on a task that is free or one's own."""
    free = or_(Task.assignee.is_(None), Task.assignee == username)
    values = {"draft": draft, "draft_by": username, "draft_at": None if draft is None else at}
    _update(connection, task_id, values, free)


def _assign(connection: Connection, task_id: int, username: str | None, condition: Any) -> None:
    _update(connection, task_id, {"assignee": username, "queue": _queue(username)}, condition)


def _queue(username: str | None) -> Any:
    """Where a task lies. What the accused must answer never lies in a queue of handlers, not even his own."""
    return case((Task.role == ACCUSED_ROLE, Task.role), else_=f"@{username}") if username else Task.role


def _update(connection: Connection, task_id: int, values: dict[str, Any], condition: Any) -> None:
    statement = update(Task).where(Task.id == task_id, Task.state == "open", condition).values(values)
    if connection.execute(statement).rowcount != 1:
        raise TakenByColleague

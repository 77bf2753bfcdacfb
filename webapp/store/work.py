"""Who has a task, and what they have typed so far. First come, first served; the second is told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, case, or_, update

from engine import EngineError
from webapp.involvement import ACCUSED_ROLE
from webapp.store.models import Task


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


def save_draft(
    connection: Connection,
    task_id: int,
    draft: Mapping[str, Any] | None,
    username: str,
    at: datetime,
    *,
    on_behalf: str = "",
) -> None:
    """Keep what was typed, or forget it (None). Only on a task that is free, one's own, or that of the
    colleague `on_behalf` of whom it is done."""
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
    mine = (Task.case_id == case_id, Task.bpmn_id == key[0], Task.occurrence == key[1], Task.state == "open")
    values = {"draft": draft, "draft_by": by, "draft_at": at}
    connection.execute(update(Task).where(*mine).values(values))


def keep_answers(
    connection: Connection,
    case_id: str,
    key: tuple[str, int],
    draft: Mapping[str, Any],
    by: str,
    at: datetime,
) -> None:
    """Keep what was answered for when the task is open again; what somebody typed since goes before."""
    mine = (Task.case_id == case_id, Task.bpmn_id == key[0], Task.occurrence == key[1], Task.draft.is_(None))
    values = {"draft": draft, "draft_by": by, "draft_at": at}
    connection.execute(update(Task).where(*mine).values(values))


def _assign(connection: Connection, task_id: int, username: str | None, condition: Any) -> None:
    # What the accused must answer never lies in a queue of handlers, not even his own.
    queue = case((Task.role == ACCUSED_ROLE, Task.role), else_=f"@{username}") if username else Task.role
    _update(connection, task_id, {"assignee": username, "queue": queue}, condition)


def _update(connection: Connection, task_id: int, values: dict[str, Any], condition: Any) -> None:
    statement = update(Task).where(Task.id == task_id, Task.state == "open", condition).values(values)
    if connection.execute(statement).rowcount != 1:
        raise TakenByColleague

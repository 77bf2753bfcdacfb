"""Tasks: do them, try them, take them, give them back, hand them on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine import Change, Facts, Preview
from webapp.commands.shared import ColleagueInvolved, NotYours, engine_on, key_of, open_task, task_of
from webapp.commands.substitution import stand_in, tell_assigned
from webapp.involvement import ACCUSED_ROLE
from webapp.store import queries, work
from webapp.store.queries import Viewer
from webapp.store.repository import Rehearsal
from webapp.store.unit_of_work import reading, unit_of_work


def complete_task(task_id: int, answers: Facts, *, by: Viewer, at: datetime) -> Change:
    """Complete a task.

    Raises NotYours, Involved, HandlerInvolved, TaskNotOpen, InvalidAnswers, MissingLetterValue, Conflict,
    SecondPersonNeeded.
    """
    task = task_of(task_id, by)
    with unit_of_work() as store:
        store.on_behalf = stand_in(task, by, at)
        return engine_on(store, at).complete(key_of(task), answers, by=by.username, at=at)


def preview_task(task_id: int, answers: Facts, *, by: Viewer, at: datetime) -> Preview:
    """Return what completing would do; nothing is saved. Raises NotYours, Involved, TaskNotOpen."""
    task = task_of(task_id, by)
    stand_in(task, by, at)
    with reading() as store:
        preview = engine_on(store, at).preview(key_of(task), answers, by=by.username, at=at)
        if preview.problems:
            return preview
        change = engine_on(Rehearsal(store), at).complete(key_of(task), answers, by=by.username, at=at)
        problem = store.objection(change)
    return replace(preview, problems=(problem,)) if problem else preview


def claim_task(task_id: int, *, by: Viewer) -> None:
    """Take a free task. Raises NotYours, Involved, TakenByColleague."""
    task_of(task_id, by)
    with unit_of_work() as store:
        work.claim(store.connection, task_id, by.username)


def release_task(task_id: int, *, by: Viewer) -> None:
    """Give one's own task back to its role. Raises TakenByColleague."""
    with unit_of_work() as store:
        work.release(store.connection, task_id, by.username)


def reassign_task(
    task_id: int, username: str, *, seen: str | None, by: str = "", at: datetime | None = None
) -> None:
    """Give a task to a colleague with its role. `seen`: who had it on the screen (None: nobody).

    With `by` and `at` the bell rings for who gets it, unless he takes it himself.
    Raises NotYours when `username` lacks the role, Involved when the complaint concerns that colleague,
    TakenByColleague when it moved meanwhile.
    """
    task = open_task(task_id)
    if task.role != ACCUSED_ROLE and queries.stake(username, task.case_id).bars:
        raise ColleagueInvolved
    if username not in {name for name, _ in queries.colleagues(task.role, task.case_id)}:
        raise NotYours(f"{username} heeft de rol {task.role} niet.")
    with unit_of_work() as store:
        work.reassign(store.connection, task_id, username, seen=seen)
        if by and at and by != username:
            tell_assigned(store.connection, [username], task, by=by, at=at)


def save_draft(task_id: int, draft: Mapping[str, Any] | None, *, by: Viewer, at: datetime) -> None:
    """Keep what was typed so far; None forgets it. Raises NotYours, Involved, TakenByColleague."""
    on_behalf = task_of(task_id, by).on_behalf_of(by)
    with unit_of_work() as store:
        work.save_draft(store.connection, task_id, draft, by.username, at, on_behalf=on_behalf)

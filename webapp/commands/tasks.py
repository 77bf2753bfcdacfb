"""Tasks: do them, try them, take them, give them back, hand them on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from engine import Change, Facts, Preview, TaskKey
from webapp.commands.letters import ChangedLetter, LetterMoved, has_moved
from webapp.commands.shared import (
    ColleagueInvolved,
    NotYours,
    engine_on,
    key_of,
    open_task,
    settings,
    task_of,
)
from webapp.commands.substitution import stand_in, tell_assigned
from webapp.involvement import ACCUSED_ROLE
from webapp.store import queries, work
from webapp.store.queries import Viewer
from webapp.store.repository import Rehearsal
from webapp.store.unit_of_work import reading, unit_of_work


@dataclass(frozen=True)
class Foresight:
    """What completing a task would do, and who would get the next tasks (by name)."""

    preview: Preview
    people: Mapping[TaskKey, str]


def complete_task(
    task_id: int,
    answers: Facts,
    *,
    by: Viewer,
    at: datetime,
    letters: Mapping[str, ChangedLetter] | None = None,
    seen: str = "",
) -> Change:
    """Complete a task. What it sends stays in the building for the time in which it can be undone.

    `seen` is the stamp of the draft that was on the screen. Raises NotYours, Involved, HandlerInvolved,
    TaskNotOpen, InvalidAnswers, MissingLetterValue, LetterLacksDuty, LetterMoved, DraftMoved, Conflict,
    SecondPersonNeeded.
    """
    task, changed = task_of(task_id, by), letters or {}
    with unit_of_work() as store:
        store.on_behalf = stand_in(task, by, at)
        work.check_draft(store.connection, task_id, by.username, seen=seen)
        store.hold = timedelta(seconds=settings().undo_seconds)
        texts = {key: letter.text for key, letter in changed.items()}
        change = engine_on(store, at).complete(key_of(task), answers, by=by.username, at=at, letters=texts)
        if any(letter.template and has_moved(letter, changed[letter.key]) for letter in change.letters):
            raise LetterMoved
        return change


def preview_task(
    task_id: int, answers: Facts, *, by: Viewer, at: datetime, letters: Mapping[str, str] | None = None
) -> Preview:
    """Return what completing would do; nothing is saved. Raises NotYours, Involved, TaskNotOpen."""
    return foresee_task(task_id, answers, by=by, at=at, letters=letters).preview


def foresee_task(
    task_id: int, answers: Facts, *, by: Viewer, at: datetime, letters: Mapping[str, str] | None = None
) -> Foresight:
    """The same, with who would get the next tasks."""
    task = task_of(task_id, by)
    stand_in(task, by, at)
    with reading() as store:
        preview = engine_on(store, at).preview(key_of(task), answers, by=by.username, at=at, letters=letters)
        if preview.problems:
            return Foresight(preview, {})
        change = engine_on(Rehearsal(store), at).complete(
            key_of(task), answers, by=by.username, at=at, letters=letters
        )
        problem = store.objection(change)
        handler = store.handler_after(change)
    people = {}
    for opened in preview.opens:
        same_lane = opened.role == task.role and opened.role != ACCUSED_ROLE
        if same_lane and task.assignee:
            people[opened.key] = task.assignee_name or task.assignee
        elif name := handler(opened.role):
            people[opened.key] = name
    return Foresight(replace(preview, problems=(problem,)) if problem else preview, people)


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


def save_draft(
    task_id: int,
    draft: Mapping[str, Any] | None,
    *,
    by: Viewer,
    at: datetime,
    seen: str = "",
) -> None:
    """Keep what was typed so far; None forgets it. `seen`: the stamp of the draft on the screen.

    Raises NotYours, Involved, TakenByColleague, DraftMoved.
    """
    on_behalf = task_of(task_id, by).on_behalf_of(by)
    with unit_of_work() as store:
        work.save_draft(store.connection, task_id, draft, by.username, at, seen=seen, on_behalf=on_behalf)


def note_visit(task_id: int, *, by: Viewer, at: datetime) -> None:
    """Note that somebody has a task open, so that colleagues see it."""
    with unit_of_work() as store:
        work.note_visit(store.connection, task_id, by.username, at)


def hold_post(case_id: str, written_at: datetime, *, until: datetime) -> bool:
    """Keep what a completed task sends in the building until then; False when some of it has left."""
    with unit_of_work() as store:
        return work.hold_post(store.connection, case_id, written_at, until)

"""Tasks one by one, who looks at them, and who may be given them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from webapp import involvement
from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import db
from webapp.store.models import Case, Event, EventPayload, RoleGrant, Stake, Task, User
from webapp.store.queries.cases import HEAD, CaseHead
from webapp.store.questions import question


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a username, the roles granted to it, the absent colleagues whose work it does today,
    and whether it may have to answer for something itself."""

    username: str
    roles: tuple[str, ...]
    stands_in_for: tuple[str, ...] = ()
    answers: bool = True

    @property
    def queue(self) -> str:
        return f"@{self.username}"


@dataclass(frozen=True)
class OpenTask:
    """A task with all a task page needs; `state` is open, done or cancelled."""

    id: int
    case_id: str
    number: str
    bpmn_id: str
    occurrence: int
    process: str
    bundle: str
    title: str
    role: str
    candidates: tuple[str, ...]
    form: str
    basis: str
    explanation: str
    state: str
    due_on: date | None
    assignee: str | None
    assignee_name: str
    subject: str
    opened_at: datetime
    closed_at: datetime | None
    done_by: str | None
    answers: Mapping[str, Any] | None
    draft: Mapping[str, Any] | None
    draft_by: str | None
    draft_at: datetime | None

    def may_be_done_by(self, viewer: Viewer) -> bool:
        """Whether `viewer` may act: the task is theirs, or within their roles and free or of who is away."""
        if self.assignee == viewer.username:
            return True
        if self.assignee is not None and self.assignee not in viewer.stands_in_for:
            return False
        narrowed = not self.candidates or bool(set(self.candidates) & set(viewer.roles))
        return self.role in viewer.roles and narrowed

    def on_behalf_of(self, viewer: Viewer) -> str:
        """Return the username of the absent colleague for whom `viewer` would do this; empty when nobody."""
        return self.assignee if self.assignee and self.assignee in viewer.stands_in_for else ""


def open_task(task_id: int) -> OpenTask | None:
    """Return the task with this id, whatever its state; None when there is none. One statement."""
    found = _opened(_one(task_id))
    return found[0] if found else None


@question
def _one(task_id: Any) -> Any:
    return _tasks().where(Task.id == task_id)


def task_with_case(task_id: int, username: str) -> tuple[OpenTask, CaseHead, involvement.Stake] | None:
    """Return a task with its case and what ties this person to it; None when there is no such task.

    One statement: a task page begins with it.
    """
    row = with_case(task_id, username).one_or_none()
    if row is None:
        return None
    task, case, tie = row[: len(_TASK)], row[len(_TASK) : -2], row[-2:]
    return _opened([task])[0], CaseHead(*case), involvement.Stake(username, *map(bool, tie))


@question
def with_case(task_id: Any, username: Any) -> Any:
    tied = and_(Stake.case_id == Task.case_id, Stake.username == username)
    statement = _tasks().outerjoin(Stake, tied).where(Task.id == task_id)
    # The same column twice, for a task and for its case, is told apart by place only.
    return statement.add_columns(*HEAD, Stake.bars, Stake.answers)


def case_tasks(case_id: str) -> list[OpenTask]:
    """Return all tasks of a case, oldest first. One statement."""
    return _opened(tasks(case_id))


@question
def tasks(case_id: Any) -> Any:
    return _tasks().where(Task.case_id == case_id)


def colleagues(role: str, case_id: str | None = None) -> list[tuple[str, str]]:
    """Return (username, name) of active people with `role`, by name: who may be given its tasks.

    With a case, without whoever is involved in it; the side of the accused only for the accused.
    """
    if case_id is None:
        found = _with_role(role)
    else:
        found = (complained_about if role == ACCUSED_ROLE else uninvolved)(role, case_id)
    return [(username, name) for username, name in found]


def _people(role: Any) -> Any:
    return (
        select(User.username, User.name)
        .join(RoleGrant, RoleGrant.username == User.username)
        .where(RoleGrant.role == role, User.active)
        .order_by(User.name)
    )


_with_role = question(_people)


@question
def complained_about(role: Any, case_id: Any) -> Any:
    tied = select(Stake.username).where(Stake.case_id == case_id, Stake.answers)
    return _people(role).where(User.username.in_(tied))


@question
def uninvolved(role: Any, case_id: Any) -> Any:
    tied = select(Stake.username).where(Stake.case_id == case_id, Stake.bars)
    return _people(role).where(User.username.not_in(tied))


def accounts() -> list[tuple[str, str]]:
    """Return (username, name) of all active people, by name. One statement."""
    statement = select(User.username, User.name).where(User.active).order_by(User.name, User.username)
    return [(username, name) for username, name in db.session.execute(statement)]


_TASK = (
    Task.id,
    Task.case_id,
    Case.number,
    Task.bpmn_id,
    Task.occurrence,
    Task.process,
    Case.bundle_hash,
    Task.title,
    Task.role,
    Task.candidates,
    Task.form,
    Task.basis,
    Task.explanation,
    Task.state,
    Task.due_on,
    Task.assignee,
    func.coalesce(User.name, "").label("assignee_name"),
    Task.subject,
    Task.opened_at,
    Task.closed_at,
    Task.done_by,
    EventPayload.content.label("answers"),
    Task.draft,
    Task.draft_by,
    Task.draft_at,
)


def _tasks() -> Any:
    completed = and_(
        Event.case_id == Task.case_id,
        Event.subject == Task.bpmn_id,
        Event.occurrence == Task.occurrence,
        Event.kind == "task_completed",
        Event.undone_by.is_(None),
    )
    answers = and_(EventPayload.case_id == Event.case_id, EventPayload.seq == Event.seq)
    return (
        select(*_TASK)
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(Event, completed)
        .outerjoin(EventPayload, answers)
        .outerjoin(User, User.username == Task.assignee)
        .order_by(Task.id)
    )


def _opened(found: Iterable[Any]) -> list[OpenTask]:
    return [OpenTask(*row[:9], tuple(row[9].split("\n")) if row[9] else (), *row[10:]) for row in found]

"""What the forecast learns from and looks at, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.store.db import db, is_exactly, is_true
from webapp.store.models import Case, Memo, Outlook, RoleGrant, Stake, Task, Term, User, Wait
from webapp.store.queries.independence import independent
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import question

SETTLEMENT = "afdoening"
OPEN = is_exactly(Task.state, "open")
MOST_AT_ONCE = 3000  # open tasks looked at for one page
MOST_MEASURED = 500  # finished tasks, for the heat of one process
MOST_LEARNT = 20_000  # finished tasks, the latest


@dataclass(frozen=True)
class FinishedStep:
    """A task of a case whose term was met."""

    case_id: str
    process: str
    step: str
    opened_at: datetime
    closed_at: datetime
    met_on: date


@dataclass(frozen=True)
class OpenTerm:
    """A running statutory term with the step of its case: the oldest open task, or else the last task."""

    case_id: str
    key: str
    last_day: date
    adjourned: bool
    bundle: str
    process: str
    step: str
    step_process: str
    role: str
    queue: str
    state: str
    since: datetime
    task_id: int


@dataclass(frozen=True)
class OpenWork:
    task_id: int
    case_id: str
    role: str
    queue: str
    due: date
    waits: bool
    awaited: str


@dataclass(frozen=True)
class TaskDuration:
    step: str
    title: str
    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True)
class OutlookRow:
    case_id: str
    key: str
    last_day: date
    adjourned: bool
    role: str
    queue: str
    awaited: str
    step: str
    chance: int | None
    expected_on: date | None
    threatened: bool


_COLUMNS = (
    Outlook.case_id, Outlook.key, Outlook.last_day, Outlook.adjourned, Outlook.role, Outlook.queue,
    Outlook.awaited, Outlook.step, Outlook.chance, Outlook.expected_on, Outlook.threatened,
)  # fmt: skip

_WORK = (Task.id, Task.case_id, Task.role, Task.queue, Task.sort_on, Task.waiting, Task.awaited)


def finished_steps(since: datetime, *, key: str = SETTLEMENT) -> list[FinishedStep]:
    """Return the steps of cases that met this term, of which a task was finished since `since`, in order.

    At most of the latest `MOST_LEARNT` finished tasks. One statement.
    """
    latest = (
        select(Task.case_id)
        .where(is_exactly(Task.state, "done"), Task.closed_at >= since)
        .order_by(Task.closed_at.desc())
        .limit(MOST_LEARNT)
        .subquery()
    )
    statement = (
        select(Task.case_id, Task.process, Task.bpmn_id, Task.opened_at, Task.closed_at, Term.met_on)
        .join(Term, (Term.case_id == Task.case_id) & (Term.key == key))
        .where(
            Task.case_id.in_(select(latest.c.case_id)), Term.met_on.is_not(None), Task.closed_at.is_not(None)
        )
        .order_by(Task.case_id, Task.opened_at, Task.id)
    )
    return [FinishedStep(*row) for row in db.session.execute(statement)]


def open_terms(case_ids: Sequence[str] | None = None) -> list[OpenTerm]:
    """Return all running statutory terms (of these cases) with the step their case is at. One statement."""
    own = aliased(Task)
    of_case = own.case_id == Term.case_id
    first_open = select(func.min(own.id)).where(of_case, is_exactly(own.state, "open")).correlate(Term)
    last = select(func.max(own.id)).where(of_case).correlate(Term)
    here = func.coalesce(first_open.scalar_subquery(), last.scalar_subquery())
    statement = (
        select(
            Term.case_id, Term.key, Term.last_day, Term.adjourned, Case.bundle_hash, Case.process,
            func.coalesce(Task.bpmn_id, ""), func.coalesce(Task.process, ""), func.coalesce(Task.role, ""),
            func.coalesce(Task.queue, ""), func.coalesce(Task.state, ""),
            func.coalesce(Task.opened_at, Case.opened_at),
            func.coalesce(Task.id, 0),
        )
        .join(Case, Case.case_id == Term.case_id)
        .outerjoin(Task, Task.id == here)
        .where(is_true(Term.running), is_exactly(Term.kind, "statutory"), Term.last_day.is_not(None))
    )  # fmt: skip
    if case_ids is not None:
        statement = statement.where(Term.case_id.in_(case_ids))
    return [OpenTerm(*row) for row in db.session.execute(statement)]


def open_work() -> list[OpenWork]:
    """Return all open tasks. One statement."""
    return [OpenWork(*row) for row in db.session.execute(select(*_WORK).where(OPEN))]


def work_of(queues: Sequence[str], case_ids: Sequence[str]) -> list[OpenWork]:
    """Return the open tasks in these queues and those of these cases, the most urgent. One statement."""
    wanted = Task.queue.in_(queues) | Task.case_id.in_(case_ids)
    return [
        OpenWork(*row)
        for row in db.session.execute(
            select(*_WORK).where(OPEN, wanted).order_by(Task.sort_on).limit(MOST_AT_ONCE)
        )
    ]


def awaited_messages() -> list[tuple[str, str]]:
    """Return (case, whose) of the messages that cases wait for. One statement."""
    statement = select(Wait.case_id, Wait.awaited).where(Wait.awaited != "")
    return [(case_id, awaited) for case_id, awaited in db.session.execute(statement)]


def task_durations(viewer: Viewer, process: str, since: datetime) -> list[TaskDuration]:
    """Return the finished tasks of a process since a moment, the latest first. One statement."""
    return [TaskDuration(*row) for row in _durations(viewer.username, process, since)]


@question
def _durations(username: Any, process: Any, since: Any) -> Any:
    return (
        select(Task.bpmn_id, Task.title, Task.opened_at, Task.closed_at)
        .where(
            is_exactly(Task.state, "done"),
            Task.closed_at >= since,
            Task.process == process,
            independent(Task.case_id, username),
        )
        .order_by(Task.closed_at.desc(), Task.case_id.desc())
        .limit(MOST_MEASURED)
    )


def finished_by(since: datetime) -> dict[str, int]:
    """Return how many tasks each person finished since a moment. One statement."""
    statement = (
        select(Task.done_by, func.count())
        .where(is_exactly(Task.state, "done"), Task.closed_at >= since, Task.done_by.is_not(None))
        .group_by(Task.done_by)
    )
    return {name: number for name, number in db.session.execute(statement) if name}


def people_by_role() -> dict[str, list[str]]:
    """Return the usernames of active people by role. One statement."""
    statement = (
        select(RoleGrant.role, RoleGrant.username)
        .join(User, User.username == RoleGrant.username)
        .where(User.active)
        .order_by(RoleGrant.role, RoleGrant.username)
    )
    found: dict[str, list[str]] = {}
    for role, username in db.session.execute(statement):
        found.setdefault(role, []).append(username)
    return found


def barred_pairs(case_ids: Sequence[str]) -> set[tuple[str, str]]:
    """Return (username, case) of who must keep away from these cases (Awb 9:7). One statement."""
    statement = select(Stake.username, Stake.case_id).where(Stake.case_id.in_(case_ids), Stake.bars)
    return {(username, case_id) for username, case_id in db.session.execute(statement)}


def all_outlooks() -> list[OutlookRow]:
    """Return every row that the forecast left. One statement."""
    return [OutlookRow(*row) for row in db.session.execute(select(*_COLUMNS))]


def barred_outlooks(viewer: Viewer) -> list[OutlookRow]:
    """Return the rows of cases from which the viewer must keep away (Awb 9:7). One statement."""
    return [OutlookRow(*row) for row in _barred_outlooks(viewer.username)]


@question
def _barred_outlooks(username: Any) -> Any:
    return select(*_COLUMNS).where(Outlook.case_id.in_(_barred(username)))


def _barred(username: Any) -> Any:
    return select(Stake.case_id).where(Stake.username == username, Stake.bars)


def barred_work(viewer: Viewer) -> list[OpenWork]:
    """Return the open tasks of cases from which the viewer must keep away (Awb 9:7). One statement."""
    return [OpenWork(*row) for row in _barred_work(viewer.username)]


@question
def _barred_work(username: Any) -> Any:
    return select(*_WORK).where(OPEN, Task.case_id.in_(_barred(username)))


def more_running_than(number: int) -> bool:
    """Whether more statutory terms run than this. One statement."""
    return _running_beyond(number).first() is not None


@question
def _running_beyond(number: Any) -> Any:
    running = (is_true(Term.running), is_exactly(Term.kind, "statutory"), Term.last_day.is_not(None))
    return select(Term.key).where(*running).offset(number).limit(1)


def memo(name: str) -> tuple[datetime, Any] | None:
    """Return when some figures were made, and the figures; None when they never were. One statement."""
    row = _memo(name).one_or_none()
    return (row[0], row[1]) if row else None


@question
def _memo(name: Any) -> Any:
    return select(Memo.at, Memo.content).where(Memo.name == name)

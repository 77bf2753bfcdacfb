"""The task list: what lies with a person or with a role, most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, and_, func, literal, or_, select, tuple_, union_all

from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import db, is_exactly, is_true
from webapp.store.models import Case, Event, EventPayload, RoleGrant, Stake, Task, User
from webapp.store.queries.independence import answering, independent
from webapp.store.queries.paging import cut, decode_day

VIEWS = ("te_doen", "te_laat", "deze_week", "wacht_op_inwoner", "niet_toegewezen", "team")
SUBJECTS = ("wmo", "jeugd", "participatie", "schulden", "inburgering", "anders")

OPEN = is_exactly(Task.state, "open")

# Counting stops here and the screen shows "99+". A count that grows with the backlog would make
# every page slower on the day there is least time for it.
COUNT_CAP = 100


@dataclass(frozen=True)
class Viewer:
    """Who is looking: a username, the roles granted to it, and the absent colleagues whose work it does
    today."""

    username: str
    roles: tuple[str, ...]
    stands_in_for: tuple[str, ...] = ()

    @property
    def queue(self) -> str:
        return f"@{self.username}"


@dataclass(frozen=True)
class TaskRow:
    """A line in the list. `claimed`: somebody has it; `assignee` is a username."""

    id: int
    title: str
    case_id: str
    number: str
    resident: str
    subject: str
    due_on: date | None
    role: str
    assignee: str | None
    assignee_name: str
    waiting: bool  # on the resident
    has_draft: bool
    bpmn_id: str
    bundle: str

    @property
    def claimed(self) -> bool:
        return self.assignee is not None


@dataclass(frozen=True)
class TaskPage:
    rows: list[TaskRow]
    next_cursor: str | None


@dataclass(frozen=True)
class TaskCounts:
    """Numbers beside the filters. Each stops at `COUNT_CAP`: show it through :meth:`label`."""

    views: Mapping[str, int]
    subjects: Mapping[str, int]

    @staticmethod
    def label(count: int) -> str:
        return f"{COUNT_CAP - 1}+" if count >= COUNT_CAP else str(count)


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


_ROW = (
    Task.id,
    Task.title,
    Task.case_id,
    Case.number,
    Case.resident,
    Task.subject,
    Task.due_on,
    Task.role,
    Task.assignee,
    func.coalesce(User.name, "").label("assignee_name"),
    Task.waiting,
    Task.draft_at.is_not(None).label("has_draft"),
    Task.bpmn_id,
    Case.bundle_hash,
)


def task_list(
    viewer: Viewer,
    *,
    today: date,
    view: str = "te_doen",
    subject: str | None = None,
    search: str | None = None,
    cursor: str | None = None,
    limit: int = 25,
) -> TaskPage:
    """Return one page of open tasks, earliest `due_on` first, undated last. One statement.

    `te_doen` is what lies with the viewer and what anyone with the viewer's roles may take;
    `te_laat` and `deze_week` (through Sunday) narrow that by date, `wacht_op_inwoner` by waiting;
    `niet_toegewezen` is what nobody has yet; `team` everything of the viewer's roles.
    `search` looks in number, resident and summary. Unknown `view`: ValueError.
    """
    narrowing = [] if not subject else [Task.subject == subject]
    if search:
        narrowing.append(_found(search))
    if cursor:
        day, last = decode_day(cursor, int)
        narrowing.append(tuple_(Task.sort_on, Task.id) > tuple_(literal(day), literal(last)))
    branches = [
        select(Task.id, Task.sort_on)
        .where(place, *_period(view, today), *narrowing)
        .order_by(Task.sort_on, Task.id)
        .limit(limit + 1)
        for place in (*_places(viewer, view), *_own_side(viewer, view))
    ]
    if not branches:
        return TaskPage([], None)
    # One index walk per queue, each stopping after a page, then a merge of those few rows.
    hits = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    statement = (
        select(*_ROW, Task.sort_on)
        .join(hits, hits.c.id == Task.id)
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(User, User.username == Task.assignee)
        .order_by(hits.c.sort_on, hits.c.id)
        .limit(limit + 1)
    )
    found = db.session.execute(statement).all()
    page, following = cut(found, limit, lambda row: (row.sort_on, row.id))
    return TaskPage([TaskRow(*row[:-1]) for row in page], following)


def task_counts(viewer: Viewer, *, today: date) -> TaskCounts:
    """Return how many tasks each view and each subject holds, at most `COUNT_CAP`. One statement."""
    row = db.session.execute(_counting(viewer, today)).one()
    numbers = dict(zip((*VIEWS, *SUBJECTS), row, strict=True))
    return TaskCounts({view: numbers[view] for view in VIEWS}, {s: numbers[s] for s in SUBJECTS})


@lru_cache(maxsize=128)  # every page asks it, and building twenty subqueries costs more than running them
def _counting(viewer: Viewer, today: date) -> Any:
    def counted(view: str, *narrowing: Any) -> Any:
        places = ((OPEN, _any_place(viewer, view)), *((own,) for own in _own_side(viewer, view)))
        counts = [_capped(*place, *_period(view, today), *narrowing) for place in places]
        return counts[0] + counts[1] if counts[1:] else counts[0]

    return select(
        *(counted(view).label(view) for view in VIEWS),
        *(counted("te_doen", Task.subject == subject).label(subject) for subject in SUBJECTS),
    )


def open_task(task_id: int) -> OpenTask | None:
    """Return the task with this id, whatever its state; None when there is none. One statement."""
    found = _tasks(Task.id == task_id)
    return found[0] if found else None


def next_task(viewer: Viewer, *, today: date, after: int | None = None) -> TaskRow | None:
    """Return the most urgent task of `te_doen` other than `after`."""
    rows = task_list(viewer, today=today, limit=2).rows
    return next((row for row in rows if row.id != after), None)


def case_tasks(case_id: str) -> list[OpenTask]:
    """Return all tasks of a case, oldest first. One statement."""
    return _tasks(Task.case_id == case_id)


def colleagues(role: str, case_id: str | None = None) -> list[tuple[str, str]]:
    """Return (username, name) of active people with `role`, by name: who may be given its tasks.

    With a case, without whoever is involved in it; the side of the accused only for the accused.
    """
    statement = (
        select(User.username, User.name)
        .join(RoleGrant, RoleGrant.username == User.username)
        .where(RoleGrant.role == role, User.active)
        .order_by(User.name)
    )
    if case_id is not None:
        tied = select(Stake.username).where(Stake.case_id == case_id)
        if role == ACCUSED_ROLE:
            statement = statement.where(User.username.in_(tied.where(Stake.answers)))
        else:
            statement = statement.where(User.username.not_in(tied.where(Stake.bars)))
    return [(username, name) for username, name in db.session.execute(statement)]


def accounts() -> list[tuple[str, str]]:
    """Return (username, name) of all active people, by name. One statement."""
    statement = select(User.username, User.name).where(User.active).order_by(User.name, User.username)
    return [(username, name) for username, name in db.session.execute(statement)]


def _roles(viewer: Viewer) -> list[str]:
    """The roles whose queues a viewer shares; what the accused must do lies in nobody else's list."""
    return [role for role in viewer.roles if role != ACCUSED_ROLE]


def _queues(viewer: Viewer) -> list[str]:
    return [viewer.queue, *_roles(viewer)]


def _places(viewer: Viewer, view: str) -> Sequence[Any]:
    """One condition per index walk."""
    free = _handling(viewer)
    if view == "team":
        return [and_(OPEN, Task.role == role, free) for role in _roles(viewer)]
    if view == "niet_toegewezen":
        return [and_(OPEN, Task.queue == queue, free) for queue in _roles(viewer)]
    stood_in = [and_(OPEN, Task.queue == f"@{one}", _able(viewer), free) for one in viewer.stands_in_for]
    return [*(and_(OPEN, Task.queue == queue, free) for queue in _queues(viewer)), *stood_in]


def _any_place(viewer: Viewer, view: str) -> Any:
    """The same as one condition: counting needs no order, so `IN` walks the index as well."""
    if view == "team":
        place = Task.role.in_(_roles(viewer))
    elif view == "niet_toegewezen" or not viewer.stands_in_for:
        place = Task.queue.in_(_roles(viewer) if view == "niet_toegewezen" else _queues(viewer))
    else:
        absent = [f"@{one}" for one in viewer.stands_in_for]
        place = and_(
            Task.queue.in_([*_queues(viewer), *absent]), or_(Task.queue.not_in(absent), _able(viewer))
        )
    return and_(place, _handling(viewer))


def _able(viewer: Viewer) -> Any:
    """Who stands in for a colleague does of his work what falls within his own roles."""
    return Task.role.in_(_roles(viewer))


def _handling(viewer: Viewer) -> Any:
    """Cases the viewer has no part in (Awb 9:7). What the accused must answer lies in no queue of these."""
    return independent(Task.case_id, viewer.username)


def _own_side(viewer: Viewer, view: str) -> Sequence[Any]:
    """What the viewer must answer himself, as the one complained about: found by case, not by queue.

    `coalesce` keeps the planner away from the indexes of roles and queues, where it would walk the tasks
    of everyone who is complained about.
    """
    if view in ("niet_toegewezen", "team"):
        return []
    nobody_else = or_(Task.assignee.is_(None), Task.assignee == viewer.username)
    own = answering(Task.case_id, viewer.username)
    return [and_(own, Task.state == "open", func.coalesce(Task.role, "") == ACCUSED_ROLE, nobody_else)]


def _period(view: str, today: date) -> list[Any]:
    sunday = today + timedelta(days=6 - today.weekday())
    match view:
        case "te_doen" | "niet_toegewezen" | "team":
            return []
        case "te_laat":
            return [Task.sort_on < today]
        case "deze_week":
            return [Task.sort_on.between(today, sunday)]
        case "wacht_op_inwoner":
            return [is_true(Task.waiting)]
    raise ValueError(f"onbekende weergave: {view}")


def _capped(*conditions: Any) -> Any:
    some = select(literal(1)).where(*conditions).limit(COUNT_CAP).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _found(search: str) -> Any:
    words = [
        word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in search.lower().split()
    ]
    matches = [Case.search.like(f"%{word}%", escape="\\") for word in words[:5]]
    cases: Select[Any] = select(Case.case_id).where(Case.state == "open", *matches)
    return Task.case_id.in_(cases)


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


def _tasks(condition: Any) -> list[OpenTask]:
    completed = and_(
        Event.case_id == Task.case_id,
        Event.subject == Task.bpmn_id,
        Event.occurrence == Task.occurrence,
        Event.kind == "task_completed",
        Event.undone_by.is_(None),
    )
    answers = and_(EventPayload.case_id == Event.case_id, EventPayload.seq == Event.seq)
    statement = (
        select(*_TASK)
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(Event, completed)
        .outerjoin(EventPayload, answers)
        .outerjoin(User, User.username == Task.assignee)
        .where(condition)
        .order_by(Task.id)
    )
    return [
        OpenTask(*row[:9], tuple(row.candidates.split("\n")) if row.candidates else (), *row[10:])
        for row in db.session.execute(statement)
    ]

"""What a person should know at the start of a working day: one look at his own work, on the indexes of the
task list."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, literal_column, or_, select, union_all

from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import db
from webapp.store.models import Case, Notice, RoleGrant, Task, User
from webapp.store.queries.independence import answering, independent
from webapp.store.queries.taskplaces import OPEN
from webapp.store.queries.tasks import Viewer

MOST = 200  # tasks of one person that a digest looks at
_COLUMNS = (
    *(Task.id, Task.case_id, Task.title, Task.role, Task.assignee, Task.due_on, Task.opened_at, Task.sort_on),
)


@dataclass(frozen=True)
class DigestTask:
    """A task as a mail may name it: number and title, nothing of what it is about."""

    id: int
    case_id: str
    title: str
    number: str
    role: str
    due_on: date | None
    opened_at: datetime
    on_behalf: str  # name of the absent colleague, or empty


def own_open_tasks(viewer: Viewer) -> list[DigestTask]:
    """Return what lies with this person by name, and what he does for others today, earliest first.

    One statement, at most `MOST` rows: who has more gets told of the most urgent ones.
    """
    able = Task.role.in_(viewer.roles)
    places = [
        (OPEN, Task.queue == viewer.queue, independent(Task.case_id, viewer.username)),
        *(
            (OPEN, Task.queue == f"@{one}", able, independent(Task.case_id, viewer.username))
            for one in viewer.stands_in_for
        ),
        (
            answering(Task.case_id, viewer.username),
            OPEN,
            func.coalesce(Task.role, "") == ACCUSED_ROLE,
            or_(Task.assignee.is_(None), Task.assignee == viewer.username),
        ),
    ]
    branches = [
        select(*_COLUMNS).where(*place).order_by(Task.sort_on, Task.id).limit(MOST).subquery()
        for place in places
    ]
    found = union_all(*(select(branch) for branch in branches)).subquery()
    statement = (
        select(found, Case.number, func.coalesce(User.name, "").label("assignee_name"))
        .join(Case, Case.case_id == found.c.case_id)
        .outerjoin(User, User.username == found.c.assignee)
        .order_by(found.c.sort_on, found.c.id)
        .limit(MOST)
    )
    return [
        DigestTask(
            row.id, row.case_id, row.title, row.number, row.role, row.due_on, row.opened_at,
            row.assignee_name if row.assignee in viewer.stands_in_for else "",
        )
        for row in db.session.execute(statement)
    ]  # fmt: skip


@dataclass(frozen=True)
class Called:
    """A notice that a digest repeats."""

    kind: str
    number: str
    task_id: int | None
    at: datetime


def unread_since(username: str, since: datetime, kinds: tuple[str, ...], *, limit: int = 50) -> list[Called]:
    """Return the unread notices of these kinds about cases, since a moment. One statement."""
    statement = (
        select(Notice.kind, Case.number, Notice.task_id, Notice.at)
        .join(Case, Case.case_id == Notice.case_id)
        .where(Notice.username == username, literal_column("notice.read_at IS NULL"))
        .where(Notice.kind.in_(kinds), Notice.at >= since, independent(Notice.case_id, username))
        .order_by(Notice.id)
        .limit(limit)
    )
    return [Called(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class LastDayTask:
    """An open task whose last day is today, that nobody has been told of."""

    id: int
    case_id: str
    title: str
    number: str
    role: str
    assignee: str | None


def untold_last_days(today: date, *, limit: int = MOST) -> list[LastDayTask]:
    """Return the open tasks whose last day is today and that nobody heard of yet. Two statements.

    By role, so that the index of the team's lists serves it.
    """
    roles = list(db.session.execute(select(RoleGrant.role).distinct()).scalars())
    told = select(Notice.task_id).where(literal_column("notice.kind = 'last_day'"), Notice.task_id == Task.id)
    statement = (
        select(Task.id, Task.case_id, Task.title, Case.number, Task.role, Task.assignee)
        .join(Case, Case.case_id == Task.case_id)
        .where(OPEN, Task.role.in_(roles), Task.sort_on == today, ~told.exists())
        .order_by(Task.id)
        .limit(limit)
    )
    return [LastDayTask(*row) for row in db.session.execute(statement)]

"""Who is away and who stands in: one indexed statement for every page, more for the screens about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, literal_column, select, tuple_, union_all
from sqlalchemy.orm import aliased

from engine import format_date_nl
from webapp.store.db import db
from webapp.store.models import Absence, Case, Event, RoleGrant, Stake, Task, User
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import cut, decode_day
from webapp.store.queries.taskplaces import OPEN
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import question

MOST_AWAY = 200  # people away on one day whose work is looked through; a municipality has fewer


@dataclass(frozen=True)
class AbsenceRow:
    """An absence with the names of who is away and who stands in."""

    id: int
    username: str
    name: str
    from_on: date
    until_on: date
    substitute: str | None
    substitute_name: str
    note: str
    planned_by: str
    cancelled: bool

    def covers(self, day: date) -> bool:
        return not self.cancelled and self.from_on <= day <= self.until_on

    @property
    def sentence(self) -> str:
        """What somebody should know who gives work to this person."""
        until = format_date_nl(self.until_on, weekday=False)
        stand_in = f"{self.substitute_name} vervangt." if self.substitute else "Er is geen vervanger."
        return f"{self.name} is afwezig tot en met {until}. {stand_in}"

    @property
    def briefly(self) -> str:
        until = format_date_nl(self.until_on, weekday=False, year=False)
        return f"afwezig t/m {until}, {self.substitute_name or 'niemand'} vervangt"


@dataclass(frozen=True)
class LeftBehind:
    """An open task of somebody who is away, that nobody can do for him."""

    id: int
    title: str
    number: str
    due_on: date | None
    role: str
    assignee: str
    assignee_name: str
    substitute_name: str
    why: str  # "none" | "away" | "role" | "closed" | "stake"
    sort_on: date


@dataclass(frozen=True)
class LeftBehindPage:
    rows: list[LeftBehind]
    next_cursor: str | None


@dataclass(frozen=True)
class DoneOnBehalf:
    """A task that a substitute completed."""

    number: str
    task_id: int
    title: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Cover:
    """What a substitute could not do of somebody's open work; the counts stop at `limit`."""

    open_tasks: int
    lacking: Mapping[str, int]  # role -> tasks
    involved: int


def stands_in_for(username: str, today: date) -> tuple[str, ...]:
    """Return the usernames whose work this person does today. One statement on an index."""
    return tuple(_stands_in_for(username, today).scalars())


@question
def _stands_in_for(username: Any, today: Any) -> Any:
    return absent_for(username, today).order_by(Absence.username)


def absent_for(username: Any, today: Any) -> Any:
    """Return the selection of the usernames whose work this person does today."""
    return select(Absence.username).where(
        Absence.substitute == username,
        Absence.cancelled_at.is_(None),
        Absence.until_on >= today,
        Absence.from_on <= today,
    )


def absences_of(username: str, *, since: date) -> list[AbsenceRow]:
    """Return the absences of a person that end on `since` or later, first one first."""
    return _rows(Absence.username == username, Absence.until_on >= since)


def standing_in(username: str, *, since: date) -> list[AbsenceRow]:
    """Return the absences in which this person stands in, that end on `since` or later."""
    return _rows(Absence.substitute == username, Absence.until_on >= since)


def absences_between(first: date, last: date, *, limit: int = 100) -> list[AbsenceRow]:
    """Return who is away on any of these days, first one first, at most `limit`."""
    return _rows(Absence.until_on >= first, Absence.from_on <= last, limit=limit)


def absence(absence_id: int) -> AbsenceRow | None:
    """Return an absence, called off or not."""
    found = _select().where(Absence.id == absence_id)
    row = db.session.execute(found).one_or_none()
    return AbsenceRow(*row) if row else None


def away_today(today: date) -> dict[str, AbsenceRow]:
    """Return who is away today, by username. One statement."""
    return {row.username: AbsenceRow(*row) for row in away(today)}


@question
def away(today: Any) -> Any:
    return _in_order(Absence.until_on >= today, Absence.from_on <= today).limit(MOST_AWAY)


def cover_for(username: str, substitute: str | None, *, limit: int = 500) -> Cover:
    """Return how much of the open work of `username` a substitute could not do. Two statements."""
    mine = (
        select(Task.role, Task.case_id).where(OPEN, Task.queue == f"@{username}").limit(limit + 1).subquery()
    )
    barred = select(Stake.case_id).where(Stake.username == (substitute or ""), Stake.bars)
    involved = func.sum(case((mine.c.case_id.in_(barred), 1), else_=0))
    counted = db.session.execute(
        select(mine.c.role, func.count(), involved).select_from(mine).group_by(mine.c.role)
    ).all()
    granted = set(
        db.session.execute(select(RoleGrant.role).where(RoleGrant.username == (substitute or ""))).scalars()
    )
    return Cover(
        sum(row[1] for row in counted),
        {role: count for role, count, _ in counted if substitute and role not in granted},
        sum(hits or 0 for role, _, hits in counted if role in granted),
    )


def done_on_behalf(viewer: Viewer, since: datetime, *, limit: int = 10) -> list[DoneOnBehalf]:
    """Return what others did for this person since a moment, latest first. One statement on an index."""
    statement = (
        select(Case.number, Task.id, Task.title, func.coalesce(User.name, Event.actor), Event.at)
        .select_from(Event)
        .join(Case, Case.case_id == Event.case_id)
        .join(
            Task,
            and_(
                Task.case_id == Event.case_id,
                Task.bpmn_id == Event.subject,
                Task.occurrence == Event.occurrence,
            ),
        )
        .outerjoin(User, User.username == Event.actor)
        .where(Event.on_behalf == viewer.username, literal_column("event.on_behalf <> ''"), Event.at >= since)
        .where(independent(Event.case_id, viewer.username))
        .order_by(Event.at.desc())
        .limit(limit)
    )
    return [DoneOnBehalf(*row) for row in db.session.execute(statement)]


def last_doers(case_id: str, bpmn_ids: Sequence[str]) -> dict[str, str]:
    """Return who completed each of these tasks of a case last. One statement."""
    found = (
        select(Event.subject, Event.actor)
        .where(Event.case_id == case_id, Event.kind == "task_completed", Event.subject.in_(bpmn_ids))
        .where(Event.undone_by.is_(None))
        .order_by(Event.seq)
    )
    return {subject: actor for subject, actor in db.session.execute(found)}


def left_behind(viewer: Viewer, *, today: date, cursor: str | None = None, limit: int = 25) -> LeftBehindPage:
    """Return the open tasks of people away today that nobody can do, earliest last day first.

    For coordinators. Two statements, however many tasks there are: who is away, and per person one walk
    through his queue that stops after a page.
    """
    gaps = _gaps(today)
    if not gaps:
        return LeftBehindPage([], None)
    after = []
    if cursor:
        day, last = decode_day(cursor, int)
        after = [tuple_(Task.sort_on, Task.id) > tuple_(literal(day), literal(last))]
    branches = [
        select(Task.id, literal(gap.index).label("gap"), literal(gap.why).label("why"))
        .where(*gap.conditions, *after)
        .where(independent(Task.case_id, viewer.username))
        .order_by(Task.sort_on, Task.id)
        .limit(limit + 1)
        for gap in gaps
    ]
    hits = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    statement = (
        select(Task.id, Task.title, Case.number, Task.due_on, Task.role, Task.assignee, Task.sort_on, hits)
        .join(hits, hits.c.id == Task.id)
        .join(Case, Case.case_id == Task.case_id)
        .order_by(Task.sort_on, Task.id)
        .limit(limit + 1)
    )
    rows = [
        LeftBehind(
            row.id, row.title, row.number, row.due_on, row.role, row.assignee, gaps[row.gap].name,
            gaps[row.gap].substitute_name, row.why, row.sort_on,
        )
        for row in db.session.execute(statement)
    ]  # fmt: skip
    page, following = cut(rows, limit, lambda row: (row.sort_on, row.id))
    return LeftBehindPage(page, following)


@dataclass(frozen=True)
class _Gap:
    """A reason why work of one person cannot be done, and for which of his tasks it holds."""

    index: int
    username: str
    name: str
    substitute_name: str
    why: str
    conditions: tuple[Any, ...]


def _gaps(today: date) -> list[_Gap]:
    other, stand_in = aliased(Absence), aliased(User)
    also_away = (
        select(other.id)
        .where(other.username == Absence.substitute, other.cancelled_at.is_(None))
        .where(other.until_on >= today, other.from_on <= today)
        .exists()
    )
    statement = (
        select(
            Absence.username, User.name, Absence.substitute, func.coalesce(stand_in.name, "").label("other"),
            func.coalesce(stand_in.active, False).label("active"), also_away.label("away"),
            _roles_of(Absence.username).label("roles"), _roles_of(Absence.substitute).label("granted"),
        )
        .join(User, User.username == Absence.username)
        .outerjoin(stand_in, stand_in.username == Absence.substitute)
        .where(Absence.cancelled_at.is_(None), Absence.until_on >= today, Absence.from_on <= today)
        .order_by(Absence.username)
        .limit(MOST_AWAY)
    )  # fmt: skip
    found: list[_Gap] = []
    for row in db.session.execute(statement):
        for why, conditions in _reasons(row):
            found.append(_Gap(len(found), row.username, row.name, row.other, why, conditions))
    return found


def _roles_of(username: Any) -> Any:
    roles = select(func.aggregate_strings(RoleGrant.role, "\n")).where(RoleGrant.username == username)
    return roles.scalar_subquery()


def _reasons(row: Any) -> list[tuple[str, tuple[Any, ...]]]:
    """Return why work of somebody lies, each with conditions that one index walk can serve."""
    queue = (OPEN, Task.queue == f"@{row.username}")
    for holds, why in ((not row.substitute, "none"), (not row.active, "closed"), (row.away, "away")):
        if holds:
            return [(why, queue)]
    granted = set((row.granted or "").split("\n"))
    lacking = sorted(set((row.roles or "").split("\n")) - granted)
    barred = select(Stake.case_id).where(Stake.username == row.substitute, Stake.bars)
    # `coalesce` keeps the planner away from the queue: there are few stakes and many tasks.
    of_stakes = (
        Task.case_id.in_(barred),
        OPEN,
        func.coalesce(Task.assignee, "") == row.username,
    )
    found = [("stake", (*of_stakes, Task.role.in_(granted)))]
    # Who has a task has its role; without a role that the other lacks there is nothing to walk for.
    return [("role", (*queue, Task.role.in_(lacking))), *found] if lacking else found


def _select() -> Any:
    stand_in = aliased(User)
    return (
        select(
            Absence.id, Absence.username, User.name, Absence.from_on, Absence.until_on, Absence.substitute,
            func.coalesce(stand_in.name, ""), Absence.note, Absence.planned_by,
            Absence.cancelled_at.is_not(None),
        )
        .join(User, User.username == Absence.username)
        .outerjoin(stand_in, stand_in.username == Absence.substitute)
    )  # fmt: skip


def _rows(*conditions: Any, limit: int = 50) -> list[AbsenceRow]:
    return [AbsenceRow(*row) for row in db.session.execute(_in_order(*conditions).limit(limit))]


def _in_order(*conditions: Any) -> Any:
    found = _select().where(Absence.cancelled_at.is_(None), *conditions)
    return found.order_by(Absence.from_on, Absence.id)

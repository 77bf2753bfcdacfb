"""Terms that run and timers that wait: what is late, what comes soon, where it lies.

Filters on a team, on whom a case waits for and on the forecast read what the clock last found (`outlook`);
the rows themselves are always those of this moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, select, tuple_, union_all

from webapp.involvement import ACCUSED_ROLE
from webapp.store.db import db, is_exactly, is_true
from webapp.store.models import Case, Outlook, OutlookTurn, Task, Term, Timer, User
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import BadCursor, cut, decode, decode_day
from webapp.store.queries.taskplaces import OPEN
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import ask, plain

KINDS = {"wettelijk": "statutory", "service": "service"}


@dataclass(frozen=True)
class DeadlineFilter:
    """Which terms to list. `first` and `last` bound the last day; `state`: te_laat, dreigt or verdaagd."""

    kind: str = "wettelijk"
    state: str = ""
    team: str = ""
    awaited: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class DeadlineRow:
    """One running term. `step` is the title of the case's oldest open task, `holder` who has it.

    `chance` (percents) and `expected_on` are what the forecast found; None beyond its horizon.
    """

    case_id: str
    number: str
    subject: str
    summary: str
    resident: str
    handler_name: str
    key: str
    title: str
    basis: str
    start: date
    last_day: date
    adjourned: bool
    step: str
    role: str
    holder: str
    awaited: str
    chance: int | None
    expected_on: date | None
    sort_on: date


@dataclass(frozen=True)
class DeadlinePage:
    rows: list[DeadlineRow]
    next_cursor: str | None


@dataclass(frozen=True)
class TimerRow:
    """A timer of a case that will go off by itself."""

    case_id: str
    number: str
    key: str
    occurrence: int
    title: str
    basis: str
    reminder: bool
    due_at: datetime


@dataclass(frozen=True)
class TimerPage:
    rows: list[TimerRow]
    next_cursor: str | None


@dataclass(frozen=True)
class MovableTask:
    """An open task of a case, with what decides who may have it."""

    id: int
    title: str
    case_id: str
    number: str
    role: str
    queue: str
    assignee: str | None
    assignee_name: str
    due_on: date | None
    last_day: date | None


def deadline_list(
    viewer: Viewer,
    *,
    today: date,
    wanted: DeadlineFilter = DeadlineFilter(),
    cursor: str | None = None,
    limit: int = 25,
) -> DeadlinePage:
    """Return running terms that the viewer may see, earliest last day first. One statement."""
    names = ("after_day", "after_case", "after_key")
    values = dict(zip(names, decode_day(cursor, str, str), strict=True)) if cursor else {}
    statement = _listing(viewer.username, wanted, today, limit, bool(cursor))
    rows = [DeadlineRow(*row) for row in ask(statement, values)]
    return DeadlinePage(*cut(rows, limit, lambda row: (row.sort_on, row.case_id, row.key)))


@lru_cache(maxsize=256)
def _listing(username: str, wanted: DeadlineFilter, today: date, limit: int, goes_on: bool) -> Any:
    """Return the statement for a page, kept for the next time somebody opens this list."""
    place = _place(wanted)
    keys = (place.last_day, place.case_id, place.key)
    hits = (
        select(place.case_id, place.key, place.last_day.label("sort_on"))
        .where(*_wanted(place, wanted, today), independent(place.case_id, username))
        .order_by(*keys)
        .limit(limit + 1)
    )
    if goes_on:
        day = bindparam("after_day", type_=place.last_day.type)
        hits = hits.where(tuple_(*keys) > tuple_(day, bindparam("after_case"), bindparam("after_key")))
    page = hits.subquery()
    return plain(_details(page).order_by(page.c.sort_on, page.c.case_id, page.c.key))


def _place(wanted: DeadlineFilter) -> Any:
    """The table whose index gives the order."""
    if wanted.awaited:
        return OutlookTurn
    return Outlook if wanted.team or wanted.state == "dreigt" else Term


def _wanted(place: Any, wanted: DeadlineFilter, today: date) -> list[Any]:
    conditions = []
    if place is Term:
        conditions += [is_true(Term.running), is_exactly(Term.kind, KINDS[wanted.kind])]
        conditions += [Term.last_day.is_not(None)]
    else:  # a term met since the forecast is not there any more
        same = (Term.case_id == place.case_id, Term.key == place.key)
        conditions += [select(Term.key).where(*same, Term.running).exists()]
    if wanted.team:
        conditions += [place.role == wanted.team]
    if wanted.awaited:
        conditions += [OutlookTurn.awaited == wanted.awaited]
    if wanted.state == "dreigt":
        conditions += [is_true(place.threatened)]
    if wanted.state == "te_laat":
        conditions += [place.last_day < today]
    if wanted.state == "verdaagd":
        conditions += [place.adjourned]
    if wanted.first:
        conditions += [place.last_day >= wanted.first]
    if wanted.last:
        conditions += [place.last_day <= wanted.last]
    return conditions


def _details(page: Any) -> Any:
    """The rows of one page with what they show."""
    step = select(func.min(Task.id)).where(Task.case_id == page.c.case_id, OPEN)
    return (
        select(
            Term.case_id, Case.number, Case.subject, Case.summary, Case.resident, Case.handler_name,
            Term.key, Term.title, Term.basis, Term.start, Term.last_day, Term.adjourned,
            func.coalesce(Task.title, ""), func.coalesce(Task.role, ""),
            func.coalesce(User.name, ""), func.coalesce(Outlook.awaited, ""),
            Outlook.chance, Outlook.expected_on, page.c.sort_on,
        )
        .select_from(Term)
        .join(page, and_(page.c.case_id == Term.case_id, page.c.key == Term.key))
        .join(Case, Case.case_id == Term.case_id)
        .outerjoin(Task, Task.id == step.correlate(page).scalar_subquery())
        .outerjoin(User, User.username == Task.assignee)
        .outerjoin(Outlook, and_(Outlook.case_id == Term.case_id, Outlook.key == Term.key))
    )  # fmt: skip


def timer_list(
    viewer: Viewer,
    *,
    first: datetime | None = None,
    before: datetime | None = None,
    cursor: str | None = None,
    limit: int = 25,
) -> TimerPage:
    """Return waiting timers of cases the viewer may see, soonest first. One statement."""
    keys = (Timer.due_at, Timer.case_id, Timer.key, Timer.occurrence)
    statement = (
        select(
            Timer.case_id, Case.number, Timer.key, Timer.occurrence, Timer.title, Timer.basis,
            Timer.reminder, Timer.due_at,
        )
        .join(Case, Case.case_id == Timer.case_id)
        .where(Timer.due_at.is_not(None), independent(Timer.case_id, viewer.username))
        .order_by(*keys)
        .limit(limit + 1)
    )  # fmt: skip
    if first:
        statement = statement.where(Timer.due_at >= first)
    if before:
        statement = statement.where(Timer.due_at < before)
    if cursor:
        at, *rest = decode(cursor, 4)
        statement = statement.where(
            tuple_(*keys) > tuple_(literal(_moment(at), Timer.due_at.type), *(literal(part) for part in rest))
        )
    rows = [TimerRow(*row) for row in db.session.execute(statement)]
    shown = cut(rows, limit, lambda row: (row.due_at.isoformat(), row.case_id, row.key, row.occurrence))
    return TimerPage(*shown)


def _moment(told: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError as error:
        raise BadCursor(BadCursor.__doc__) from error
    if found.tzinfo is None:
        raise BadCursor(BadCursor.__doc__)
    return found


def movable_tasks(
    viewer: Viewer, *, numbers: Sequence[str] = (), ids: Sequence[int] = (), limit: int = 200
) -> list[MovableTask]:
    """Return the open tasks of these cases, and those with these ids, that may be given to somebody else.

    What the one complained about must answer is nobody else's. One statement.
    """
    of_cases = select(Task.id).join(Case, Case.case_id == Task.case_id).where(Case.number.in_(numbers))
    chosen = union_all(of_cases, select(Task.id).where(Task.id.in_(ids))).subquery()  # each by its own index
    statement = (
        select(
            Task.id, Task.title, Task.case_id, Case.number, Task.role, Task.queue, Task.assignee,
            func.coalesce(User.name, ""), Task.due_on, Case.last_day,
        )
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(User, User.username == Task.assignee)
        .where(
            Task.id.in_(select(chosen.c.id)),
            OPEN,
            Task.role != ACCUSED_ROLE,
            independent(Task.case_id, viewer.username),
        )
        .order_by(Task.sort_on, Task.id)
        .limit(limit)
    )  # fmt: skip
    return [MovableTask(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class CalendarTerm:
    case_id: str
    number: str
    key: str
    title: str
    last_day: date


def calendar_terms(viewer: Viewer, role: str = "", *, limit: int = 1000) -> list[CalendarTerm]:
    """Return the running terms of cases with an open task of a team, or without `role` of the viewer.

    Those of the most urgent tasks, at most `limit` of them. One statement.
    """
    place = Task.role == role if role else Task.queue == viewer.queue
    urgent = (
        select(Task.case_id)
        .where(is_exactly(Task.state, "open"), place, independent(Task.case_id, viewer.username))
        .order_by(Task.sort_on, Task.id)
        .limit(limit)
        .subquery()
    )
    statement = (
        select(Term.case_id, Case.number, Term.key, Term.title, Term.last_day)
        .join(Case, Case.case_id == Term.case_id)
        .where(Term.case_id.in_(select(urgent.c.case_id)), Term.running, Term.last_day.is_not(None))
        .order_by(Term.last_day, Term.case_id, Term.key)
    )
    return [CalendarTerm(*row) for row in db.session.execute(statement)]

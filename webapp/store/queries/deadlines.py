"""Statutory terms that run: what is late, what comes this week, what comes later."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, literal, select, tuple_

from webapp.store.db import db, is_exactly, is_true
from webapp.store.models import Case, Task, Term
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import cut, decode_day
from webapp.store.queries.tasks import Viewer

WEEKS_AHEAD = 8
RUNNING = (is_true(Term.running), is_exactly(Term.kind, "statutory"))


@dataclass(frozen=True)
class WeekCount:
    """Terms that end in the week of `monday`; `adjourned` of them were adjourned (9:11 lid 2)."""

    monday: date
    total: int
    adjourned: int


@dataclass(frozen=True)
class DeadlinesOverview:
    """Numbers of running terms of settlement. `weeks` is every week from this one, empty ones too."""

    overdue: int
    this_week: int
    running: int
    weeks: tuple[WeekCount, ...]


@dataclass(frozen=True)
class DeadlineRow:
    """One running statutory term. `step` is the title of the case's oldest open task."""

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


@dataclass(frozen=True)
class DeadlinePage:
    rows: list[DeadlineRow]
    next_cursor: str | None


def deadlines_overview(viewer: Viewer, *, today: date, key: str = "afdoening") -> DeadlinesOverview:
    """Return the numbers for the deadlines page, for terms with this `key`. Two statements.

    Cases in which the viewer is involved are not counted (Awb 9:7).
    """
    monday = today - timedelta(days=today.weekday())
    until = monday + timedelta(weeks=WEEKS_AHEAD)
    of_key = (*RUNNING, Term.key == key, Term.last_day.is_not(None))
    of_key = (*of_key, independent(Term.case_id, viewer.username))
    overdue, running = db.session.execute(
        select(func.count().filter(Term.last_day < today), func.count()).select_from(Term).where(*of_key)
    ).one()
    days = db.session.execute(
        select(Term.last_day, Term.adjourned, func.count())
        .where(*of_key, Term.last_day >= monday, Term.last_day < until)
        .group_by(Term.last_day, Term.adjourned)
    ).all()
    weeks = tuple(_week(monday + timedelta(weeks=n), days) for n in range(WEEKS_AHEAD))
    return DeadlinesOverview(
        overdue=overdue,
        this_week=sum(number for day, _, number in days if today <= day < monday + timedelta(weeks=1)),
        running=running,
        weeks=weeks,
    )


def deadline_list(
    viewer: Viewer, *, today: date, overdue: bool = False, cursor: str | None = None, limit: int = 25
) -> DeadlinePage:
    """Return running statutory terms that the viewer may see, earliest last day first. One statement.

    `overdue` keeps those whose last day is before `today`.
    """
    step = (
        select(Task.title)
        .where(Task.case_id == Term.case_id, Task.state == "open")
        .order_by(Task.id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(
            Term.case_id,
            Case.number,
            Case.subject,
            Case.summary,
            Case.resident,
            Case.handler_name,
            Term.key,
            Term.title,
            Term.basis,
            Term.start,
            Term.last_day,
            Term.adjourned,
            func.coalesce(step, ""),
        )
        .join(Case, Case.case_id == Term.case_id)
        .where(*RUNNING, Term.last_day.is_not(None), independent(Term.case_id, viewer.username))
        .order_by(Term.last_day, Term.case_id, Term.key)
        .limit(limit + 1)
    )
    if overdue:
        statement = statement.where(Term.last_day < today)
    if cursor:
        day, last, term = decode_day(cursor, str, str)
        key = tuple_(literal(day), literal(last), literal(term))
        statement = statement.where(tuple_(Term.last_day, Term.case_id, Term.key) > key)
    rows = [DeadlineRow(*row) for row in db.session.execute(statement)]
    return DeadlinePage(*cut(rows, limit, lambda row: (row.last_day, row.case_id, row.key)))


def _week(monday: date, days: list) -> WeekCount:
    within = [(adjourned, number) for day, adjourned, number in days if 0 <= (day - monday).days < 7]
    return WeekCount(
        monday, sum(number for _, number in within), sum(number for adjourned, number in within if adjourned)
    )

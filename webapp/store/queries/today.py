"""What a case worker should look at first: what may be late before the law, and what comes next."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, select, union_all

from webapp.store.db import is_true
from webapp.store.models import Case, Task, Term, User
from webapp.store.queries.independence import independent
from webapp.store.queries.tasklist import ROW, TaskRow
from webapp.store.queries.taskplaces import OPEN, Wish, own_side, roles_of
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import ask, plain, question

DAYS_AHEAD = 7  # a statutory term that ends within so many days counts as soon


@dataclass(frozen=True)
class AtHand:
    """A task that may matter today. `legal_on`: first statutory day that binds its case."""

    row: TaskRow
    legal_on: date | None
    process: str


@dataclass(frozen=True)
class RunningTerm:
    key: str
    title: str
    statutory: bool
    last_day: date


def at_hand(viewer: Viewer, *, today: date, each: int = 7) -> list[AtHand]:
    """Return tasks of the viewer that may matter today, in no order: `each` of every kind and queue.

    Statutory terms first to end, tasks first to be done, reactions waited for: each an index walk that
    stops after a handful. One statement.
    """
    found = ask(_at_hand(viewer, today + timedelta(days=DAYS_AHEAD), each))
    return [AtHand(TaskRow(*row[:-2]), row.legal_on, row.process) for row in found]


@lru_cache(maxsize=128)
def _at_hand(viewer: Viewer, soon: date, each: int) -> Any:
    free = independent(Task.case_id, viewer.username)
    wish = Wish()
    branches = []
    for queue in (viewer.queue, *roles_of(viewer, wish)):
        here = and_(OPEN, Task.queue == queue, free)
        legal = (here, Task.legal_on.is_not(None), Task.legal_on <= soon)
        branches += [
            select(Task.id).where(*legal).order_by(Task.legal_on, Task.id).limit(each),
            select(Task.id).where(here).order_by(Task.sort_on, Task.id).limit(each),
            select(Task.id).where(here, is_true(Task.waiting)).order_by(Task.sort_on, Task.id).limit(each),
        ]
    branches += [select(Task.id).where(own).order_by(Task.id).limit(each) for own in own_side(viewer, wish)]
    hits = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    statement = (
        select(*ROW, Task.legal_on, Case.process)
        .select_from(Task)
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(User, User.username == Task.assignee)
        .where(Task.id.in_(select(hits.c.id)))
    )
    return plain(statement)


def running_terms(case_ids: Collection[str]) -> dict[str, list[RunningTerm]]:
    """Return the terms of these cases that still bind, first to end first. One statement."""
    found: dict[str, list[RunningTerm]] = {}
    for case_id, key, title, kind, last_day in _running(list(case_ids)):
        found.setdefault(case_id, []).append(RunningTerm(key, title, kind == "statutory", last_day))
    return found


@question
def _running(case_ids: Any) -> Any:
    return (
        select(Term.case_id, Term.key, Term.title, Term.kind, Term.last_day)
        .where(Term.case_id.in_(case_ids), Term.running, Term.last_day.is_not(None))
        .order_by(Term.last_day, Term.key)
    )

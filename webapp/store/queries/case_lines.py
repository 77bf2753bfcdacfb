"""The list of cases, with search and order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, literal, select, tuple_

from webapp.store.db import db
from webapp.store.models import Case, Task, User
from webapp.store.queries.cases import HEAD, CaseHead
from webapp.store.queries.independence import answering, independent
from webapp.store.queries.paging import BadCursor, cut, decode
from webapp.store.queries.tasks import Viewer

Order = Literal["nieuwste", "oudste"]


@dataclass(frozen=True)
class CaseLine(CaseHead):
    """A line in the list of cases. `step` is the title of the oldest open task, empty when there is none."""

    step: str


@dataclass(frozen=True)
class CasePage:
    rows: list[CaseLine]
    next_cursor: str | None


def case_list(
    viewer: Viewer | None = None,
    *,
    state: str = "open",
    search: str | None = None,
    order: Order = "nieuwste",
    cursor: str | None = None,
    limit: int = 25,
) -> CasePage:
    """Return one page of cases that the viewer may see, in order of opening; without a viewer, of all.

    `search` looks in number, resident and summary. Served by the index on state and opening in either
    direction. One statement. Raises BadCursor.
    """
    key = tuple_(Case.opened_at, Case.case_id)
    step = select(Task.title).where(Task.case_id == Case.case_id, Task.state == "open").order_by(Task.id)
    columns = (*HEAD, func.coalesce(step.limit(1).scalar_subquery(), ""))
    statement = select(*columns).outerjoin(User, User.username == Case.handler).where(Case.state == state)
    if viewer is not None:
        statement = statement.where(independent(Case.case_id, viewer.username))
    for word in (search or "").lower().split()[:5]:
        statement = statement.where(Case.search.contains(word, autoescape=True))
    if cursor:
        place = _place(cursor)
        statement = statement.where(key < place if order == "nieuwste" else key > place)
    by = (Case.opened_at, Case.case_id)
    ordered = [column.desc() if order == "nieuwste" else column.asc() for column in by]
    found = db.session.execute(statement.order_by(*ordered).limit(limit + 1))
    lines = [CaseLine(*row) for row in found]
    return CasePage(*cut(lines, limit, lambda line: (line.opened_at.isoformat(), line.case_id)))


def own_cases(viewer: Viewer) -> list[CaseHead]:
    """Return the cases that are about the viewer, newest first: a handful. One statement."""
    statement = select(*HEAD).where(answering(Case.case_id, viewer.username), Case.erased_at.is_(None))
    found = db.session.execute(statement.order_by(Case.opened_at.desc(), Case.case_id.desc()))
    return [CaseHead(*row) for row in found]


def _place(cursor: str) -> Any:
    moment, last = decode(cursor, 2)
    try:
        opened = datetime.fromisoformat(str(moment))
    except ValueError as error:
        raise BadCursor(BadCursor.__doc__) from error
    return tuple_(literal(opened, Case.opened_at.type), literal(str(last)))

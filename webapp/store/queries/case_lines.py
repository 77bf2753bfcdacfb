"""The list of cases, with search and order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, literal, select, tuple_

from webapp.store.db import db
from webapp.store.models import Case, Task
from webapp.store.queries.cases import HEAD, CaseHead
from webapp.store.queries.independence import answering, independent
from webapp.store.queries.paging import BadCursor, cut, decode
from webapp.store.queries.tasks import Viewer
from webapp.store.queries.wordsearch import frequencies, rarest, with_words
from webapp.store.words import asked

Order = Literal["nieuwste", "oudste"]
_KEY = (Case.opened_at, Case.case_id)
_STEP = (
    select(Task.title).where(Task.case_id == Case.case_id, Task.state == "open").order_by(Task.id).limit(1)
)


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

    `search` looks for the beginnings of words in number, names and summary, and in the description as long as
    the case is open. Served by the index on state and opening in either direction, or by a rare word. One
    statement; a search takes one more. Raises BadCursor.
    """
    conditions = [Case.state == state] if not search else _searched(search, state)
    if conditions is None:
        return CasePage([], None)
    if viewer is not None:
        conditions.append(independent(Case.case_id, viewer.username))
    if cursor:
        key, place = tuple_(Case.opened_at, Case.case_id), _place(cursor)
        conditions.append(key < place if order == "nieuwste" else key > place)
    ordered = [column.desc() if order == "nieuwste" else column.asc() for column in _KEY]
    page = select(Case.case_id).where(*conditions).order_by(*ordered).limit(limit + 1).subquery()
    columns = (*HEAD, func.coalesce(_STEP.scalar_subquery(), ""))
    found = select(*columns).join(page, page.c.case_id == Case.case_id).order_by(*ordered)
    lines = [CaseLine(*row) for row in db.session.execute(found)]
    return CasePage(*cut(lines, limit, lambda line: (line.opened_at.isoformat(), line.case_id)))


def _searched(search: str, state: str) -> list[Any] | None:
    """Return the conditions of a search; None when nothing in it can be found.

    From a rare word on, `coalesce` keeps the planner away from the walk along all cases.
    """
    if not (words := asked(search)):
        return None
    is_open = state == "open"
    start = rarest(words, frequencies(words, is_open=is_open))
    place = Case.state == state if start is None else func.coalesce(Case.state, "") == state
    return [place, *with_words(Case.case_id, words, start, is_open=is_open)]


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

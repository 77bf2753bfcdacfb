"""The list of cases, with search and order."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import bindparam, func, select, tuple_

from webapp.store.db import db, is_exactly
from webapp.store.models import Case, Task
from webapp.store.queries.cases import HEAD, CaseHead
from webapp.store.queries.independence import answering, independent
from webapp.store.queries.paging import BadCursor, cut, decode
from webapp.store.queries.taskplaces import OPEN
from webapp.store.queries.tasks import Viewer
from webapp.store.queries.wordsearch import frequencies, rarest, with_words
from webapp.store.questions import ask, plain
from webapp.store.words import asked

Order = Literal["nieuwste", "oudste"]
_KEY = (Case.opened_at, Case.case_id)
_STEP = select(Task.title).where(Task.case_id == Case.case_id, OPEN).order_by(Task.id).limit(1)


@dataclass(frozen=True)
class CaseLine(CaseHead):
    """A line in the list of cases. `step` is the title of the oldest open task, empty when there is none."""

    step: str


@dataclass(frozen=True)
class CasePage:
    rows: list[CaseLine]
    next_cursor: str | None


_STATES = {state: is_exactly(Case.state, state) for state in ("open", "closed")}


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
    words, is_open = tuple(asked(search or "")), state == "open"
    if search and not words:
        return CasePage([], None)
    start = rarest(words, frequencies(words, is_open=is_open)) if words else None
    values = dict(zip(("at_moment", "at_case"), _place(cursor), strict=True)) if cursor else {}
    statement = _listing(viewer and viewer.username, state, words, start, order, limit, bool(cursor))
    lines = [CaseLine(*row) for row in ask(statement, values)]
    return CasePage(*cut(lines, limit, lambda line: (line.opened_at.isoformat(), line.case_id)))


@lru_cache(maxsize=256)
def _listing(
    username: str | None, state: str, words: tuple[str, ...], start: str | None, order: Order, limit: int,
    goes_on: bool,
) -> Any:  # fmt: skip
    """Return the statement for a page, kept for the next time somebody opens this list.

    From a rare word on, `coalesce` keeps the planner away from the walk along all cases.
    """
    place = _STATES[state] if start is None else func.coalesce(Case.state, "") == state
    conditions = [place, *with_words(Case.case_id, words, start, is_open=state == "open")]
    if username is not None:
        conditions.append(independent(Case.case_id, username))
    if goes_on:
        at = tuple_(bindparam("at_moment", type_=Case.opened_at.type), bindparam("at_case"))
        conditions.append(tuple_(*_KEY) < at if order == "nieuwste" else tuple_(*_KEY) > at)
    ordered = [column.desc() if order == "nieuwste" else column.asc() for column in _KEY]
    page = select(Case.case_id).where(*conditions).order_by(*ordered).limit(limit + 1).subquery()
    columns = (*HEAD, func.coalesce(_STEP.scalar_subquery(), ""))
    return plain(select(*columns).join(page, page.c.case_id == Case.case_id).order_by(*ordered))


def own_cases(viewer: Viewer) -> list[CaseHead]:
    """Return the cases that are about the viewer, newest first: a handful. One statement."""
    statement = select(*HEAD).where(answering(Case.case_id, viewer.username), Case.erased_at.is_(None))
    found = db.session.execute(statement.order_by(Case.opened_at.desc(), Case.case_id.desc()))
    return [CaseHead(*row) for row in found]


def _place(cursor: str) -> tuple[datetime, str]:
    moment, last = decode(cursor, 2)
    try:
        opened = datetime.fromisoformat(str(moment))
    except ValueError as error:
        raise BadCursor(BadCursor.__doc__) from error
    return opened, str(last)

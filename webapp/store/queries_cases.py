"""The list of cases with search and order. Kept apart from the questions that the engine's rows answer."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import literal, select, tuple_

from webapp.store.db import db
from webapp.store.models import Case, User
from webapp.store.queries.cases import _HEAD, CaseHead, CasePage
from webapp.store.queries.paging import BadCursor, cut, decode

Order = Literal["nieuwste", "oudste"]


def find_cases(
    *,
    state: str = "open",
    search: str | None = None,
    order: Order = "nieuwste",
    cursor: str | None = None,
    limit: int = 25,
) -> CasePage:
    """Return one page of cases in order of opening. `search` looks in number, resident and summary.

    Served by the index on state and opening in either direction. One statement. Raises BadCursor.
    """
    key = tuple_(Case.opened_at, Case.case_id)
    statement = select(*_HEAD).outerjoin(User, User.username == Case.handler).where(Case.state == state)
    for word in (search or "").lower().split()[:5]:
        statement = statement.where(Case.search.contains(word, autoescape=True))
    if cursor:
        place = _place(cursor)
        statement = statement.where(key < place if order == "nieuwste" else key > place)
    columns = (Case.opened_at, Case.case_id)
    ordered = [column.desc() if order == "nieuwste" else column.asc() for column in columns]
    rows = [CaseHead(*row) for row in db.session.execute(statement.order_by(*ordered).limit(limit + 1))]
    return CasePage(*cut(rows, limit, lambda row: (row.opened_at.isoformat(), row.case_id)))


def _place(cursor: str) -> Any:
    moment, last = decode(cursor, 2)
    try:
        opened = datetime.fromisoformat(str(moment))
    except ValueError as error:
        raise BadCursor(BadCursor.__doc__) from error
    return tuple_(literal(opened, Case.opened_at.type), literal(str(last)))

"""What the bell shows: how many are unread, and which ones. A case that somebody must keep away from never
shows, also when that came to light after the notice was written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, literal, literal_column, or_, select

from webapp.store import models
from webapp.store.db import db
from webapp.store.models import Case, Notice
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import BadCursor, cut, decode
from webapp.store.questions import question

COUNT_CAP = 100
UNREAD = literal_column("notice.read_at IS NULL")  # worded as in the partial index


@dataclass(frozen=True)
class NoticeRow:
    id: int
    kind: str
    text: str
    at: datetime
    read_at: datetime | None
    number: str  # of the case, empty when it is about none
    task_id: int | None


@dataclass(frozen=True)
class NoticePage:
    rows: list[NoticeRow]
    next_cursor: str | None


def unread_count(username: str) -> int:
    """Return how many notices somebody has not read, at most `COUNT_CAP`. One statement on an index."""
    return int(_unread(username).scalar_one())


@question
def _unread(reader: Any) -> Any:
    return unread_of(reader)


def unread_of(reader: Any) -> Any:
    """Return the selection of that number."""
    barred = select(models.Stake.case_id).where(models.Stake.username == reader, models.Stake.bars)
    some = (
        select(literal(1))
        .select_from(Notice)
        .where(Notice.username == reader, UNREAD)
        .where(or_(Notice.case_id.is_(None), Notice.case_id.not_in(barred)))
        .limit(COUNT_CAP)
        .subquery()
    )
    return select(func.count()).select_from(some)


def notice_list(
    username: str, *, only_unread: bool = False, cursor: str | None = None, limit: int = 25
) -> NoticePage:
    """Return the notices of somebody, latest first. One statement."""
    statement = _select(username).order_by(Notice.id.desc()).limit(limit + 1)
    if only_unread:
        statement = statement.where(UNREAD)
    if cursor:
        (last,) = decode(cursor, 1)
        if type(last) is not int:
            raise BadCursor(BadCursor.__doc__)
        statement = statement.where(Notice.id < last)
    rows = [NoticeRow(*row) for row in db.session.execute(statement)]
    page, following = cut(rows, limit, lambda row: (row.id,))
    return NoticePage(page, following)


def notice(username: str, notice_id: int) -> NoticeRow | None:
    """Return one notice of this person; None for another's."""
    row = db.session.execute(_select(username).where(Notice.id == notice_id)).one_or_none()
    return NoticeRow(*row) if row else None


def _select(username: str) -> Any:
    return (
        select(
            Notice.id, Notice.kind, Notice.text, Notice.at, Notice.read_at,
            func.coalesce(Case.number, ""), Notice.task_id,
        )
        .outerjoin(Case, Case.case_id == Notice.case_id)
        .where(
            and_(
                Notice.username == username,
                or_(Notice.case_id.is_(None), independent(Notice.case_id, username)),
            )
        )
    )  # fmt: skip

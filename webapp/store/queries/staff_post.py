"""Mail to colleagues as who looks after the post sees it: whether it left, never what it says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from webapp.store.db import db, is_exactly
from webapp.store.models import StaffMail
from webapp.store.queries.paging import BadCursor, cut, decode
from webapp.store.questions import question

MOST_DEAD = 100


@dataclass(frozen=True)
class StaffMailRow:
    id: str
    recipient_name: str
    recipient_address: str
    subject: str
    state: str  # pending | sent | dead
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str


@dataclass(frozen=True)
class StaffMailPage:
    rows: list[StaffMailRow]
    next_cursor: str | None


_COLUMNS = (
    *(StaffMail.id, StaffMail.recipient_name, StaffMail.recipient_address, StaffMail.subject),
    *(StaffMail.state, StaffMail.created_at, StaffMail.sent_at, StaffMail.attempts, StaffMail.last_error),
)


def staff_mail(*, cursor: str | None = None, limit: int = 25) -> StaffMailPage:
    """Return mail to colleagues, newest first. One statement on an index."""
    keys = (StaffMail.created_at, StaffMail.id)
    statement = select(*_COLUMNS).order_by(*(key.desc() for key in keys)).limit(limit + 1)
    if cursor:
        statement = statement.where(tuple_(*keys) < tuple_(*_place(cursor)))
    rows = [StaffMailRow(*row) for row in db.session.execute(statement)]
    return StaffMailPage(*cut(rows, limit, lambda row: (row.created_at.isoformat(), row.id)))


def dead_staff_mail() -> list[StaffMailRow]:
    """Return mail to colleagues that was given up: somebody must act. One statement on an index."""
    return [StaffMailRow(*row) for row in _dead()]


@question
def _dead() -> Any:
    dead = select(*_COLUMNS).where(is_exactly(StaffMail.state, "dead"))
    return dead.order_by(StaffMail.created_at.desc(), StaffMail.id.desc()).limit(MOST_DEAD)


def _place(cursor: str) -> tuple[datetime, str]:
    at, mail_id = decode(cursor, 2)
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError as error:
        raise BadCursor(BadCursor.__doc__) from error
    if moment.tzinfo is None or not isinstance(mail_id, str):
        raise BadCursor(BadCursor.__doc__)
    return moment, mail_id

"""What left the building, what could not, and which timers stumble."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from webapp.store.db import db
from webapp.store.models import Case, Letter, Outbox, Timer


@dataclass(frozen=True)
class SentMessage:
    """A row of the mail viewer; `markdown` is filled by :func:`outbox_message` only."""

    id: str
    case_id: str
    number: str
    letter_id: str | None
    channel: str
    name: str
    recipient_name: str
    recipient_address: str
    subject: str
    state: str  # pending | sent | dead
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    last_error: str
    payload: Mapping[str, Any] | None = None
    markdown: str = ""


@dataclass(frozen=True)
class FailedTimer:
    """A timer whose last attempt failed; it is tried again at `wake_at`."""

    case_id: str
    number: str
    key: str
    title: str
    due_at: datetime | None
    wake_at: datetime | None
    attempts: int
    last_error: str


_MESSAGE = (
    Outbox.id,
    Outbox.case_id,
    Case.number,
    Letter.id.label("letter_id"),
    Outbox.channel,
    Outbox.name,
    Outbox.recipient_name,
    Outbox.recipient_address,
    func.coalesce(Letter.subject, Outbox.name).label("subject"),
    Outbox.state,
    Outbox.created_at,
    Outbox.sent_at,
    Outbox.attempts,
    Outbox.last_error,
)


def outbox_sent(*, limit: int = 100) -> list[SentMessage]:
    """Return the newest messages that have left, for the mail viewer of the demo. One statement.

    A case that another one began is no post.
    """
    return _messages(limit, Outbox.state == "sent", Outbox.channel != "case")


def dead_letters(*, limit: int = 100) -> list[SentMessage]:
    """Return messages that were given up after many attempts: somebody must act. One statement."""
    return _messages(limit, Outbox.state == "dead")


def outbox_message(outbox_id: str) -> SentMessage | None:
    """Return one message with its text; None when unknown. One statement."""
    statement = _select(*_MESSAGE, Outbox.payload, Letter.markdown).where(Outbox.id == outbox_id)
    row = db.session.execute(statement).one_or_none()
    return SentMessage(*row[:-1], (row.markdown or b"").decode()) if row else None


def failed_timers(*, limit: int = 100) -> list[FailedTimer]:
    """Return timers that stumble. One statement."""
    statement = (
        select(
            Timer.case_id,
            Case.number,
            Timer.key,
            Timer.title,
            Timer.due_at,
            Timer.wake_at,
            Timer.attempts,
            Timer.last_error,
        )
        .join(Case, Case.case_id == Timer.case_id)
        .where(Timer.attempts > 0)
        .order_by(Timer.case_id)
        .limit(limit)
    )
    return [FailedTimer(*row) for row in db.session.execute(statement)]


def _select(*columns: Any) -> Any:
    return (
        select(*columns).join(Case, Case.case_id == Outbox.case_id).outerjoin(Letter, Letter.id == Outbox.id)
    )


def _messages(limit: int, *conditions: Any) -> list[SentMessage]:
    statement = _select(*_MESSAGE).where(*conditions)
    statement = statement.order_by(Outbox.created_at.desc(), Outbox.id.desc()).limit(limit)
    return [SentMessage(*row) for row in db.session.execute(statement)]

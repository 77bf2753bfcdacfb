"""Lending out messages to whoever sends them, and noting what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select, update

from webapp.store.db import is_exactly
from webapp.store.models import Case, Letter, Outbox
from webapp.store.rows import of_case


@dataclass(frozen=True)
class OutboxMessage:
    """A message on its way out. `message_id` is the same at every attempt; `markdown` is the letter."""

    id: str
    message_id: str
    channel: str  # email | post | message | case
    recipient: str  # inwoner | beklaagde | ... ; empty for a channel "message"
    recipient_name: str
    recipient_address: str  # a mail address, or the lines of a postal address
    subject: str
    markdown: str
    letter_name: str  # or of the message, or of the process that begins
    case_number: str
    created_at: datetime
    attachments: tuple[Any, ...] = ()
    payload: Any = None  # content of a channel "message"; what a channel "case" begins with


@dataclass(frozen=True)
class Lease:
    """The right to send one message. Lost when another token was handed out since."""

    outbox_id: str
    token: int
    attempts: int  # earlier ones


def lease_next(connection: Connection, *, at: datetime, until: datetime) -> tuple[Lease, Any] | None:
    """Lend out the message that waits longest, until `until`; None when nothing is due.

    Returns the lease and the row to build an :class:`OutboxMessage` from, see :func:`message_of`.
    """
    waiting = (
        select(Outbox.id, Outbox.lease_token, Outbox.attempts)
        .where(*_due(at))
        .order_by(Outbox.next_at, Outbox.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = connection.execute(waiting).one_or_none()
    if found is None:
        return None
    lease = Lease(found.id, found.lease_token + 1, found.attempts)
    connection.execute(
        update(Outbox).where(Outbox.id == lease.outbox_id).values(next_at=until, lease_token=lease.token)
    )
    return lease, connection.execute(_MESSAGE.where(Outbox.id == lease.outbox_id)).one()


def is_any_due(connection: Connection, at: datetime) -> bool:
    """Whether any message waits to be sent."""
    return connection.execute(select(Outbox.id).where(*_due(at)).limit(1)).first() is not None


def message_of(row: Any, message_id: str) -> OutboxMessage:
    """Return the message in a row of :func:`lease_next`."""
    return OutboxMessage(
        id=row.id,
        message_id=message_id,
        channel=row.channel,
        recipient=row.recipient,
        recipient_name=row.recipient_name,
        recipient_address=row.recipient_address,
        subject=row.subject,
        markdown=(row.markdown or b"").decode(),
        letter_name=row.name,
        case_number=row.number,
        created_at=row.created_at,
        payload=row.payload,
    )


def mark_sent(connection: Connection, lease: Lease, at: datetime) -> bool:
    """Note that the message left; False when the lease had been lost to another sender."""
    return _settle(connection, lease, state="sent", sent_at=at, last_error="")


def mark_failed(connection: Connection, lease: Lease, error: str, *, next_at: datetime | None) -> bool:
    """Note that sending failed. It is tried again at `next_at`; None gives it up (a dead letter)."""
    values: dict[str, Any] = {"last_error": error[:1000]}
    values |= {"state": "dead"} if next_at is None else {"next_at": next_at}
    return _settle(connection, lease, **values)


def withdraw(connection: Connection, case_id: str, seqs: Sequence[int]) -> bool:
    """Take out of the outbox what these events of a case put there, with the letters; nothing may have left.

    False, with nothing settled yet, when a sender has or had any of it: the caller must roll back. Row by row
    the database decides who was first. A sender that comes second finds no row; one that has lent a row makes
    this statement wait (PostgreSQL) or had to come first (SQLite), and then the row no longer fits.
    """
    mine = (of_case(Outbox, case_id), Outbox.seq.in_(seqs))
    untouched = (Outbox.state == "pending", Outbox.lease_token == 0)
    wanted = connection.execute(select(func.count()).select_from(Outbox).where(*mine)).scalar_one()
    if not wanted:
        return True
    gone = connection.execute(delete(Outbox).where(*mine, *untouched).returning(Outbox.id)).scalars().all()
    connection.execute(delete(Letter).where(Letter.id.in_(gone)))
    return len(gone) == wanted


def withdraw_unsent(connection: Connection, case_id: str, seqs: Sequence[int]) -> list[str]:
    """The same for whatever of it did not leave; return the ids of what was taken out."""
    waiting = (Outbox.state == "pending", Outbox.lease_token == 0)
    unsent = or_(and_(*waiting), Outbox.state == "dead")
    mine = (of_case(Outbox, case_id), Outbox.seq.in_(seqs), unsent)
    gone = connection.execute(delete(Outbox).where(*mine).returning(Outbox.id)).scalars().all()
    connection.execute(delete(Letter).where(Letter.id.in_(gone)))
    return list(gone)


def revive(connection: Connection, at: datetime) -> int:
    """Offer every dead letter once more, after somebody mended the cause; return how many there were."""
    statement = update(Outbox).where(Outbox.state == "dead")
    return connection.execute(statement.values(state="pending", attempts=0, next_at=at)).rowcount


def revive_one(connection: Connection, outbox_id: str, at: datetime) -> bool:
    """Offer one dead letter once more; False when it is not dead (any more)."""
    this = (Outbox.id == outbox_id, Outbox.state == "dead")
    statement = update(Outbox).where(*this).values(state="pending", attempts=0, next_at=at)
    return connection.execute(statement).rowcount == 1


def case_of(connection: Connection, outbox_id: str) -> tuple[str, str, str] | None:
    """Return the case of a message, its number, and what to call the message; None when it is gone."""
    title = func.coalesce(func.nullif(Letter.title, ""), Outbox.name)
    found = (
        select(Case.case_id, Case.number, title)
        .select_from(Outbox)
        .join(Case, Case.case_id == Outbox.case_id)
        .outerjoin(Letter, Letter.id == Outbox.id)
        .where(Outbox.id == outbox_id)
    )
    row = connection.execute(found).one_or_none()
    return (row[0], row[1], row[2]) if row else None


_MESSAGE = (
    select(
        Outbox.id,
        Outbox.channel,
        func.coalesce(Letter.recipient, "").label("recipient"),
        Outbox.recipient_name,
        Outbox.recipient_address,
        func.coalesce(Letter.subject, Outbox.name).label("subject"),
        Letter.markdown,
        Outbox.name,
        Case.number,
        Outbox.created_at,
        Outbox.payload,
    )
    .join(Case, Case.case_id == Outbox.case_id)
    .outerjoin(Letter, Letter.id == Outbox.id)
)


def _due(at: datetime) -> tuple[Any, Any]:
    return is_exactly(Outbox.state, "pending"), Outbox.next_at <= at


def _settle(connection: Connection, lease: Lease, **values: Any) -> bool:
    mine = (
        Outbox.id == lease.outbox_id,
        Outbox.lease_token == lease.token,
        Outbox.state == "pending",
    )
    statement = update(Outbox).where(*mine).values(attempts=lease.attempts + 1, **values)
    return connection.execute(statement).rowcount == 1

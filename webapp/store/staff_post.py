"""Mail to colleagues on its way out: the same lending and settling as `webapp.store.post`, without a case."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from webapp.store.db import is_exactly
from webapp.store.models import StaffMail
from webapp.store.post import Lease, OutboxMessage

CHANNEL = "staff"


def write(
    connection: Connection,
    mail_id: str,
    *,
    username: str,
    name: str,
    address: str,
    subject: str,
    markdown: str,
    at: datetime,
) -> None:
    """Put a mail in the box. A second one with the same id is an error: it was written before."""
    connection.execute(
        insert(StaffMail).values(
            id=mail_id, username=username, recipient_name=name, recipient_address=address, subject=subject,
            markdown=markdown, state="pending", created_at=at, next_at=at, attempts=0, lease_token=0,
            last_error="",
        )
    )  # fmt: skip


def is_any_due(connection: Connection, at: datetime) -> bool:
    """Whether any mail waits to be sent."""
    return connection.execute(select(StaffMail.id).where(*_due(at)).limit(1)).first() is not None


def lease_next(connection: Connection, *, at: datetime, until: datetime) -> tuple[Lease, Any] | None:
    """Lend out the mail that waits longest, until `until`; None when nothing is due."""
    waiting = (
        select(StaffMail.__table__)
        .where(*_due(at))
        .order_by(StaffMail.next_at, StaffMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = connection.execute(waiting).one_or_none()
    if row is None:
        return None
    lease = Lease(row.id, row.lease_token + 1, row.attempts)
    lent = update(StaffMail).where(StaffMail.id == row.id)
    connection.execute(lent.values(next_at=until, lease_token=lease.token))
    return lease, row


def message_of(row: Any, message_id: str) -> OutboxMessage:
    """Return the mail in a row of :func:`lease_next`."""
    return OutboxMessage(
        id=row.id,
        message_id=message_id,
        channel=CHANNEL,
        recipient="medewerker",
        recipient_name=row.recipient_name,
        recipient_address=row.recipient_address,
        subject=row.subject,
        markdown=row.markdown,
        letter_name="overzicht",
        case_number="",
        created_at=row.created_at,
    )


def mark_sent(connection: Connection, lease: Lease, at: datetime) -> bool:
    """Note that the mail left; False when the lease had been lost to another sender."""
    return _settle(connection, lease, state="sent", sent_at=at, last_error="")


def mark_failed(connection: Connection, lease: Lease, error: str, *, next_at: datetime | None) -> bool:
    """Note that sending failed. It is tried again at `next_at`; None gives it up."""
    values: dict[str, Any] = {"last_error": error[:1000]}
    values |= {"state": "dead"} if next_at is None else {"next_at": next_at}
    return _settle(connection, lease, **values)


def revive(connection: Connection, mail_id: str, at: datetime) -> bool:
    """Offer one mail that was given up once more; False when it is not dead (any more)."""
    this = (StaffMail.id == mail_id, StaffMail.state == "dead")
    statement = update(StaffMail).where(*this).values(state="pending", attempts=0, next_at=at)
    return connection.execute(statement).rowcount == 1


def _due(at: datetime) -> tuple[Any, Any]:
    return is_exactly(StaffMail.state, "pending"), StaffMail.next_at <= at


def _settle(connection: Connection, lease: Lease, **values: Any) -> bool:
    mine = (
        StaffMail.id == lease.outbox_id,
        StaffMail.lease_token == lease.token,
        StaffMail.state == "pending",
    )
    statement = update(StaffMail).where(*mine).values(attempts=lease.attempts + 1, **values)
    return connection.execute(statement).rowcount == 1

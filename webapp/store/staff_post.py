"""Mail to colleagues on its way out: the same lending and settling as `webapp.store.post`, without a case."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from webapp.store.lending import Lease, Lending
from webapp.store.models import StaffMail
from webapp.store.post import OutboxMessage

CHANNEL = "staff"
_BOX = Lending(StaffMail)
is_any_due, mark_sent, mark_failed, revive = _BOX.is_any_due, _BOX.mark_sent, _BOX.mark_failed, _BOX.revive


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


def lease_next(connection: Connection, *, at: datetime, until: datetime) -> tuple[Lease, Any] | None:
    """Lend out the mail that waits longest, until `until`; None when nothing is due."""
    lease = _BOX.lend(connection, at=at, until=until)
    if lease is None:
        return None
    this = select(StaffMail.__table__).where(StaffMail.id == lease.outbox_id)
    return lease, connection.execute(this).one()


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

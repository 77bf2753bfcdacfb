"""Lending out messages to whoever sends them, and noting what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, func, or_, select

from webapp.store.lending import Lease, Lending
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


_BOX = Lending(Outbox)
is_any_due, mark_sent, mark_failed, revive = _BOX.is_any_due, _BOX.mark_sent, _BOX.mark_failed, _BOX.revive


def lease_next(connection: Connection, *, at: datetime, until: datetime) -> tuple[Lease, Any] | None:
    """Lend out the message that waits longest, until `until`; None when nothing is due.

    Returns the lease and the row to build an :class:`OutboxMessage` from, see :func:`message_of`.
    """
    lease = _BOX.lend(connection, at=at, until=until)
    if lease is None:
        return None
    return lease, connection.execute(_MESSAGE.where(Outbox.id == lease.outbox_id)).one()


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

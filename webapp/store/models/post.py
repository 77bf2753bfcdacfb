"""What goes out and what comes in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, Compressed, UTCDateTime, db

PENDING = text("state = 'pending'")


class Letter(db.Model):
    """A letter as it was written. `id` is `case_id:key`, so one step writes one letter, ever.

    The index on the id finds the letters of a case too (`webapp.store.rows.of_case`), but no planner can tell
    beforehand how few these are; hence that on `case_id`, for pages. `bundle_hash` is
    the version whose template `letter` it came from. When a person changed the text, `changed_by` is who
    and `template` what the template had made of it.
    """

    __tablename__ = "letter"
    id: Mapped[str] = mapped_column(String(150), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), index=True)
    letter: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200), default="")
    recipient: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(300))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    address: Mapped[Any] = mapped_column(CaseValue)
    markdown: Mapped[bytes] = mapped_column(Compressed)
    bundle_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    changed_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    template: Mapped[bytes | None] = mapped_column(Compressed)


class Outbox(db.Model):
    """A message that must leave the building, written in the transaction that decided so.

    `id` is `case_id:key`: the primary key itself makes the decision happen once. It is the id of the
    letter as well, when there is one. Sending is the one
    thing outside the transaction. Who sends pushes `next_at` past the time that may take (the lease)
    and takes a `lease_token`; only the holder of the last token may say what came of it.
    """

    __tablename__ = "outbox"
    id: Mapped[str] = mapped_column(String(150), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"))
    channel: Mapped[str] = mapped_column(String(20))  # email | post | message | case
    name: Mapped[str] = mapped_column(String(100))  # of the letter, message or process
    recipient_name: Mapped[str] = mapped_column(String(200), default="")
    recipient_address: Mapped[str] = mapped_column(String(300), default="")
    payload: Mapped[Any | None] = mapped_column(CaseValue)
    state: Mapped[str] = mapped_column(String(10))  # pending | sent | dead
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    lease_token: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seq: Mapped[int | None] = mapped_column(Integer)  # event of the case that decided it
    last_error: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_outbox_pending", "next_at", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_outbox_state", "state", "created_at"),
        {"sqlite_with_rowid": False},
    )


class Inbox(db.Model):
    """What came in from where, so that the same message twice is one message."""

    __tablename__ = "inbox"
    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)

"""The append-only history. Together, in order, the events *are* the case."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db

SUBSTITUTED = text("on_behalf <> ''")


class Event(db.Model):
    """One link of the chain: `hash` covers the previous hash, these columns and `payload_hash`.

    `undone_by` is the event because of which this one no longer counts. It can be computed again from the
    chain (`engine.rewind`), so no hash covers it; it lets queries leave out what does not count.
    `actor` is who did it; `on_behalf` names the absent colleague whom he stood in for, if anyone.
    """

    __tablename__ = "event"
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(100))
    occurrence: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(80))
    bundle_hash: Mapped[str] = mapped_column(String(64))
    payload_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    undone_by: Mapped[int | None] = mapped_column(Integer)
    on_behalf: Mapped[str] = mapped_column(String(80), default="", server_default="")

    __table_args__ = (
        Index(
            "ix_event_on_behalf", "on_behalf", "at", sqlite_where=SUBSTITUTED, postgresql_where=SUBSTITUTED
        ),
        {"sqlite_with_rowid": False},
    )


class EventPayload(db.Model):
    """What an event carried, in a row of its own: erasing it leaves the chain of hashes whole.

    `salt` goes into `payload_hash` and is erased along, so that a hash left behind cannot be
    used to guess what a short answer was. `steps` is what the engine did in answer; it can be
    computed again, so no hash covers it. `letters` are the texts that the actor gave letters, by key.
    """

    __tablename__ = "event_payload"
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    salt: Mapped[bytes | None] = mapped_column(LargeBinary(8))
    content: Mapped[Any | None] = mapped_column(CaseValue)
    reason: Mapped[str] = mapped_column(Text, default="")
    steps: Mapped[Any | None] = mapped_column(CaseValue)
    letters: Mapped[Any | None] = mapped_column(CaseValue)

    __table_args__ = (
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        {"sqlite_with_rowid": False},
    )

"""The append-only history. Together, in order, the events *are* the case."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db


class Event(db.Model):
    """One link of the chain: `hash` covers the previous hash, these columns and `payload_hash`."""

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

    __table_args__ = {"sqlite_with_rowid": False}


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

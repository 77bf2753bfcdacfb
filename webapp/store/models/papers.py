"""What colleagues and residents lay in a case file: documents and remarks."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import UTCDateTime, db


class Document(db.Model):
    """A file that came with a case. The bytes lie in the data folder under their own hash.

    `scan_at` is when the virus scanner must look at it (again); empty when that is done. A document that
    was taken out stays as a row without bytes: what it was, who took it out and why.
    """

    __tablename__ = "document"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    filename: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text, default="", server_default="")
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(String(20), default="", server_default="")  # where it was added
    state: Mapped[str] = mapped_column(String(12))  # quarantine | clean | infected | not_scanned
    finding: Mapped[str] = mapped_column(String(200), default="", server_default="")  # what the scanner said
    scan_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    added_by: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    removed_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    removed_reason: Mapped[str] = mapped_column(Text, default="", server_default="")

    __table_args__ = (
        Index(
            "ix_document_scan",
            *("scan_at", "id"),
            sqlite_where=text("scan_at IS NOT NULL"),
            postgresql_where=text("scan_at IS NOT NULL"),
        ),
    )


class Note(db.Model):
    """A remark of a colleague on a case; no part of its history."""

    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    pinned: Mapped[bool] = mapped_column(Boolean, default=False)
    added_by: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Mention(db.Model):
    """A colleague who is called in a note. `seen_at` is empty until that colleague opened the case."""

    __tablename__ = "mention"
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"), primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index(
            "ix_mention_open",
            *("username", "note_id"),
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

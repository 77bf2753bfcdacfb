"""Drafts of the procedure: what somebody is changing, beside the version in use."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import Compressed, UTCDateTime, db


class Draft(db.Model):
    """A set of changes on a published version. `rev` counts the changes; nothing here runs a case."""

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    base_hash: Mapped[str] = mapped_column(ForeignKey("bundle.hash"))
    state: Mapped[str] = mapped_column(String(20), default="open")  # open, discarded
    rev: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by: Mapped[str] = mapped_column(String(80))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (Index(None, "state", "changed_at", "id"),)


class DraftFile(db.Model):
    """A file that differs from the base: `content` is what takes its place, None when it goes away.

    A row whose content equals the base stays, so that `rev` keeps telling when the file last changed.
    """

    __tablename__ = "draft_file"
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))  # changed, removed, same (as the base)
    rev: Mapped[int]
    changed_by: Mapped[str] = mapped_column(String(80))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    content: Mapped[bytes | None] = mapped_column(Compressed)


class DraftChange(db.Model):
    """The history of a draft: who did what to which file; `content` is what the file then held."""

    __tablename__ = "draft_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    path: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    hash: Mapped[str] = mapped_column(String(64), default="")
    content: Mapped[bytes | None] = mapped_column(Compressed)

    __table_args__ = (Index(None, "draft_id", "id"), Index(None, "draft_id", "path", "id"))

"""What makes a long list usable: words to search by, views worth keeping, changes to take back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db

# Ranges of words must be ranges of letters, whatever language the database sorts by.
_WORD = String(40).with_variant(String(40, collation="C"), "postgresql")


class CaseWord(db.Model):
    """A word of a case: of its number, the names in it and what the complaint says.

    Searching is a range of the index for the beginning of a word. `open` says whether the case is, and leads
    that index: what is frequent among ever more closed cases may be rare in the work at hand.
    """

    __tablename__ = "case_word"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    word: Mapped[str] = mapped_column(_WORD, primary_key=True)

    open: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (
        Index("ix_case_word_open", "open", "word", "case_id"),
        {"sqlite_with_rowid": False},
    )


class SavedView(db.Model):
    """A filter of the task list under a name. `role` is whom it is shared with; empty: nobody."""

    __tablename__ = "saved_view"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("user.username"), index=True)
    role: Mapped[str] = mapped_column(String(100), default="", index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Handover(db.Model):
    """Tasks that changed hands together: `moved` is [[task, before, after], ...], to take back."""

    __tablename__ = "handover"
    id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    taken_back_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    moved: Mapped[Any] = mapped_column(CaseValue)

"""What managers look ahead with: where each running term stands, figures kept for a while, calendar links."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db

THREATENED = text("threatened")


class Outlook(db.Model):
    """One running statutory term as the forecast saw it last; the clock keeps these rows.

    Nothing in it decides anything: emptied, it is made anew. `role` and `queue` are of the step that the case
    waits for, `awaited` is everyone whose turn it is, with a space between. `chance` is the chance in
    percents that the last day is missed; empty when that lies beyond the horizon. `threatened`: in time, but
    more likely late than not.
    """

    __tablename__ = "outlook"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    last_day: Mapped[date] = mapped_column(Date)
    adjourned: Mapped[bool] = mapped_column(Boolean)
    role: Mapped[str] = mapped_column(String(100))
    queue: Mapped[str] = mapped_column(String(100))
    awaited: Mapped[str] = mapped_column(String(120))
    step: Mapped[str] = mapped_column(String(100))
    chance: Mapped[int | None] = mapped_column(SmallInteger)
    expected_on: Mapped[date | None] = mapped_column(Date)
    threatened: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (
        Index(None, "role", "last_day", "case_id", "key"),
        Index(
            "ix_outlook_threatened",
            *("last_day", "case_id", "key"),
            sqlite_where=THREATENED,
            postgresql_where=THREATENED,
        ),
        {"sqlite_with_rowid": False},
    )


class OutlookTurn(db.Model):
    """A running statutory term under each whose turn it is, as the forecast saw it last.

    `role`, `adjourned` and `threatened` repeat what :class:`Outlook` says, so that lists stay index walks.
    """

    __tablename__ = "outlook_turn"
    awaited: Mapped[str] = mapped_column(String(40), primary_key=True)
    last_day: Mapped[date] = mapped_column(Date, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    role: Mapped[str] = mapped_column(String(100))
    adjourned: Mapped[bool] = mapped_column(Boolean)
    threatened: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = (
        Index(None, "role", "awaited", "last_day", "case_id", "key"),
        Index(
            "ix_outlook_turn_threatened",
            *("awaited", "last_day", "case_id", "key"),
            sqlite_where=THREATENED,
            postgresql_where=THREATENED,
        ),
        {"sqlite_with_rowid": False},
    )


class Memo(db.Model):
    """Figures that took a while, with the moment they were made. May always be thrown away."""

    __tablename__ = "memo"
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    content: Mapped[Any] = mapped_column(CaseValue)


class CalendarLink(db.Model):
    """A secret address from which a calendar program reads last days. Only the hash of it is kept.

    `role` is the team it shows; empty for the person's own.
    """

    __tablename__ = "calendar_link"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("user.username"), index=True)
    role: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

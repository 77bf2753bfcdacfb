"""Who is away and who stands in, what people are told, and what they want to be told."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import UTCDateTime, db

VALID = text("cancelled_at IS NULL")
UNREAD = text("read_at IS NULL")
LAST_DAY = text("kind = 'last_day'")
PENDING = text("state = 'pending'")
DEAD = text("state = 'dead'")


class Absence(db.Model):
    """Days that a colleague is away, both ends included. Nothing is reassigned: the substitute acts "namens".

    `told_start` and `told_end`: the people concerned have heard that it began, that it is over.
    """

    __tablename__ = "absence"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(ForeignKey("user.username"))
    from_on: Mapped[date] = mapped_column(Date)
    until_on: Mapped[date] = mapped_column(Date)
    substitute: Mapped[str | None] = mapped_column(ForeignKey("user.username"))
    note: Mapped[str] = mapped_column(Text, default="")
    planned_by: Mapped[str] = mapped_column(String(80))
    planned_at: Mapped[datetime] = mapped_column(UTCDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    told_start: Mapped[bool] = mapped_column(Boolean, default=False)
    told_end: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = (
        Index("ix_absence_substitute", "substitute", "until_on", sqlite_where=VALID, postgresql_where=VALID),
        Index("ix_absence_username", "username", "until_on", sqlite_where=VALID, postgresql_where=VALID),
        Index("ix_absence_until_on", "until_on", sqlite_where=VALID, postgresql_where=VALID),
    )


class Notice(db.Model):
    """Something to know for one person: what the bell rings for.

    `kind`: mention | assigned | letter_failed | last_day | substitute | release. The text names a case by its
    number and a task by its title, never what a resident told. A task is announced once to a person as on its
    last day; that is what the unique index says.
    """

    __tablename__ = "notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[str | None] = mapped_column(ForeignKey("case_.case_id"), index=True)
    task_id: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        Index(None, "username", "id"),
        # Ends in the case, so that counting leaves out who is involved without another page.
        Index(
            "ix_notice_unread", "username", "id", "case_id", sqlite_where=UNREAD, postgresql_where=UNREAD
        ),
        Index(
            "uq_notice_last_day", "task_id", "username",
            unique=True, sqlite_where=LAST_DAY, postgresql_where=LAST_DAY,
        ),
    )  # fmt: skip


class Preference(db.Model):
    """What a person wants in the mail, and on which day the last digest was made. No row: the defaults."""

    __tablename__ = "preference"
    username: Mapped[str] = mapped_column(ForeignKey("user.username"), primary_key=True)
    digest: Mapped[bool] = mapped_column(Boolean, default=True)
    digest_hour: Mapped[int | None] = mapped_column(Integer)  # in Amsterdam; None: that of the installation
    urgent: Mapped[bool] = mapped_column(Boolean, default=True)  # mail about what becomes late today
    digested_on: Mapped[date | None] = mapped_column(Date)

    __table_args__ = {"sqlite_with_rowid": False}


class StaffMail(db.Model):
    """A mail to a colleague on its way out, as `outbox` is for letters.

    `id` says what it is about (`digest:anna:2026-03-24`), so the primary key makes it be written once.
    """

    __tablename__ = "staff_mail"
    id: Mapped[str] = mapped_column(String(150), primary_key=True)
    username: Mapped[str] = mapped_column(String(80))
    recipient_name: Mapped[str] = mapped_column(String(200))
    recipient_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    markdown: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))  # pending | sent | dead
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    next_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    lease_token: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_error: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_staff_mail_pending", "next_at", "id", sqlite_where=PENDING, postgresql_where=PENDING),
        Index("ix_staff_mail_dead", "created_at", "id", sqlite_where=DEAD, postgresql_where=DEAD),
        Index(None, "created_at", "id"),
        {"sqlite_with_rowid": False},
    )

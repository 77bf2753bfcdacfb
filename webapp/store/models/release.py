"""Making a draft the version in use: who asked, who agreed, and what happened to the procedure over time."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db


class FrozenBundle(db.Model):
    """The files of a version that is not published (yet), as a zip: what is tried and asked for stays as it
    was, whatever happens to the draft."""

    __tablename__ = "frozen_bundle"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(UTCDateTime)


class DryRunTick(db.Model):
    """A case that the owner ticked in the list of a dry run, to be moved along."""

    __tablename__ = "dry_run_tick"
    run_id: Mapped[int] = mapped_column(ForeignKey("dry_run.id"), primary_key=True, autoincrement=False)
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}


class PublishRequest(db.Model):
    """Somebody asks to make a version the one in use; a second person decides.

    `cases` is keep, all or selected (those ticked in dry run `run_id`). `base_hash` is the version that was
    in use when it was asked: when that is no longer so, nothing is published.
    """

    __tablename__ = "publish_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    target: Mapped[str] = mapped_column(ForeignKey("frozen_bundle.hash"))
    base_hash: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10))  # asked, refused, withdrawn, approved, published, failed
    from_day: Mapped[date | None] = mapped_column(Date)  # None: as soon as somebody agrees
    cases: Mapped[str] = mapped_column(String(10))
    run_id: Mapped[int | None] = mapped_column(Integer)
    choices: Mapped[Any] = mapped_column(CaseValue)  # step -> why it does not apply; None: do it now
    reason: Mapped[str] = mapped_column(Text)
    findings: Mapped[str] = mapped_column(Text)  # paths that break the law, one a line
    asked_by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decision: Mapped[str] = mapped_column(Text, default="")  # in the words of who decided
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    migration_id: Mapped[int | None] = mapped_column(Integer)
    problem: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (Index(None, "draft_id", "id"), Index(None, "state", "from_day"))


class VersionEvent(db.Model):
    """One line of the history of the procedure: a version came in use, or cases went to one or came back."""

    __tablename__ = "version_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))  # published | moved | undone
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    target: Mapped[str] = mapped_column(String(64), index=True)
    by: Mapped[str] = mapped_column(String(80))
    agreed_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    migration_id: Mapped[int | None] = mapped_column(Integer, index=True)
    cases: Mapped[int] = mapped_column(Integer, default=0)  # that went or came back; known once it is over

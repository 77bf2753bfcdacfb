"""Cases on another version: what a dry run found, what was moved and by whom, and how each was before."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, Compressed, UTCDateTime, db


class DryRun(db.Model):
    """One dry run of a version over many cases. `counts` holds by kind in how many cases it occurs.

    `target` is the hash of the version, which need not be published.
    """

    __tablename__ = "dry_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(String(64))
    label: Mapped[str] = mapped_column(String(200), default="")
    closed_since: Mapped[date | None] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10))  # running | done | failed
    total: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer, default=0)
    counts: Mapped[Any] = mapped_column(CaseValue)
    problem: Mapped[str] = mapped_column(Text, default="")
    started_by: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    draft_id: Mapped[int | None] = mapped_column(Integer)
    stands: Mapped[Any] = mapped_column(CaseValue, nullable=True)  # in how many cases by what they can do
    questions: Mapped[Any] = mapped_column(CaseValue, nullable=True)  # steps to choose about, by id
    beat_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # of whoever is at work on it

    __table_args__ = (Index(None, "target", "id"), Index(None, "draft_id", "id"), Index(None, "state"))


class DryRunCase(db.Model):
    """What a dry run found of one case: labels of the drawing and days, no word of what people wrote."""

    __tablename__ = "dry_run_case"
    run_id: Mapped[int] = mapped_column(ForeignKey("dry_run.id"), primary_key=True, autoincrement=False)
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[str] = mapped_column(String(40))
    rev: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(64))
    is_open: Mapped[bool] = mapped_column(Boolean)
    can_move: Mapped[bool] = mapped_column(Boolean)  # without a choice
    kind: Mapped[str] = mapped_column(String(30))  # the gravest
    details: Mapped[Any] = mapped_column(CaseValue)

    __table_args__ = {"sqlite_with_rowid": False}


class DryRunKind(db.Model):
    """By which kinds of difference a case is found: a case has as many rows as it has kinds, and one more
    that says what it can do ("stand:...")."""

    __tablename__ = "dry_run_kind"
    run_id: Mapped[int] = mapped_column(ForeignKey("dry_run.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}


class Migration(db.Model):
    """The journal: cases that were moved to another version together, by whom and why."""

    __tablename__ = "migration"
    id: Mapped[int] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(ForeignKey("bundle.hash"))
    choices: Mapped[Any] = mapped_column(CaseValue)  # step -> why it does not apply; None: do it now
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))  # moving | moved | undoing | undone
    moved_by: Mapped[str] = mapped_column(String(80))
    moved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(String(80), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_reason: Mapped[str] = mapped_column(Text, default="")
    beat_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # of whoever is at work on it

    __table_args__ = (Index(None, "state"),)


class MigrationCase(db.Model):
    """What became of one case of a migration. `rev` and `seq` are those of the case once it had moved."""

    __tablename__ = "migration_case"
    migration_id: Mapped[int] = mapped_column(
        ForeignKey("migration.id"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    number: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(64))
    result: Mapped[str] = mapped_column(String(20))  # waiting | moved | refused | undone | stands
    text: Mapped[str] = mapped_column(Text, default="")  # why not
    rev: Mapped[int] = mapped_column(Integer, default=0)
    seq: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = {"sqlite_with_rowid": False}


class BeforeMigration(db.Model):
    """The rows of a case as they were before event `seq` moved it, to put them back byte for byte."""

    __tablename__ = "before_migration"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    rows: Mapped[Any] = mapped_column(CaseValue)
    snapshot: Mapped[bytes] = mapped_column(Compressed)

    __table_args__ = {"sqlite_with_rowid": False}

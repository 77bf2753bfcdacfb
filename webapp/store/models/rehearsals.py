"""Trying a draft: cases that owners walk through by hand, and how the scenarios of a version came out."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db


class Rehearsal(db.Model):
    """An invented case on a draft: the sentences that play it, `[text, [[cell, ...], ...]]` each."""

    __tablename__ = "rehearsal"
    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    process: Mapped[str] = mapped_column(String(80))
    steps: Mapped[Any] = mapped_column(CaseValue)
    started_by: Mapped[str] = mapped_column(String(80))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (Index(None, "draft_id", "started_by", "changed_at"),)


class ScenarioResult(db.Model):
    """How one file of scenarios came out on a version, published or not.

    `key` is the hash of all that can change the outcome: this file, and everything that is no scenario.
    `results` holds what was played so far, of `total`: `{"name", "line", "ok", "message"}` each.
    """

    __tablename__ = "scenario_result"
    bundle_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    total: Mapped[int]
    played: Mapped[int]
    red: Mapped[int]
    results: Mapped[Any] = mapped_column(CaseValue)
    played_by: Mapped[str] = mapped_column(String(80))
    played_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = (Index(None, "key"), Index(None, "played_at"))


class ScenarioRun(db.Model):
    """Which version of a draft had its scenarios played last: `draft_rev` tells whether it changed since."""

    __tablename__ = "scenario_run"
    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    draft_rev: Mapped[int]
    bundle_hash: Mapped[str] = mapped_column(String(64))
    files: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by: Mapped[str] = mapped_column(String(80))

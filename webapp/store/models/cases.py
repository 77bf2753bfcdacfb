"""A case and the people that belong to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, Compressed, UTCDateTime, db


class Case(db.Model):
    """One complaint. Everything a list shows is a column; the two big values come last.

    Lists never select `facts` or `snapshot`: as last columns SQLite leaves their pages unread.
    `resident` repeats the party's name, so that a list needs no further join.
    """

    __tablename__ = "case_"
    case_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    process: Mapped[str] = mapped_column(String(100))
    bundle_hash: Mapped[str] = mapped_column(String(64))
    rev: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10))  # open | closed
    outcome: Mapped[str] = mapped_column(String(200), default="")
    subject: Mapped[str] = mapped_column(String(40), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(String(20), default="")
    received_on: Mapped[date | None] = mapped_column(Date)
    regime: Mapped[str] = mapped_column(String(10), default="")
    confidentiality: Mapped[str] = mapped_column(String(40), default="")
    status_text: Mapped[str] = mapped_column(String(200), default="")
    handler: Mapped[str] = mapped_column(String(80), default="")  # username, when an account has that name
    handler_name: Mapped[str] = mapped_column(String(200), default="")
    last_day: Mapped[date | None] = mapped_column(Date)
    resident: Mapped[str] = mapped_column(String(200), default="")
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    last_seq: Mapped[int] = mapped_column(Integer)
    last_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    facts: Mapped[Any] = mapped_column(CaseValue)
    snapshot: Mapped[bytes] = mapped_column(Compressed)
    rewinds: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # how often taken back
    migrations: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # moves to other versions

    __table_args__ = (
        Index(None, "state", "opened_at", "case_id"),
        Index(None, "state", "bundle_hash", "case_id"),  # how many open cases run on a version
        Index(None, "state", "process"),  # how many open cases a process has
    )


class Registration(db.Model):
    """What the register (Awb 9:12a) and the archive ask of a case, in narrow rows of their own.

    So a year is read without the pages of the cases. Nothing in it points to a person: it stays when the
    case is erased. `kind` is what came in, `judgement` and `norms` (one a line) are about the whole
    complaint, `keep_until` is empty for what is kept for good or for now.
    """

    __tablename__ = "registration"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    process: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(40), default="")
    written: Mapped[bool] = mapped_column(Boolean)
    received_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[str] = mapped_column(String(40), default="")
    judgement: Mapped[str] = mapped_column(String(20), default="")
    theme: Mapped[str] = mapped_column(String(40), default="")
    norms: Mapped[str] = mapped_column(Text, default="")
    kept_as: Mapped[str] = mapped_column(String(10), default="")  # result in the selection list
    keep_until: Mapped[date | None] = mapped_column(Date)

    __table_args__ = (
        Index(None, "received_on", "process"),
        Index(
            "ix_registration_keep_until",
            *("keep_until", "case_id"),
            sqlite_where=text("keep_until IS NOT NULL"),
            postgresql_where=text("keep_until IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )


class Party(db.Model):
    """A person or organisation as this case knows it."""

    __tablename__ = "party"
    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    street: Mapped[str] = mapped_column(String(200), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[str] = mapped_column(String(100), default="")
    function: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = {"sqlite_with_rowid": False}


class Involvement(db.Model):
    """What a party is in a case: see `webapp.involvement.ORDER` for the roles.

    `username` is the account that was linked on purpose; `bars`: this party may not handle the case.
    """

    __tablename__ = "involvement"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    party_id: Mapped[str] = mapped_column(ForeignKey("party.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))
    username: Mapped[str] = mapped_column(String(80), default="")
    bars: Mapped[bool] = mapped_column(Boolean, default=False)

    __table_args__ = {"sqlite_with_rowid": False}


class Stake(db.Model):
    """An account that is tied to a case: what every list leaves out, found by its primary key.

    `bars`: has no part in handling the case (Awb 9:7); `answers`: is complained about and gives his side.
    """

    __tablename__ = "stake"
    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True, index=True)
    bars: Mapped[bool] = mapped_column(Boolean)
    answers: Mapped[bool] = mapped_column(Boolean)

    __table_args__ = {"sqlite_with_rowid": False}


class PersonKey(db.Model):
    """By what the resident of a case is recognised (`webapp.persons`): finds earlier cases of the same."""

    __tablename__ = "person_key"
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True, index=True)

    __table_args__ = {"sqlite_with_rowid": False}


class CaseLink(db.Model):
    """Two cases that a colleague tied together, with the reason.

    `merged`: the case `case_id` goes on in `other_id`; `related`: each is worth reading beside the other.
    """

    __tablename__ = "case_link"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(10))  # related | merged
    reason: Mapped[str] = mapped_column(Text)
    added_by: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = {"sqlite_with_rowid": False}


class Counter(db.Model):
    """Running numbers, such as the last case number of a year."""

    __tablename__ = "counter"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column(Integer)

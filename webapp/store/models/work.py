"""What is to be done and by when: tasks, statutory and service terms, timers, waits."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import CaseValue, UTCDateTime, db


def _partial_index(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


# What lists filter by, so that a walk for something rare reads the index and not the rows.
_ALONG = ("case_id", "sort_on", "subject", "waiting", "provider", "assignee")


class Task(db.Model):
    """A piece of human work. Stable identity: case, BPMN id, occurrence.

    `queue` is where the task lies: `@name` with a person, otherwise the role whose members may take
    it. `sort_on` is `due_on` with the end of time for "no date", so that one index gives the order.
    The indexes hold open tasks only: finished work costs the lists nothing. They end in the case, so that
    leaving out who is involved needs no other page. `number`, `received_on`, `provider` and `legal_on` (the
    first statutory day that still binds) repeat what the case knows, so that every order and filter of the
    list is an index walk. `awaited` is whose answer the task itself waits for (`webapp.turns`); empty when
    the municipality has to do it. The answers are in the history, in the payload of its event.
    """

    __tablename__ = "task"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"))
    bpmn_id: Mapped[str] = mapped_column(String(100))
    occurrence: Mapped[int] = mapped_column(Integer)
    process: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(100))
    candidates: Mapped[str] = mapped_column(String(300), default="")  # roles, one a line
    form: Mapped[str] = mapped_column(String(200))
    basis: Mapped[str] = mapped_column(String(200), default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))  # open | done | cancelled
    due_on: Mapped[date | None] = mapped_column(Date)
    sort_on: Mapped[date] = mapped_column(Date)
    assignee: Mapped[str | None] = mapped_column(String(80))
    queue: Mapped[str] = mapped_column(String(100))
    subject: Mapped[str] = mapped_column(String(40), default="")
    waiting: Mapped[bool] = mapped_column(Boolean, default=False)  # on the resident
    awaited: Mapped[str] = mapped_column(String(40), default="", server_default="")
    number: Mapped[str] = mapped_column(String(40), default="")
    received_on: Mapped[date] = mapped_column(Date, default=date.min)
    provider: Mapped[str] = mapped_column(String(200), default="")
    legal_on: Mapped[date | None] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done_by: Mapped[str | None] = mapped_column(String(80))
    draft: Mapped[Any | None] = mapped_column(CaseValue)
    draft_by: Mapped[str | None] = mapped_column(String(80))
    draft_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    __table_args__ = (
        UniqueConstraint("case_id", "bpmn_id", "occurrence"),
        _partial_index("ix_task_open_case", "case_id", "id", where="state = 'open'"),
        _partial_index("ix_task_queue", "queue", "sort_on", "id", "case_id", where="state = 'open'"),
        _partial_index(
            "ix_task_queue_subject", "queue", "subject", "sort_on", "id", "case_id", where="state = 'open'"
        ),
        _partial_index(
            "ix_task_role", "role", "sort_on", "id", "case_id", *_ALONG[2:], where="state = 'open'"
        ),
        _partial_index(
            "ix_task_waiting", "queue", "sort_on", "id", "case_id", where="state = 'open' AND waiting"
        ),
        _partial_index(
            "ix_task_awaited",
            *("queue", "awaited", "sort_on", "id", "case_id"),
            where="state = 'open' AND awaited <> ''",
        ),
        _partial_index(
            "ix_task_role_awaited",
            *("role", "awaited", "sort_on", "id", "case_id"),
            where="state = 'open' AND awaited <> ''",
        ),
        _partial_index(
            "ix_task_queue_received", "queue", "received_on", "id", *_ALONG, where="state = 'open'"
        ),
        _partial_index("ix_task_queue_number", "queue", "number", "id", *_ALONG, where="state = 'open'"),
        _partial_index("ix_task_role_received", "role", "received_on", "id", *_ALONG, where="state = 'open'"),
        _partial_index("ix_task_role_number", "role", "number", "id", *_ALONG, where="state = 'open'"),
        _partial_index(
            "ix_task_provider",
            "provider",
            "queue",
            "sort_on",
            "id",
            "case_id",
            where="state = 'open' AND provider <> ''",
        ),
        _partial_index(
            "ix_task_role_provider", "role", "provider", "case_id", where="state = 'open' AND provider <> ''"
        ),
        _partial_index(
            "ix_task_legal",
            "queue",
            "legal_on",
            "id",
            "case_id",
            where="state = 'open' AND legal_on IS NOT NULL",
        ),
        _partial_index("ix_task_done", "closed_at", "case_id", where="state = 'done'"),
        _partial_index("ix_task_done_process", "process", "closed_at", "case_id", where="state = 'done'"),
    )


class TaskVisit(db.Model):
    """Who has a task open right now: a page says so as long as it is open."""

    __tablename__ = "task_visit"
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)

    __table_args__ = {"sqlite_with_rowid": False}


class Term(db.Model):
    """A statutory or service term with the explanation of its last day.

    `running` is true while it still binds: not met and the case open. Late is what runs past today.
    """

    __tablename__ = "term"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))  # statutory | service
    start: Mapped[date] = mapped_column(Date)
    nominal_end: Mapped[date | None] = mapped_column(Date)
    last_day: Mapped[date | None] = mapped_column(Date)
    basis: Mapped[str] = mapped_column(String(200), default="")
    met_on: Mapped[date | None] = mapped_column(Date)
    running: Mapped[bool] = mapped_column(Boolean)
    adjourned: Mapped[bool] = mapped_column(Boolean, default=False)
    explanation: Mapped[Any] = mapped_column(CaseValue)  # {"steps": [...], "warnings": [...]}

    __table_args__ = (
        _partial_index(
            "ix_term_running",
            *("last_day", "case_id", "key", "adjourned"),
            *("running", "kind"),  # so that counting never leaves the index
            where="running AND kind = 'statutory'",
        ),
        _partial_index("ix_term_service", "last_day", "case_id", "key", where="running AND kind = 'service'"),
        {"sqlite_with_rowid": False},
    )


class Timer(db.Model):
    """A waiting timer. The tick looks at `wake_at` alone: the due moment, later after a failure."""

    __tablename__ = "timer"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    occurrence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(200))
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    wake_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    interrupting: Mapped[bool] = mapped_column(Boolean, default=False)
    reminder: Mapped[bool] = mapped_column(Boolean, default=False)
    basis: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        _partial_index("ix_timer_wake", "wake_at", "case_id", where="wake_at IS NOT NULL"),
        _partial_index("ix_timer_due", "due_at", "case_id", "key", where="due_at IS NOT NULL"),
        _partial_index("ix_timer_failed", "case_id", where="attempts > 0"),
        {"sqlite_with_rowid": False},
    )


class Wait(db.Model):
    """A case waiting for a message."""

    __tablename__ = "wait"
    case_id: Mapped[str] = mapped_column(ForeignKey("case_.case_id"), primary_key=True)
    bpmn_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    occurrence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    message: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200), default="")
    from_resident: Mapped[bool] = mapped_column(Boolean, default=False)
    awaited: Mapped[str] = mapped_column(String(40), default="", server_default="")  # empty: may always come

    __table_args__ = (Index(None, "message", "case_id"), {"sqlite_with_rowid": False})


class Heartbeat(db.Model):
    """The last tick: what the mass-sending guard compares the clock with."""

    __tablename__ = "heartbeat"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    held_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    held_reason: Mapped[str] = mapped_column(Text, default="")

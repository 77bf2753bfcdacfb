"""Which case must be woken, and the heartbeat of the clock that wakes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, literal, select, update

from webapp.store.db import upsert
from webapp.store.models import Case, Heartbeat, Timer

TICK = "tick"


@dataclass(frozen=True)
class Beat:
    """The last tick, and since when and why the clock is held, if it is."""

    at: datetime
    held_at: datetime | None
    held_reason: str


def claim_due_case(connection: Connection, at: datetime) -> str | None:
    """Return the case whose timer is due longest, locked until the transaction ends; None if none.

    PostgreSQL skips cases that another worker has; on SQLite there is one writer at a time anyway.
    The timer is locked as well as the case: a lock re-reads its own row only, and the picture of
    the timers could be from before the other worker committed.
    """
    return connection.execute(
        select(Timer.case_id)
        .join(Case, Case.case_id == Timer.case_id)
        .where(Timer.wake_at <= at)
        .order_by(Timer.wake_at, Timer.case_id)
        .limit(1)
        .with_for_update(of=(Case, Timer), skip_locked=True)
    ).scalar_one_or_none()


def is_any_due(connection: Connection, at: datetime) -> bool:
    """Whether there is anything to wake. Needs no lock, so an idle tick writes nothing."""
    return count_due(connection, at, cap=1) > 0


def count_due(connection: Connection, at: datetime, *, cap: int) -> int:
    """Return how many timers are due, counting no further than `cap`."""
    due = select(literal(1)).where(Timer.wake_at <= at).limit(cap).subquery()
    return connection.execute(select(func.count()).select_from(due)).scalar_one()


def attempts_of(connection: Connection, case_id: str, at: datetime) -> int:
    """Return the most attempts that any due timer of a case has behind it."""
    of_case = select(func.max(Timer.attempts)).where(Timer.case_id == case_id, Timer.wake_at <= at)
    return connection.execute(of_case).scalar_one() or 0


def postpone(connection: Connection, case_id: str, at: datetime, *, until: datetime, error: str) -> int:
    """Put off the timers of a case that are due at `at`, and say why; return how many."""
    due = update(Timer).where(Timer.case_id == case_id, Timer.wake_at <= at)
    values = {"wake_at": until, "attempts": Timer.attempts + 1, "last_error": error[:1000]}
    return connection.execute(due.values(values)).rowcount


def last_beat(connection: Connection) -> Beat | None:
    """Return the last tick; None before the first."""
    columns = (Heartbeat.at, Heartbeat.held_at, Heartbeat.held_reason)
    row = connection.execute(select(*columns).where(Heartbeat.name == TICK)).one_or_none()
    return Beat(*row) if row else None


def beat(connection: Connection, at: datetime) -> None:
    """Note a tick and let the clock go on."""
    _write(connection, at=at, held_at=None, held_reason="")


def hold(connection: Connection, at: datetime, since: datetime, reason: str) -> None:
    """Hold the clock until somebody confirms; the last good tick stays as it was."""
    _write(connection, at=since, held_at=at, held_reason=reason)


def beat_of(connection: Connection, name: str) -> datetime | None:
    """Return when a round that needs no hurry was last made."""
    return connection.execute(select(Heartbeat.at).where(Heartbeat.name == name)).scalar_one_or_none()


def note_beat(connection: Connection, name: str, at: datetime) -> None:
    """Note that such a round is made now."""
    values = {"name": name, "at": at, "held_at": None, "held_reason": ""}
    upsert(connection, Heartbeat, ("name",), [values])


def _write(connection: Connection, **values: object) -> None:
    upsert(connection, Heartbeat, ("name",), [{"name": TICK, **values}])

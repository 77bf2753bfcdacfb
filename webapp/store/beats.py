"""Long work that goes on after a restart: whoever does it gives a sign of life, and silence sets it free."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, update

SILENCE = timedelta(minutes=1)  # after so long without a sign of life somebody else may take it up


def is_idle(beat_at: Any, at: datetime) -> Any:
    """Return the condition that nobody is at work."""
    return or_(beat_at.is_(None), beat_at < at - SILENCE)


def claim(connection: Connection, model: Any, number: int, at: datetime) -> bool:
    """Take work up; False when somebody else was first."""
    takes = update(model).where(model.id == number, is_idle(model.beat_at, at))
    return connection.execute(takes.values(beat_at=at)).rowcount == 1


def beat(connection: Connection, model: Any, number: int, at: datetime) -> None:
    """Give a sign of life."""
    connection.execute(update(model).where(model.id == number).values(beat_at=at))

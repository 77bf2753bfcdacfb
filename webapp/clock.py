"""The one place of the application that reads the time. Everything below gets moments as arguments."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Flask, current_app

from engine import local_date

_KEY = "aantafel_clock"


def now() -> datetime:
    """Return this moment in UTC, by the clock of the current application."""
    read: Callable[[], datetime] = current_app.extensions.get(_KEY, _system_clock)
    return read()


def today() -> date:
    """Return today's date in Europe/Amsterdam."""
    return local_date(now())


def set_clock(app: Flask, read: Callable[[], datetime]) -> None:
    """Give an application another clock, for tests and for rehearsing."""
    app.extensions[_KEY] = read


def _system_clock() -> datetime:
    return datetime.now(UTC)

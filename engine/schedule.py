"""From the value of a timer expression to the moment it is due."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine.clock import AMSTERDAM, after, aware, start_of_day
from engine.feel import parse_expression
from engine.feel.values import Months


def due_moment(value: Any, armed: datetime) -> datetime | None:
    """Return the moment that `value` stands for, in UTC; None when it is not known yet.

    A date is the start of that day in Amsterdam, a moment is itself, a duration counts from `armed`
    by the wall clock in Amsterdam. ISO texts are read as what they say.
    """
    match value:
        case None:
            return None
        case datetime():
            return aware(value)
        case date():
            return start_of_day(value)
        case timedelta():
            return after(armed, value)
        case str():
            return due_moment(_from_text(value), armed)
        case Months():
            return _after_months(armed, value.count)
    raise ValueError(f"{value!r} is geen dag, tijdstip of duur")


def _from_text(text: str) -> Any:
    if text.startswith(("P", "-P")):
        value = parse_expression(f'duration("{text}")').evaluate({})
        if value is None:
            raise ValueError(f"{text!r} is geen geldige duur")
        return value
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _after_months(armed: datetime, months: int) -> datetime:
    """Return the same clock time `months` later; the last day of the month where that day is absent."""
    local = armed.astimezone(AMSTERDAM)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last)).astimezone(UTC)

"""Dutch dates in words, and the few date sums that terms need."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from engine.awb.errors import TermError

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
NUMBERS = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven"),
    *("acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien"),
)
FIRST_YEAR, LAST_YEAR = 1900, 2199  # Gregorian rules and our holiday rules hold here


@lru_cache(maxsize=8192)
def format_date_nl(day: date, weekday: bool = True, year: bool = True) -> str:
    """Write `day` as Dutch prose: "dinsdag 24 maart 2026", or "24 maart 2026" without `weekday`."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    if weekday:
        text = f"{WEEKDAYS[day.weekday()]} {text}"
    return f"{text} {day.year}" if year else text


def number_nl(count: int) -> str:
    """Small numbers as a word, the way a letter writes them."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def join_nl(parts: Sequence[str]) -> str:
    """["a", "b", "c"] becomes "a, b en c"."""
    return " en ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def checked_day(value: object, what: str) -> date:
    """Return `value` when it is a plain date in 1900-2199; raise TermError otherwise.

    A datetime is refused: which day it is depends on the time zone, so the caller must choose.
    """
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TermError(f"De {what} moet een datum zonder tijd zijn, zoals 2026-03-24 (gegeven: {value!r}).")
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise TermError(
            f"De {what} {value.isoformat()} ligt buiten {FIRST_YEAR}-{LAST_YEAR}. Controleer het jaartal."
        )
    return value


def years_later(day: date, years: int) -> date:
    """The same date `years` later; 29 February becomes 28 February, the reading that is never too late."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def months_later(day: date, months: int) -> date:
    """The same day number `months` later, or the last day of that month when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, number)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)

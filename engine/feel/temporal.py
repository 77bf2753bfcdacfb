"""Dates, times and durations: reading ISO 8601 text, writing it, and calendar arithmetic.

A year is between 1 and 9999, because dates are Python dates.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.feel.values import Months

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(\.\d+)?(?:(Z|z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w+/-]*))?", re.ASCII
)
_DAYS = re.compile(
    r"(-)?P(?:(\d{1,12})D)?(?:T(?=\d|\.)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{0,14})(\.\d*)?S)?)?", re.ASCII
)
_MONTHS = re.compile(r"(-)?P(?=\d)(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_MIDNIGHT = time(0)


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def read_date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, second, fraction, zulu, sign, *offset, name = found.groups()
    place: tzinfo | None = None
    if zulu:
        place = UTC
    elif sign:
        hours, minutes, seconds = (int(part or 0) for part in offset)
        if hours > 18 or minutes > 59 or seconds > 59:
            return None
        shift = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        place = timezone(-shift if sign == "-" else shift)
    elif name and (place := zone(name)) is None:
        return None
    try:
        return time(int(hour), int(minute), int(second), _micro(fraction), tzinfo=place)
    except ValueError:
        return None


def _micro(fraction: str | None) -> int:
    return int((fraction or ".0")[1:7].ljust(6, "0"))


def read_moment(text: str) -> datetime | None:
    """Return a date and time; a date alone counts as midnight without zone."""
    day_text, separator, time_text = text.partition("T")
    day = read_date(day_text)
    clock = read_time(time_text) if separator else _MIDNIGHT
    return None if day is None or clock is None else datetime.combine(day, clock)


def read_duration(text: str) -> timedelta | Months | None:
    if found := _MONTHS.fullmatch(text):
        sign, years, months = found.groups()
        count = int(years or 0) * 12 + int(months or 0)
        return Months(-count if sign else count)
    found = _DAYS.fullmatch(text)
    if not found or text.endswith(("P", "T")):
        return None
    sign, days, hours, minutes, seconds, fraction = found.groups()
    if not any((days, hours, minutes, seconds)) and fraction in (None, "."):
        return None
    try:
        span = timedelta(
            days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0),
            microseconds=_micro(fraction),
        )  # fmt: skip
    except OverflowError:
        return None
    return -span if sign else span


def read_temporal(text: str) -> date | datetime | time | timedelta | Months | None:
    """Return what `@"..."` means, or None when the text is no date, time or duration."""
    if text.lstrip("-").startswith("P"):
        return read_duration(text)
    if "T" in text[10:11]:
        return read_moment(text)
    return read_date(text) or read_time(text)


def write_duration(span: timedelta) -> str:
    """Return the shortest ISO form, such as P1DT2H."""
    if not span:
        return "PT0S"
    sign, span = ("-", -span) if span < timedelta() else ("", span)
    hours, rest = divmod(span.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    part = f"{seconds}.{span.microseconds:06d}".rstrip("0") if span.microseconds else str(seconds)
    clock = (
        (f"{hours}H" if hours else "")
        + (f"{minutes}M" if minutes else "")
        + (f"{part}S" if part != "0" else "")
    )
    return sign + "P" + (f"{span.days}D" if span.days else "") + (f"T{clock}" if clock else "")


def write_time(value: time | datetime) -> str:
    """Return the time of day with its zone id, `Z` or offset, whichever it has."""
    fraction = f".{value.microsecond:06d}".rstrip("0") if value.microsecond else ""
    return value.strftime("%H:%M:%S") + fraction + _write_zone(value)


def _write_zone(value: time | datetime) -> str:
    place = value.tzinfo
    if place is None:
        return ""
    if isinstance(place, ZoneInfo):
        return f"@{place.key}"
    shift = value.utcoffset() or timedelta()
    if not shift:
        return "Z"
    seconds = int(abs(shift).total_seconds())
    text = f"{'-' if shift < timedelta() else '+'}{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return text + (f":{seconds % 60:02d}" if seconds % 60 else "")


def write_moment(value: datetime) -> str:
    return f"{value.date().isoformat()}T{write_time(value)}"


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on, or the last day of that month. Keeps a time of day.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError("year out of range")
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def add_span(moment: date | datetime | time, span: timedelta) -> date | datetime | time:
    """Return `moment` later by `span`: along the time line for a zoned moment, around the clock for a time.

    A date moves by whole days: the span counts from its midnight. Raises OverflowError out of range.
    """
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            return moment + span
        return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
    if isinstance(moment, date):
        return (datetime.combine(moment, _MIDNIGHT) + span).date()
    turned = datetime.combine(date(2000, 1, 1), moment.replace(tzinfo=None)) + timedelta(
        seconds=span.seconds, microseconds=span.microseconds
    )
    return turned.time().replace(tzinfo=moment.tzinfo)


def months_between(start: date, end: date) -> Months:
    """Return the whole months from `start` to `end`; negative when `end` is earlier.

    The time of day does not count.
    """
    count = (end.year - start.year) * 12 + end.month - start.month
    if count > 0 and end.day < start.day:
        count -= 1
    elif count < 0 and end.day > start.day:
        count += 1
    return Months(count)

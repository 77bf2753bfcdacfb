"""The built-in parts of dates, times, durations and ranges, such as `datum.year`."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.values import Months, Range, Value

_DAY: dict[str, Callable[[Any], Value]] = {
    "year": lambda value: value.year,
    "month": lambda value: value.month,
    "day": lambda value: value.day,
    "weekday": lambda value: value.isoweekday(),
}
_CLOCK: dict[str, Callable[[Any], Value]] = {
    "hour": lambda value: value.hour,
    "minute": lambda value: value.minute,
    "second": lambda value: value.second,
    "time offset": lambda value: value.utcoffset(),
    "timezone": lambda value: value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None,
}


def _signed(value: int, span: timedelta) -> int:
    return -value if span < timedelta() else value


_SPAN: dict[str, Callable[[Any], Value]] = {
    "days": lambda value: _signed(abs(value).days, value),
    "hours": lambda value: _signed(abs(value).seconds // 3600, value),
    "minutes": lambda value: _signed(abs(value).seconds // 60 % 60, value),
    "seconds": lambda value: _signed(abs(value).seconds % 60, value),
}
_MONTHS: dict[str, Callable[[Any], Value]] = {
    "years": lambda value: int(value.count / 12),
    "months": lambda value: value.count - 12 * int(value.count / 12),
}
_RANGE: dict[str, Callable[[Any], Value]] = {
    "start": lambda value: value.start,
    "end": lambda value: value.end,
    "start included": lambda value: value.start_included,
    "end included": lambda value: value.end_included,
}
_PROPERTIES: dict[type, dict[str, Callable[[Any], Value]]] = {
    date: _DAY, datetime: _DAY | _CLOCK, time: _CLOCK, timedelta: _SPAN, Months: _MONTHS, Range: _RANGE,
}  # fmt: skip


def has_properties(value: Value) -> bool:
    return type(value) in _PROPERTIES


def property_of(value: Value, name: str) -> Value:
    """Return the part, or null when this kind of value has no such part."""
    reader = _PROPERTIES[type(value)].get(name)
    return reader(value) if reader else None

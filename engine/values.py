"""Case values as JSON and back: dates, times, decimals and durations keep their type.

Facts and answers are stored as JSON. FEEL needs to know a date from a text, so the few types
that JSON lacks travel as a one-key object: ``{"$date": "2026-03-24"}``.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import orjson

Value = Any  # None | bool | int | Decimal | str | date | time | datetime | timedelta | list | dict


def _encode(value: object) -> object:
    match value:
        case datetime():
            return {"$moment": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
        case Decimal():
            whole = value == value.to_integral_value() and abs(value) < 10**15
            return int(value) if whole else {"$number": str(value)}
        case timedelta():
            return {"$seconds": value.total_seconds()}
        case Mapping():
            return dict(value)
        case tuple() | frozenset():
            return list(value)
    raise TypeError(f"{type(value).__name__} is no case value")


def _decode(pairs: dict[str, Any]) -> Value:
    if len(pairs) != 1:
        return pairs
    ((key, value),) = pairs.items()
    match key:
        case "$date":
            return date.fromisoformat(value)
        case "$moment":
            return datetime.fromisoformat(value)
        case "$time":
            return time.fromisoformat(value)
        case "$number":
            return Decimal(value)
        case "$seconds":
            return timedelta(seconds=value)
    return pairs


_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_SORT_KEYS


def dumps(value: Value) -> bytes:
    """Return canonical JSON (sorted keys), so equal values have equal bytes and hashes."""
    return orjson.dumps(value, default=_encode, option=_OPTIONS)


def loads(data: bytes | str) -> Value:
    """Return the value that :func:`dumps` wrote."""
    if b"$" not in data if isinstance(data, bytes) else "$" not in data:
        return orjson.loads(data)
    return json.loads(data, object_hook=_decode)

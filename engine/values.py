"""Case values as JSON and back: dates, times, decimals and durations keep their type.

Facts and answers are stored as JSON. FEEL needs to know a date from a text, so the few types
that JSON lacks travel as a one-key object: ``{"$date": "2026-03-24"}``. What somebody sends that only
looks like one travels as ``{"$object": [key, value]}``, so that no content can break a case.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import orjson

from engine.feel.values import Months

Value = Any  # None | bool | int | Decimal | str | date | time | datetime | timedelta | Months | list | dict


def _encode(value: object) -> object:
    match value:
        case datetime():
            return {"$moment": value.isoformat()}
        case date():
            return {"$date": value.isoformat()}
        case time():
            return {"$time": value.isoformat()}
        case Decimal():
            whole = abs(value) < 10**15 and value == value.to_integral_value()
            return int(value) if whole else {"$number": str(value)}
        case timedelta():
            return {"$duration": [value.days, value.seconds, value.microseconds]}
        case Months():
            return {"$months": value.count}
        case Mapping():
            return dict(value)
        case tuple() | frozenset():
            return list(value)
    raise TypeError(f"{type(value).__name__} is no case value")


_DECODERS: Mapping[str, Any] = {
    "$date": date.fromisoformat,
    "$moment": datetime.fromisoformat,
    "$time": time.fromisoformat,
    "$number": Decimal,
    "$whole": int,
    "$duration": lambda parts: timedelta(*parts),
    "$months": Months,
    "$object": lambda pair: dict([pair]),
}


def _decode(pairs: dict[str, Any]) -> Value:
    if len(pairs) != 1:
        return pairs
    ((key, value),) = pairs.items()
    decoder = _DECODERS.get(key)
    return decoder(value) if decoder else pairs


_READER = json.JSONDecoder(object_hook=_decode)


def _spelled_out(value: object) -> object:
    """Return `value` with what orjson cannot say by itself: whole numbers beyond 64 bits, and objects
    that look like one of ours.
    """
    match value:
        case bool() | str() | None | float():
            return value
        case int():
            return value if abs(value) < 2**63 else {"$whole": str(value)}
        case list():
            return [_spelled_out(item) for item in value]
        case dict():
            plain = {key: _spelled_out(item) for key, item in value.items()}
            lookalike = len(plain) == 1 and next(iter(plain)) in _DECODERS
            return {"$object": next(iter(plain.items()))} if lookalike else plain
    encoded = _encode(value)
    return encoded if isinstance(encoded, dict) and not isinstance(value, Mapping) else _spelled_out(encoded)


_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_SORT_KEYS


def dumps(value: Value) -> bytes:
    """Return canonical JSON (sorted keys), so equal values have equal bytes and hashes.

    Raises TypeError for what is no case value, such as a set or a function.
    """
    tags = 0

    def encode(part: object) -> object:
        nonlocal tags
        encoded = _encode(part)
        tags += isinstance(encoded, dict) and not isinstance(part, Mapping)
        return encoded

    try:
        data = orjson.dumps(value, default=encode, option=_OPTIONS)
    except TypeError:  # one of the reasons is a large number; any other comes back here
        return orjson.dumps(_spelled_out(value), option=_OPTIONS)
    if data.count(b'{"$') != tags:  # an object that is not ours begins like one
        return orjson.dumps(_spelled_out(value), option=_OPTIONS)
    return data


def loads(data: bytes | str) -> Value:
    """Return the value that :func:`dumps` wrote."""
    text = data.decode() if isinstance(data, bytes) else data
    return _READER.decode(text) if "$" in text else orjson.loads(text)


def settled(value: Value) -> Value:
    """Return `value` as it will be once stored and read again, sharing nothing with it.

    Raises TypeError as :func:`dumps`. What is computed with a value must not depend on whether the case
    was saved in between: a replay does everything in one go.
    """
    return loads(dumps(value))

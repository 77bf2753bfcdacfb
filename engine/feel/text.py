"""FEEL values as text, as FEEL's `string()` prescribes, and as JSON."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.limits import MAX_INT, size_checked, weigh
from engine.feel.temporal import write_duration, write_moment, write_time
from engine.feel.values import CONTEXT, Function, Months, Range, Value, adopt


def number_text(value: int | Decimal) -> str:
    """Return digits without exponent and without idle zeros behind the point."""
    if isinstance(value, int):
        if abs(value) < MAX_INT:
            return str(value)
        value = CONTEXT.create_decimal(value)
    text = size_checked(f"{value:f}") if value.adjusted() < 40 else str(value)
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text


def to_text(value: Value) -> str | None:
    """Return the FEEL text of a value: `string(value)`. Null stays null."""
    if value is None or isinstance(value, str):
        return value
    weigh(value)
    return str(size_checked(_text(value)))


def _text(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case int() | Decimal():
            return number_text(value)
        case list():
            return "[" + ", ".join(_text(item) for item in value) + "]"
        case Mapping():
            return "{" + ", ".join(f"{_key(key)}: {_text(item)}" for key, item in value.items()) + "}"
        case Range():
            opening, closing = "[" if value.start_included else "(", "]" if value.end_included else ")"
            return f"{opening}{_text(value.start)}..{_text(value.end)}{closing}"
        case Function():
            return f"function({', '.join(value.parameters)})"
    native = adopt(value)  # the parts of a context from outside are still as they came
    return temporal_text(value) if native is value else _text(native)


def _key(key: str) -> str:
    return key if key.replace(" ", "").replace("_", "").isalnum() else json.dumps(key, ensure_ascii=False)


def temporal_text(value: Any) -> str:
    """Return the ISO text of a date, time or duration."""
    match value:
        case datetime():
            return write_moment(value)
        case date():
            return value.isoformat()
        case time():
            return write_time(value)
        case timedelta():
            return write_duration(value)
        case Months():
            return str(value)
    raise TypeError(f"no FEEL value: {type(value).__name__}")


def to_json(value: Value) -> Any:
    """Return the value in terms of JSON: dates, durations, ranges and functions become their FEEL text,
    numbers int or float.

    Raises FeelLimitError when the value is too large to write down.
    """
    weigh(value)
    return _plain(value)


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            whole = abs(value) < MAX_INT and value == value.to_integral_value()
            return int(value) if whole else float(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
    native = adopt(value)
    return _text(value) if native is value else _plain(native)

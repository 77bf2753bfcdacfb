"""Keyset paging: a cursor is the sort key of the last row, opaque to whoever carries it."""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

import orjson

T = TypeVar("T")


class BadCursor(ValueError):
    """Deze bladzijde bestaat niet meer. Begin opnieuw bij de eerste."""


def encode(*key: object) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def decode(cursor: str, size: int) -> list[str | int]:
    """Return the `size` parts of a cursor; raise :class:`BadCursor` for anything we did not write."""
    try:
        key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise BadCursor(BadCursor.__doc__) from error
    if not isinstance(key, list) or len(key) != size:
        raise BadCursor(BadCursor.__doc__)
    return key


def decode_day(cursor: str, *kinds: type) -> tuple[Any, ...]:
    """Return (day, ...) of a cursor that sorts by day and then by values of these `kinds`."""
    day, *rest = decode(cursor, 1 + len(kinds))
    if any(type(part) is not kind for part, kind in zip(rest, kinds, strict=True)):
        raise BadCursor(BadCursor.__doc__)
    try:
        return date.fromisoformat(str(day)), *rest
    except ValueError as error:
        raise BadCursor(BadCursor.__doc__) from error


def cut(rows: Sequence[T], limit: int, key: Callable[[T], tuple[object, ...]]) -> tuple[list[T], str | None]:
    """Return at most `limit` of `limit + 1` fetched rows, and the cursor of the next page if any."""
    page = list(rows[:limit])
    return page, encode(*key(page[-1])) if len(rows) > limit else None

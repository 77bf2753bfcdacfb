"""Keeps what the forecast found. Only rows that changed are written, so that nobody waits for it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, tuple_

from webapp.store.db import upsert
from webapp.store.models import Memo, Outlook, OutlookTurn

KEY = ("case_id", "key")
TURN = ("awaited", "last_day", "case_id", "key", "role", "adjourned", "threatened")
Turn = tuple[str, date, str, str, str, bool, bool]
_KEY_OF_TURN = tuple_(*(getattr(OutlookTurn, name) for name in TURN[:4]))


def put(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write these rows, new or changed."""
    if rows:
        upsert(connection, Outlook, KEY, [dict(row) for row in rows])


def drop(connection: Connection, keys: Sequence[tuple[str, str]]) -> None:
    """Take away the rows of terms that no longer run."""
    if keys:
        connection.execute(delete(Outlook).where(tuple_(Outlook.case_id, Outlook.key).in_(keys)))


def turn(connection: Connection, gone: Sequence[Turn], new: Sequence[Turn]) -> None:
    """Take terms away from whose turn it no longer is, and put them with whose turn it is now."""
    if gone:
        connection.execute(delete(OutlookTurn).where(_KEY_OF_TURN.in_([one[:4] for one in gone])))
    if new:
        connection.execute(insert(OutlookTurn), [dict(zip(TURN, one, strict=True)) for one in new])


def remember(connection: Connection, name: str, content: Any, at: datetime) -> None:
    """Keep figures under a name."""
    upsert(connection, Memo, ("name",), [{"name": name, "at": at, "content": content}])

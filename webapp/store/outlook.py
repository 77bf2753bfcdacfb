"""Keeps what the forecast found. Only rows that changed are written, so that nobody waits for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, tuple_

from webapp.store.db import upsert
from webapp.store.models import Memo, Outlook

KEY = ("case_id", "key")


def put(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write these rows, new or changed."""
    if rows:
        upsert(connection, Outlook, KEY, [dict(row) for row in rows])


def drop(connection: Connection, keys: Sequence[tuple[str, str]]) -> None:
    """Take away the rows of terms that no longer run."""
    if keys:
        connection.execute(delete(Outlook).where(tuple_(Outlook.case_id, Outlook.key).in_(keys)))


def remember(connection: Connection, name: str, content: Any, at: datetime) -> None:
    """Keep figures under a name."""
    upsert(connection, Memo, ("name",), [{"name": name, "at": at, "content": content}])

"""The history of the procedure: each time a version came in use, and cases went to one or came back."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, insert

from webapp.store.models import VersionEvent

Kind = Literal["published", "moved", "undone"]


def note(
    connection: Connection,
    kind: Kind,
    target: str,
    *,
    by: str,
    at: datetime,
    agreed_by: str = "",
    reason: str = "",
    migration_id: int | None = None,
) -> None:
    """Write a line, in the transaction that did it."""
    values = {"kind": kind, "target": target, "by": by, "at": at, "agreed_by": agreed_by}
    values |= {"reason": reason, "migration_id": migration_id}
    connection.execute(insert(VersionEvent).values(**values))

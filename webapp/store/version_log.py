"""The history of the procedure: each time a version came in use, and cases went to one or came back."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from webapp.store.models import MigrationCase, VersionEvent

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


def count_cases(connection: Connection, migration_id: int, kind: Kind) -> None:
    """Write how many cases went to the version or came back, now that it is over."""
    here = (MigrationCase.migration_id == migration_id, MigrationCase.result == kind)
    number = connection.execute(select(func.count()).select_from(MigrationCase).where(*here)).scalar_one()
    line = (VersionEvent.migration_id == migration_id, VersionEvent.kind == kind)
    connection.execute(update(VersionEvent).where(*line).values(cases=number))

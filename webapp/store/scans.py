"""Lending out documents to the virus scanner, and noting what it found."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from webapp.store.models import Document


@dataclass(frozen=True)
class ScanLease:
    """The right to scan one document; lost when `until` is no longer its next moment."""

    document_id: int
    sha256: str
    until: datetime
    attempts: int  # earlier ones


def is_any_due(connection: Connection, at: datetime) -> bool:
    """Whether any document waits for the scanner."""
    return connection.execute(select(Document.id).where(*_due(at)).limit(1)).first() is not None


def lease_next(connection: Connection, *, at: datetime, until: datetime) -> ScanLease | None:
    """Lend out the document that waits longest, until `until`; None when nothing is due."""
    waiting = (
        select(Document.id, Document.sha256, Document.attempts)
        .where(*_due(at))
        .order_by(Document.scan_at, Document.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = connection.execute(waiting).one_or_none()
    if found is None:
        return None
    connection.execute(update(Document).where(Document.id == found.id).values(scan_at=until))
    return ScanLease(found.id, found.sha256, until, found.attempts)


def settle(connection: Connection, lease: ScanLease, *, state: str, finding: str, at: datetime) -> bool:
    """Note the verdict: `clean` or `infected`; False when the lease had been lost."""
    verdict = {"state": state, "finding": finding[:200], "checked_at": at, "scan_at": None}
    return _note(connection, lease, **verdict)


def put_off(connection: Connection, lease: ScanLease, error: str, *, next_at: datetime) -> bool:
    """Note that scanning failed; it is tried again at `next_at`."""
    return _note(connection, lease, finding=error[:200], scan_at=next_at)


def _due(at: datetime) -> tuple[Any, Any]:
    return Document.scan_at.is_not(None), Document.scan_at <= at


def _note(connection: Connection, lease: ScanLease, **values: Any) -> bool:
    mine = (Document.id == lease.document_id, Document.scan_at == lease.until)
    statement = update(Document).where(*mine).values(attempts=lease.attempts + 1, **values)
    return connection.execute(statement).rowcount == 1

"""Requests to publish a draft: what was asked, and what a second person decided."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, or_, select, update
from sqlalchemy import insert as insert_

from webapp.store.models import Draft, DraftChange, PublishRequest

OPEN = ("asked", "approved")  # states in which something may still come of it


@dataclass(frozen=True)
class Request:
    """One request; people by username. See `PublishRequest`."""

    id: int
    draft_id: int
    target: str
    base_hash: str
    label: str
    state: str
    from_day: date | None
    cases: str  # keep | all | selected
    run_id: int | None
    choices: Mapping[str, Any]
    reason: str
    findings: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision: str
    published_at: datetime | None
    migration_id: int | None
    problem: str


_COLUMNS = [getattr(PublishRequest, field.name) for field in fields(Request)]


def add(connection: Connection, **values: Any) -> int:
    """Write a request down; return its number."""
    known: int = connection.execute(
        insert_(PublishRequest).values(**values).returning(PublishRequest.id)
    ).scalar_one()
    return known


def find(connection: Connection, request_id: int, *, lock: bool = False) -> Request | None:
    """Return a request; with `lock` nobody else can decide on it until the end."""
    statement = select(*_COLUMNS).where(PublishRequest.id == request_id)
    row = connection.execute(statement.with_for_update() if lock else statement).one_or_none()
    return Request(*row) if row else None


def of_draft(connection: Connection, draft_id: int, *, limit: int = 20) -> list[Request]:
    """Return the requests for a draft, newest first."""
    statement = select(*_COLUMNS).where(PublishRequest.draft_id == draft_id)
    found = connection.execute(statement.order_by(PublishRequest.id.desc()).limit(limit))
    return [Request(*row) for row in found]


def latest(connection: Connection, *, limit: int = 50) -> list[Request]:
    """Return the latest requests, newest first."""
    statement = select(*_COLUMNS).order_by(PublishRequest.id.desc()).limit(limit)
    return [Request(*row) for row in connection.execute(statement)]


def is_run_in_use(connection: Connection, run_id: int) -> bool:
    """Whether a request that may still be carried out counts on the ticks of this dry run."""
    here = (PublishRequest.run_id == run_id, PublishRequest.state.in_(OPEN))
    return connection.execute(select(PublishRequest.id).where(*here).limit(1)).scalar() is not None


def due(connection: Connection, today: date) -> list[int]:
    """Return the requests that were agreed on and whose day has come."""
    come = or_(PublishRequest.from_day.is_(None), PublishRequest.from_day <= today)
    statement = select(PublishRequest.id).where(PublishRequest.state == "approved", come)
    return list(connection.execute(statement.order_by(PublishRequest.id)).scalars())


def change(connection: Connection, request_id: int, **values: object) -> None:
    connection.execute(update(PublishRequest).where(PublishRequest.id == request_id).values(**values))


def makers(connection: Connection, draft_id: int) -> set[str]:
    """Return who made the draft what it is: who began it, and whoever changed a file in it."""
    begun = select(Draft.created_by).where(Draft.id == draft_id)
    changed = select(DraftChange.by).where(DraftChange.draft_id == draft_id, DraftChange.kind != "clash")
    return set(connection.execute(begun.union(changed)).scalars())

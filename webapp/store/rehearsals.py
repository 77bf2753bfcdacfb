"""Writes what trying a draft leaves behind: cases walked by hand, and how scenarios came out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from webapp.store.db import upsert
from webapp.store.models import Bundle, Rehearsal, ScenarioResult, ScenarioRun


def add(
    connection: Connection, draft_id: int, process: str, steps: Sequence[Any], *, by: str, at: datetime
) -> int:
    values = {
        "draft_id": draft_id, "process": process, "steps": list(steps), "started_by": by, "changed_at": at,
    }  # fmt: skip
    number: int = connection.execute(insert(Rehearsal).values(values).returning(Rehearsal.id)).scalar_one()
    return number


def lock(connection: Connection, rehearsal_id: int) -> Sequence[Any] | None:
    """Return the steps of a rehearsal, and let nobody else write to it; None when it is gone."""
    statement = select(Rehearsal.steps).where(Rehearsal.id == rehearsal_id).with_for_update()
    found: Sequence[Any] | None = connection.execute(statement).scalar_one_or_none()
    return found


def put(connection: Connection, rehearsal_id: int, steps: Sequence[Any], *, at: datetime) -> None:
    statement = update(Rehearsal).where(Rehearsal.id == rehearsal_id)
    connection.execute(statement.values(steps=list(steps), changed_at=at))


def remove(connection: Connection, rehearsal_id: int) -> None:
    connection.execute(delete(Rehearsal).where(Rehearsal.id == rehearsal_id))


def remove_all_but(connection: Connection, draft_id: int, by: str, most: int) -> None:
    """Remove somebody's oldest rehearsals of a draft."""
    mine = select(Rehearsal.id).where(Rehearsal.draft_id == draft_id, Rehearsal.started_by == by)
    newest = mine.order_by(Rehearsal.changed_at.desc(), Rehearsal.id.desc()).limit(most)
    kept = [number for (number,) in connection.execute(newest)]
    connection.execute(
        delete(Rehearsal).where(
            Rehearsal.draft_id == draft_id, Rehearsal.started_by == by, Rehearsal.id.not_in(kept)
        )
    )


def put_results(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        upsert(connection, ScenarioResult, ("bundle_hash", "path"), [dict(row) for row in rows])


def put_run(connection: Connection, **values: Any) -> None:
    upsert(connection, ScenarioRun, ("draft_id",), [values])


def forget_results(connection: Connection, before: datetime) -> None:
    """Remove old results of versions that were never published."""
    published = select(Bundle.hash)
    still = select(ScenarioRun.bundle_hash)
    connection.execute(
        delete(ScenarioResult).where(
            ScenarioResult.played_at < before,
            ScenarioResult.bundle_hash.not_in(published),
            ScenarioResult.bundle_hash.not_in(still),
        )
    )

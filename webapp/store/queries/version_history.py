"""What happened to the procedure over time, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.store.db import db
from webapp.store.models import Bundle, User, VersionEvent
from webapp.store.queries.paging import cut, decode


@dataclass(frozen=True)
class VersionEventRow:
    """A line of the history; `by` and `agreed_by` are names. `cases` is how many cases it was about."""

    id: int
    kind: str
    at: datetime
    target: str
    label: str
    by: str
    agreed_by: str
    reason: str
    migration_id: int | None
    cases: int


def version_history(
    target: str = "", *, cursor: str | None = None, limit: int = 50
) -> tuple[list[VersionEventRow], str | None]:
    """Return a page of the history, of one version when `target` names it. One statement."""
    doer, second = aliased(User), aliased(User)
    statement = (
        select(
            *(VersionEvent.id, VersionEvent.kind, VersionEvent.at, VersionEvent.target),
            *(func.coalesce(Bundle.label, ""), func.coalesce(doer.name, VersionEvent.by)),
            *(func.coalesce(second.name, VersionEvent.agreed_by), VersionEvent.reason),
            *(VersionEvent.migration_id, VersionEvent.cases),
        )
        .outerjoin(Bundle, Bundle.hash == VersionEvent.target)
        .outerjoin(doer, doer.username == VersionEvent.by)
        .outerjoin(second, second.username == VersionEvent.agreed_by)
        .order_by(VersionEvent.id.desc())
    )
    if target:
        statement = statement.where(VersionEvent.target == target)
    if cursor:
        statement = statement.where(VersionEvent.id < int(decode(cursor, 1)[0]))
    found = [VersionEventRow(*row) for row in db.session.execute(statement.limit(limit + 1))]
    return cut(found, limit, lambda row: (row.id,))

"""Tying cases together by hand, and undoing it."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select

from webapp.store.models import CaseLink

RELATED, MERGED = "related", "merged"


def relate(
    connection: Connection, case_id: str, other_id: str, reason: str, *, by: str, at: datetime
) -> bool:
    """Tie two cases; False when they are already tied, in either direction."""
    if connection.execute(select(CaseLink.case_id).where(_between(case_id, other_id))).first():
        return False
    _add(connection, case_id, other_id, RELATED, reason, by, at)
    return True


def unrelate(connection: Connection, case_id: str, other_id: str) -> None:
    """Untie two cases. What was merged stays so: that is undone by reopening."""
    connection.execute(delete(CaseLink).where(_between(case_id, other_id), CaseLink.kind == RELATED))


def merge(connection: Connection, case_id: str, into: str, reason: str, *, by: str, at: datetime) -> None:
    """Note that `case_id` goes on in `into`; a tie between them becomes this one."""
    connection.execute(delete(CaseLink).where(_between(case_id, into)))
    _add(connection, case_id, into, MERGED, reason, by, at)


def forget_merger(connection: Connection, case_id: str) -> None:
    """The case goes on by itself again."""
    connection.execute(delete(CaseLink).where(CaseLink.case_id == case_id, CaseLink.kind == MERGED))


def _add(
    connection: Connection, case_id: str, other_id: str, kind: str, reason: str, by: str, at: datetime
) -> None:
    values = {"case_id": case_id, "other_id": other_id, "kind": kind, "reason": reason}
    connection.execute(insert(CaseLink).values(**values, added_by=by, added_at=at))


def _between(case_id: str, other_id: str) -> object:
    ways = ((case_id, other_id), (other_id, case_id))
    return or_(*((CaseLink.case_id == one) & (CaseLink.other_id == other) for one, other in ways))

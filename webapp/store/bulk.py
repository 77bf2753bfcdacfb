"""Very many cases with their histories, a slice at a time, for a dry run. Nothing is locked."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, func, or_, select

from engine import CaseRecord, Event, start_of_day
from webapp.store import statements
from webapp.store.models import Case

_case, _event, _payload = statements.case_, statements.event, statements.payload
_HEAD = (
    *(_case.c.case_id, _case.c.number, _case.c.process, _case.c.bundle_hash, _case.c.rev, _case.c.state),
    *(_case.c.snapshot, _case.c.facts, _case.c.last_seq, _case.c.rewinds),
)


def count(connection: Connection, target: str, closed_since: date | None) -> int:
    """Return how many cases a dry run of this version is about."""
    found = select(func.count()).select_from(Case).where(*_in_it(closed_since))
    return connection.execute(found).scalar_one()


def slices(
    connection: Connection, closed_since: date | None, *, after: str = "", size: int = 100
) -> Iterator[list[str]]:
    """Yield the ids of the cases a dry run is about, in order, a slice at a time."""
    while True:
        page = select(Case.case_id).where(Case.case_id > after, *_in_it(closed_since))
        found = list(connection.execute(page.order_by(Case.case_id).limit(size)).scalars())
        if not found:
            return
        yield found
        after = found[-1]


def load(connection: Connection, case_ids: Sequence[str]) -> Iterator[tuple[CaseRecord, list[Event]]]:
    """Yield these cases with their histories. Two statements, whatever the number of cases."""
    histories: dict[str, list[Event]] = {case_id: [] for case_id in case_ids}
    answers: dict[str, dict[str, object]] = {case_id: {} for case_id in case_ids}
    for row in connection.execute(_HISTORIES.where(_event.c.case_id.in_(case_ids))):
        histories[row.case_id].append(Event(*row[1:9], row.reason or ""))
        if row.kind == "task_completed" and row.undone_by is None:
            answers[row.case_id][row.subject] = row.content
    for row in connection.execute(select(*_HEAD).where(_case.c.case_id.in_(case_ids))):
        record = CaseRecord(*row[:8], answers[row.case_id], *row[8:])  # type: ignore[arg-type]
        yield record, histories[row.case_id]


_HISTORIES = (
    select(
        *(_event.c.case_id, _event.c.seq, _event.c.kind, _event.c.subject, _event.c.occurrence, _event.c.at),
        *(_event.c.actor, _event.c.bundle_hash, _payload.c.content, _payload.c.reason, _event.c.undone_by),
    )
    .outerjoin(_payload, (_payload.c.case_id == _event.c.case_id) & (_payload.c.seq == _event.c.seq))
    .order_by(_event.c.case_id, _event.c.seq)
)


def _in_it(closed_since: date | None) -> tuple[object, ...]:
    open_now = Case.state == "open"
    if closed_since is None:
        return (open_now,)
    return (or_(open_now, Case.closed_at >= start_of_day(closed_since)), Case.erased_at.is_(None))

"""What happened in a case, event by event, with what the engine did in answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from engine import Step
from webapp.store.models import Event, EventPayload, Task, User
from webapp.store.questions import question
from webapp.store.steps import unpack


@dataclass(frozen=True)
class TimelineEntry:
    """One event. `title` is the task's for completed tasks, else empty: the kind says it.

    `payload` is None once erased. A step of kind "letter" belongs to the letter with its key, see
    `webapp.store.rows.post_id`. `actor` is who did it; a substitute's `actor_name` reads "B. Bakker namens
    A. de Vries".
    """

    seq: int
    kind: str
    subject: str
    occurrence: int
    at: datetime
    actor: str
    actor_name: str
    bundle: str
    reason: str
    title: str
    payload: Mapping[str, Any] | None
    steps: tuple[Step, ...]
    undone_by: int | None = None  # the event because of which this one no longer counts

    @property
    def counts(self) -> bool:
        return self.undone_by is None and self.kind not in ("steps_undone", "migration_undone")


def case_timeline(case_id: str) -> list[TimelineEntry]:
    """Return the history of a case, oldest first. One statement."""
    return [TimelineEntry(*row[:-2], unpack(row.steps), row.undone_by) for row in events(case_id)]


@question
def events(case_id: Any) -> Any:
    absent = aliased(User)
    return (
        select(
            Event.seq,
            Event.kind,
            Event.subject,
            Event.occurrence,
            Event.at,
            Event.actor,
            func.coalesce(User.name, Event.actor)
            + case(
                (Event.on_behalf != "", " namens " + func.coalesce(absent.name, Event.on_behalf)), else_=""
            ),
            Event.bundle_hash,
            func.coalesce(EventPayload.reason, ""),
            func.coalesce(Task.title, ""),
            EventPayload.content,
            EventPayload.steps,
            Event.undone_by,
        )
        .outerjoin(EventPayload, and_(EventPayload.case_id == Event.case_id, EventPayload.seq == Event.seq))
        .outerjoin(
            Task,
            and_(
                Task.case_id == Event.case_id,
                Task.bpmn_id == Event.subject,
                Task.occurrence == Event.occurrence,
                Event.kind == "task_completed",
            ),
        )
        .outerjoin(User, User.username == Event.actor)
        .outerjoin(absent, absent.username == Event.on_behalf)
        .where(Event.case_id == case_id)
        .order_by(Event.seq)
    )

"""What a change of many tasks at once asks: who has them now, and for whom they are closed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from webapp.store.db import db
from webapp.store.models import Case, Handover, Stake, Task, User


@dataclass(frozen=True)
class HeldTask:
    """A task with what decides to whom it may go; `state` is open, done or cancelled."""

    id: int
    title: str
    case_id: str
    number: str
    role: str
    candidates: tuple[str, ...]
    state: str
    assignee: str | None
    assignee_name: str
    done_by: str | None

    def suits(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles may do it."""
        return self.role in roles and (not self.candidates or not set(self.candidates).isdisjoint(roles))


@dataclass(frozen=True)
class HandoverRow:
    """A change of many tasks that can be taken back: (task, who had it, who has it)."""

    id: int
    by: str
    at: datetime
    taken_back_at: datetime | None
    moved: tuple[tuple[int, str | None, str | None], ...]


def held_tasks(ids: Collection[int]) -> list[HeldTask]:
    """Return these tasks, whatever their state, in order of their last day. One statement."""
    statement = (
        select(
            Task.id, Task.title, Task.case_id, Case.number, Task.role, Task.candidates, Task.state,
            Task.assignee, func.coalesce(User.name, Task.assignee, "").label("assignee_name"), Task.done_by,
        )
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(User, User.username == Task.assignee)
        .where(Task.id.in_(ids))
        .order_by(Task.sort_on, Task.id)
    )  # fmt: skip
    return [
        HeldTask(*row[:5], tuple(row.candidates.split("\n")) if row.candidates else (), *row[6:])
        for row in db.session.execute(statement)
    ]


def barred(usernames: Collection[str], case_ids: Collection[str]) -> set[tuple[str, str]]:
    """Return which of these accounts must keep away from which of these cases (Awb 9:7). One statement."""
    statement = select(Stake.username, Stake.case_id).where(
        Stake.username.in_(usernames), Stake.case_id.in_(case_ids), Stake.bars
    )
    return {(username, case_id) for username, case_id in db.session.execute(statement)}


def handover(handover_id: int) -> HandoverRow | None:
    """Return a change of many tasks; None when there is none with this number. One statement."""
    columns = (Handover.id, Handover.by, Handover.at, Handover.taken_back_at, Handover.moved)
    row = db.session.execute(select(*columns).where(Handover.id == handover_id)).one_or_none()
    return (
        HandoverRow(*row[:4], tuple((task, before, after) for task, before, after in row.moved))
        if row
        else None
    )

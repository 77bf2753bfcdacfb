"""What a task page knows besides the task: who else has it open, what it sent, who is called what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from webapp.store.db import db
from webapp.store.models import EventPayload, Letter, Outbox, TaskVisit, User
from webapp.store.rows import of_case


@dataclass(frozen=True)
class LetterChange:
    """Who gave a letter another text than its template made, what that was, and the version it is of."""

    by: str
    template: str
    bundle: str


def name_of(username: str | None) -> str:
    """Return how somebody is called; the account itself when nobody has that name."""
    if not username:
        return ""
    return db.session.scalar(select(User.name).where(User.username == username)) or username


def visitors(task_id: int, *, without: str, since: datetime) -> list[str]:
    """Return the names of others who had a task open since then. One statement."""
    statement = (
        select(func.coalesce(User.name, TaskVisit.username))
        .select_from(TaskVisit)
        .outerjoin(User, User.username == TaskVisit.username)
        .where(TaskVisit.task_id == task_id, TaskVisit.username != without, TaskVisit.seen_at >= since)
        .order_by(TaskVisit.username)
    )
    return list(db.session.scalars(statement))


def has_left(case_id: str, written_at: datetime) -> bool:
    """Whether anything that an event wrote at that moment has left the building, or is leaving."""
    gone = and_(Outbox.state == "pending", Outbox.lease_token == 0)
    statement = select(Outbox.id).where(of_case(Outbox, case_id), Outbox.created_at == written_at, ~gone)
    return db.session.execute(statement.limit(1)).first() is not None


def changed_letters(case_id: str, seq: int) -> Mapping[str, str]:
    """Return the texts that somebody gave letters in an event, by key of the letter."""
    statement = select(EventPayload.letters).where(EventPayload.case_id == case_id, EventPayload.seq == seq)
    return db.session.scalar(statement) or {}


def letter_change(letter_id: str) -> LetterChange | None:
    """Return what somebody changed in the text of a letter; None when it has the text of its template."""
    statement = (
        select(func.coalesce(User.name, Letter.changed_by), Letter.template, Letter.bundle_hash)
        .select_from(Letter)
        .outerjoin(User, User.username == Letter.changed_by)
        .where(Letter.id == letter_id)
    )
    row = db.session.execute(statement).one_or_none()
    return LetterChange(row[0], row[1].decode(), row[2]) if row and row[1] is not None else None

"""What the bell rings for. Nobody hears of a case that he must keep away from (Awb 9:7)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from webapp.involvement import COORDINATOR_ROLE
from webapp.store import post
from webapp.store.models import Case, Notice, RoleGrant, Stake, User

MENTION, ASSIGNED, LETTER_FAILED = "mention", "assigned", "letter_failed"
LAST_DAY, SUBSTITUTE, RELEASE = "last_day", "substitute", "release"
KINDS = (MENTION, ASSIGNED, LETTER_FAILED, LAST_DAY, SUBSTITUTE, RELEASE)
_LONGEST = 300


def add(
    connection: Connection,
    usernames: Iterable[str],
    kind: str,
    case_id: str | None,
    text: str,
    at: datetime,
    *,
    task_id: int | None = None,
) -> int:
    """Tell these people something; return how many will hear it. Three statements, whatever their number.

    `text` is a Dutch sentence with case number and task title at most: it is also read in the bell, where
    others look over the shoulder. Left out are closed accounts and whoever is barred from the case. The
    caller leaves out who did it himself.
    """
    wanted = sorted(set(usernames))
    if kind not in KINDS:
        raise ValueError(f"unknown kind of notice: {kind}")
    if not wanted:
        return 0
    hearers = select(User.username).where(User.username.in_(wanted), User.active)
    if case_id is not None:
        barred = select(Stake.username).where(Stake.case_id == case_id, Stake.bars)
        hearers = hearers.where(User.username.not_in(barred))
    told = {"kind": kind, "case_id": case_id, "task_id": task_id, "text": text[:_LONGEST], "at": at}
    new = [{"username": username, "read_at": None, **told} for (username,) in connection.execute(hearers)]
    if new:
        connection.execute(insert(Notice), new)
    return len(new)


def add_last_day(
    connection: Connection, username: str, case_id: str, task_id: int, text: str, at: datetime
) -> bool:
    """Tell somebody that today is the last day of a task; False when he has heard that already.

    The unique index decides, so two workers at once tell it once.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    values = {
        "username": username, "kind": LAST_DAY, "case_id": case_id, "task_id": task_id,
        "text": text[:_LONGEST], "at": at, "read_at": None,
    }  # fmt: skip
    statement = dialect.insert(Notice).values(values).on_conflict_do_nothing().returning(Notice.id)
    return connection.execute(statement).first() is not None


def mark_read(connection: Connection, username: str, at: datetime, *, notice_id: int | None = None) -> int:
    """Mark one notice of this person as read, or all of them; return how many were unread."""
    unread = update(Notice).where(Notice.username == username, Notice.read_at.is_(None))
    if notice_id is not None:
        unread = unread.where(Notice.id == notice_id)
    return connection.execute(unread.values(read_at=at)).rowcount


def drop_old(connection: Connection, before: datetime) -> int:
    """Forget what was read before this moment: a bell is no archive."""
    return connection.execute(delete(Notice).where(Notice.read_at < before)).rowcount


def add_letter_failed(connection: Connection, outbox_id: str, at: datetime) -> None:
    """Tell who looks after the case that a letter was given up: its handler, else the coordinators."""
    found = post.case_of(connection, outbox_id)
    if found is not None:
        case_id, number, title = found
        handler = connection.execute(select(Case.handler).where(Case.case_id == case_id)).scalar_one_or_none()
        people = [handler] if handler else with_role(connection, COORDINATOR_ROLE)
        text = f"{number}: “{title}” kon niet worden verstuurd. Kijk bij de brieven van de zaak."
        add(connection, people, LETTER_FAILED, case_id, text, at)


def with_role(connection: Connection, role: str) -> list[str]:
    """Return the active accounts with a role."""
    found = (
        select(User.username)
        .join(RoleGrant, RoleGrant.username == User.username)
        .where(RoleGrant.role == role, User.active)
    )
    return list(connection.execute(found).scalars())

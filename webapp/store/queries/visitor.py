"""What every page must know of who asks for it, in one statement instead of four."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from webapp.store.models import Bundle, RoleGrant, Stake, User
from webapp.store.queries.absence import absent_for
from webapp.store.queries.notices import unread_of
from webapp.store.questions import question


@dataclass(frozen=True)
class Visitor:
    """An account, and what the head of each page tells its owner."""

    username: str
    name: str
    password_hash: str
    active: bool
    roles: tuple[str, ...]
    stands_in_for: tuple[str, ...]  # usernames of absent colleagues
    unread: int  # notices, at most COUNT_CAP
    answers: bool  # for something that was complained about
    bundle: str | None  # the version in use


def visitor(username: str, today: date) -> Visitor | None:
    """Return who signs in under this name, active or not; None when there is no such account."""
    row = _visitor(username, today).one_or_none()
    if row is None:
        return None
    names = _names(row.roles), _names(row.stands_in_for)
    return Visitor(*row[:4], *names, row.unread, bool(row.answers), row.bundle)


@question
def _visitor(username: Any, today: Any) -> Any:
    roles = select(func.aggregate_strings(RoleGrant.role, "\n")).where(RoleGrant.username == username)
    absent = absent_for(username, today).subquery()
    bundle = select(Bundle.hash).where(Bundle.current)
    answers = select(Stake.case_id).where(Stake.username == username, Stake.answers).exists()
    return select(
        User.username,
        User.name,
        User.password_hash,
        User.active,
        roles.scalar_subquery().label("roles"),
        select(func.aggregate_strings(absent.c.username, "\n")).scalar_subquery().label("stands_in_for"),
        unread_of(username).scalar_subquery().label("unread"),
        answers.label("answers"),
        bundle.scalar_subquery().label("bundle"),
    ).where(User.username == username)


def _names(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(joined.split("\n"))) if joined else ()

"""Accounts and roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from webapp.involvement import Colleague
from webapp.store import stakes
from webapp.store.db import db
from webapp.store.models import RoleGrant, User
from webapp.store.questions import question


@dataclass(frozen=True)
class UserRow:
    username: str
    name: str
    email: str
    password_hash: str
    active: bool
    failures: int
    locked_until: datetime | None
    roles: tuple[str, ...]


class DuplicateUser(Exception):
    """Deze gebruikersnaam bestaat al."""


class UnknownUser(Exception):
    """Deze gebruiker bestaat niet."""


def find(username: str) -> UserRow | None:
    """Return an account with its roles, active or not. One statement."""
    found = _people(_account(username))
    return found[0] if found else None


def everyone() -> list[UserRow]:
    """Return all accounts by name. One statement."""
    return _people(db.session.execute(_accounts()))


def add(
    connection: Connection,
    username: str,
    name: str,
    roles: Iterable[str],
    *,
    at: datetime,
    password_hash: str = "",
    email: str = "",
) -> None:
    """Add an account. Raises DuplicateUser."""
    if connection.execute(select(User.username).where(User.username == username)).first():
        raise DuplicateUser(username)
    connection.execute(
        insert(User).values(
            username=username, name=name, email=email, password_hash=password_hash, active=True,
            failures=0, created_at=at,
        )
    )  # fmt: skip
    set_roles(connection, username, roles)
    stakes.tie(connection, Colleague(username, name, email))


def set_roles(connection: Connection, username: str, roles: Iterable[str]) -> None:
    """Replace the roles of an account."""
    connection.execute(delete(RoleGrant).where(RoleGrant.username == username))
    if granted := [{"username": username, "role": role} for role in sorted(set(roles))]:
        connection.execute(insert(RoleGrant), granted)


def set_password_hash(connection: Connection, username: str, password_hash: str) -> None:
    """Replace a password and lift any lock. Raises UnknownUser."""
    _change(connection, username, password_hash=password_hash, failures=0, locked_until=None)


def set_active(connection: Connection, username: str, active: bool) -> None:
    """Open or close an account; closing it ends its sessions. Raises UnknownUser."""
    _change(connection, username, active=active)


def record_failure(connection: Connection, username: str, locked_until: datetime | None) -> None:
    """Count a wrong password. Counting in SQL, so that parallel guesses all count."""
    statement = update(User).where(User.username == username)
    connection.execute(statement.values(failures=User.failures + 1, locked_until=locked_until))


def record_success(connection: Connection, username: str) -> None:
    """Forget earlier wrong passwords."""
    _change(connection, username, failures=0, locked_until=None)


def _change(connection: Connection, username: str, **values: object) -> None:
    if connection.execute(update(User).where(User.username == username).values(values)).rowcount != 1:
        raise UnknownUser(username)


@question
def _account(username: Any) -> Any:
    return _accounts().where(User.username == username)


def _accounts() -> Any:
    return (
        select(
            User.username, User.name, User.email, User.password_hash, User.active, User.failures,
            User.locked_until, RoleGrant.role,
        )
        .outerjoin(RoleGrant, RoleGrant.username == User.username)
        .order_by(User.name, User.username, RoleGrant.role)
    )  # fmt: skip


def _people(found: Iterable[Any]) -> list[UserRow]:
    people: dict[str, tuple[list[object], list[str]]] = {}
    for *columns, role in found:
        people.setdefault(columns[0], (columns, []))[1].extend([role] if role else [])
    return [UserRow(*columns, tuple(roles)) for columns, roles in people.values()]

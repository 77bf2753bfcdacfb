"""Secret addresses of calendars: made, found by their hash, taken back."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from webapp.store.db import db
from webapp.store.models import CalendarLink


@dataclass(frozen=True)
class Link:
    """A link of a person. `role` is the team it shows; empty for the person's own work."""

    username: str
    role: str
    created_at: datetime


def make(connection: Connection, username: str, role: str, at: datetime) -> str:
    """Make a link and return its secret, once. An earlier one for the same ends."""
    revoke(connection, username, role)
    token = secrets.token_urlsafe(32)
    values = {"token_hash": _hash(token), "username": username, "role": role, "created_at": at}
    connection.execute(insert(CalendarLink).values(values))
    return token


def revoke(connection: Connection, username: str, role: str) -> None:
    """End a link: its address shows nothing any more."""
    own = (CalendarLink.username == username, CalendarLink.role == role)
    connection.execute(delete(CalendarLink).where(*own))


def of(username: str) -> dict[str, Link]:
    """Return the links of a person by role. One statement."""
    return {link.role: link for link in _links(CalendarLink.username == username)}


def find(token: str) -> Link | None:
    """Return the link with this secret; None when there is none (any more). One statement."""
    return next(iter(_links(CalendarLink.token_hash == _hash(token))), None)


def _links(condition: object) -> list[Link]:
    columns = (CalendarLink.username, CalendarLink.role, CalendarLink.created_at)
    return [Link(*row) for row in db.session.execute(select(*columns).where(condition))]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

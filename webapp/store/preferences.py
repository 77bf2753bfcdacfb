"""What a colleague wants in the mail."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, or_, select

from webapp.store.db import db, upsert
from webapp.store.models import Absence, Preference, User


@dataclass(frozen=True)
class Wishes:
    """The wishes of one person; `digest_hour` None is the hour of the installation."""

    digest: bool = True
    digest_hour: int | None = None
    urgent: bool = True


@dataclass(frozen=True)
class Reader:
    """Who is to get a digest now, and on which day the last one was made."""

    username: str
    name: str
    email: str
    last: date | None


def wishes_of(username: str) -> Wishes:
    """Return what somebody chose, or the defaults. One statement."""
    columns = (Preference.digest, Preference.digest_hour, Preference.urgent)
    row = db.session.execute(select(*columns).where(Preference.username == username)).one_or_none()
    return Wishes(*row) if row else Wishes()


def save(connection: Connection, username: str, wishes: Wishes) -> None:
    """Keep what somebody chose; the day of the last digest stays."""
    upsert(connection, Preference, ("username",), [{"username": username, **vars(wishes)}])


def next_reader(connection: Connection, day: date, hour: int, *, default_hour: int) -> Reader | None:
    """Return one person whose digest of `day` is due at `hour`, locked; None when nobody is left.

    Other workers skip whoever is locked. A lock re-reads its own row only, so the caller claims the day as
    well: see :func:`claim_digest`.
    """
    waiting = _waiting(day, hour, default_hour).order_by(User.username)
    row = connection.execute(waiting.with_for_update(of=User, skip_locked=True)).one_or_none()
    return Reader(*row) if row else None


def is_any_due(connection: Connection, day: date, hour: int, *, default_hour: int) -> bool:
    """Whether anybody is to get a digest. Looks without a lock, so an idle beat writes nothing."""
    return connection.execute(_waiting(day, hour, default_hour)).first() is not None


def _waiting(day: date, hour: int, default_hour: int) -> Any:
    """Who is away gets none: the first one after coming back looks back further."""
    covers = (Absence.from_on <= day, Absence.until_on >= day, Absence.cancelled_at.is_(None))
    away = select(Absence.id).where(Absence.username == User.username, *covers).exists()
    return (
        select(User.username, User.name, User.email, Preference.digested_on)
        .outerjoin(Preference, Preference.username == User.username)
        .where(User.active, User.email != "", func.coalesce(Preference.digest, True))
        .where(func.coalesce(Preference.digest_hour, default_hour) <= hour)
        .where(~away, or_(Preference.digested_on.is_(None), Preference.digested_on < day))
        .limit(1)
    )


def claim_digest(connection: Connection, username: str, day: date) -> bool:
    """Note that the digest of `day` is made; False when another worker had done so."""
    done = select(Preference.digested_on).where(Preference.username == username)
    last = connection.execute(done).scalar_one_or_none()
    if last is not None and last >= day:
        return False
    known = connection.execute(select(Preference.username).where(Preference.username == username)).first()
    wishes = {} if known else vars(Wishes())
    upsert(connection, Preference, ("username",), [{"username": username, **wishes, "digested_on": day}])
    return True


@dataclass(frozen=True)
class Mailbox:
    """Where to reach a colleague about what cannot wait, and whether his digest of today is still to come."""

    name: str
    email: str
    urgent: bool
    awaits_digest: bool


def mailboxes(connection: Connection, day: date) -> dict[str, Mailbox]:
    """Return everyone with an open account by username. One statement."""
    rows = connection.execute(
        select(
            User.username, User.name, User.email, func.coalesce(Preference.urgent, True),
            func.coalesce(Preference.digest, True), Preference.digested_on,
        )
        .outerjoin(Preference, Preference.username == User.username)
        .where(User.active)
    )  # fmt: skip
    return {
        username: Mailbox(name, email, urgent, bool(email) and digest and (last is None or last < day))
        for username, name, email, urgent, digest, last in rows
    }

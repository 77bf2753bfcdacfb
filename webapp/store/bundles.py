"""Published versions: which there are, and which one new cases start with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from webapp.store import version_log
from webapp.store.models import Bundle, BundleFile, User
from webapp.store.questions import plain


class NothingPublished(Exception):
    """Er is nog geen procesversie gepubliceerd. Voer eerst `aantafel publish` uit."""


@dataclass(frozen=True)
class Override:
    """Who let a version through although the check sees the law broken; `findings` one a line."""

    by: str
    reason: str
    findings: str


@dataclass(frozen=True)
class Version:
    """A published version as a list shows it; `override_by` is a name, empty without an override."""

    hash: str
    label: str
    published_by: str
    published_at: datetime
    current: bool
    override_by: str
    override_reason: str
    override_findings: str


def versions(connection: Connection) -> list[Version]:
    """Return every published version, newest first."""
    statement = (
        select(
            *(Bundle.hash, Bundle.label, Bundle.published_by, Bundle.published_at, Bundle.current),
            *(func.coalesce(User.name, Bundle.override_by), Bundle.override_reason, Bundle.override_findings),
        )
        .outerjoin(User, User.username == Bundle.override_by)
        .order_by(Bundle.published_at.desc(), Bundle.hash)
    )
    return [Version(*row) for row in connection.execute(statement)]


_CURRENT = plain(select(Bundle.hash).where(Bundle.current))  # every page asks it


def current(connection: Connection) -> str:
    """Return the hash of the version that new cases start with. Raises NothingPublished."""
    found = connection.execute(_CURRENT).scalar_one_or_none()
    if found is None:
        raise NothingPublished(NothingPublished.__doc__)
    return found


def publish(
    connection: Connection,
    bundle: str,
    files: Mapping[str, bytes],
    *,
    label: str = "",
    by: str,
    at: datetime,
    override: Override | None = None,
    agreed_by: str = "",
    reason: str = "",
) -> bool:
    """Store a version and make it the current one; return whether it was new.

    `bundle` is the content hash, so publishing the same files again changes nothing but the pointer.
    `agreed_by` and `reason` go into the history of the procedure; without them those of the override do.
    """
    known = connection.execute(select(Bundle.current).where(Bundle.hash == bundle)).scalar_one_or_none()
    if known:
        return False
    kept = {f"override_{name}": value for name, value in vars(override).items()} if override else {}
    connection.execute(update(Bundle).where(Bundle.current).values(current=False))
    if override:
        agreed_by, reason = agreed_by or override.by, reason or override.reason
    version_log.note(connection, "published", bundle, by=by, at=at, agreed_by=agreed_by, reason=reason)
    if known is False:
        connection.execute(update(Bundle).where(Bundle.hash == bundle).values(current=True, **kept))
        return False
    values = {"hash": bundle, "label": label, "published_by": by, "published_at": at, "current": True}
    connection.execute(insert(Bundle).values(**values, **kept))
    rows = [{"bundle_hash": bundle, "path": path, "content": data} for path, data in files.items()]
    connection.execute(insert(BundleFile), rows)
    return True

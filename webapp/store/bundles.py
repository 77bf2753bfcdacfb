"""Published versions: which there are, and which one new cases start with."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from webapp.store.models import Bundle, BundleFile


class NothingPublished(Exception):
    """Er is nog geen procesversie gepubliceerd. Voer eerst `aantafel publish` uit."""


def current(connection: Connection) -> str:
    """Return the hash of the version that new cases start with. Raises NothingPublished."""
    found = connection.execute(select(Bundle.hash).where(Bundle.current)).scalar_one_or_none()
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
) -> bool:
    """Store a version and make it the current one; return whether it was new.

    `bundle` is the content hash, so publishing the same files again changes nothing but the pointer.
    """
    known = connection.execute(select(Bundle.current).where(Bundle.hash == bundle)).scalar_one_or_none()
    if known:
        return False
    connection.execute(update(Bundle).where(Bundle.current).values(current=False))
    if known is False:
        connection.execute(update(Bundle).where(Bundle.hash == bundle).values(current=True))
        return False
    connection.execute(
        insert(Bundle).values(hash=bundle, label=label, published_by=by, published_at=at, current=True)
    )
    rows = [{"bundle_hash": bundle, "path": path, "content": data} for path, data in files.items()]
    connection.execute(insert(BundleFile), rows)
    return True

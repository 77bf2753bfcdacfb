"""Versions that are tried or asked for, kept as they were at that moment: a draft may go on changing."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from engine import Bundle
from webapp.store import models


def keep(connection: Connection, bundle: Bundle, at: datetime) -> None:
    """Keep the files of a version; the same files are kept once."""
    known = select(models.FrozenBundle.hash).where(models.FrozenBundle.hash == bundle.hash)
    if connection.execute(known).scalar() is None:
        values = {"hash": bundle.hash, "content": bundle.to_zip(), "kept_at": at}
        connection.execute(insert(models.FrozenBundle).values(**values))


def bundle_of(connection: Connection, version: str) -> Bundle:
    """Return a version that was kept or published. Raises KeyError when there is none."""
    kept = select(models.FrozenBundle.content).where(models.FrozenBundle.hash == version)
    content = connection.execute(kept).scalar()
    if content is not None:
        return Bundle.from_zip(content)
    rows = select(models.BundleFile.path, models.BundleFile.content)
    files = {
        path: data for path, data in connection.execute(rows.where(models.BundleFile.bundle_hash == version))
    }
    if not files:
        raise KeyError(version)
    return Bundle(files)

"""Writes drafts: which there are, what differs from the version beneath, and what happened to it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from engine import Bundle
from webapp.store import models
from webapp.store.db import upsert
from webapp.store.models import BundleFile, Draft, DraftChange, DraftFile


@dataclass(frozen=True)
class FileState:
    """A file as the draft has it now. `rev` is 0 for a file that nobody changed; absent: content None."""

    content: bytes | None
    rev: int
    by: str
    at: datetime | None


@dataclass(frozen=True)
class LastChange:
    id: int
    kind: str
    by: str
    at: datetime


def add(connection: Connection, title: str, base: str, *, by: str, at: datetime) -> int:
    values = {
        "title": title, "base_hash": base, "state": "open", "rev": 0,
        "created_by": by, "created_at": at, "changed_by": by, "changed_at": at,
    }  # fmt: skip
    number: int = connection.execute(insert(Draft).values(values).returning(Draft.id)).scalar_one()
    return number


def lock(connection: Connection, draft_id: int) -> tuple[str, str, int] | None:
    """Return (state, base, rev), and let nobody else write to this draft until the end; None when unknown."""
    statement = select(Draft.state, Draft.base_hash, Draft.rev).where(Draft.id == draft_id).with_for_update()
    found = connection.execute(statement).one_or_none()
    return tuple(found) if found else None  # type: ignore[return-value]


def state_of(connection: Connection, draft_id: int) -> tuple[str, str, int] | None:
    """Return (state, base, rev) without keeping anybody out; None when unknown."""
    found = connection.execute(
        select(Draft.state, Draft.base_hash, Draft.rev).where(Draft.id == draft_id)
    ).one_or_none()
    return tuple(found) if found else None  # type: ignore[return-value]


def bundle_of(connection: Connection, draft_id: int, base: str) -> Bundle:
    """Return the version beneath with the changes of the draft over it."""
    files = version_files(connection, base)
    mine = select(DraftFile.path, DraftFile.content).where(DraftFile.draft_id == draft_id)
    for path, content in connection.execute(mine):
        if content is None:
            files.pop(path, None)
        else:
            files[path] = content
    return Bundle(files)


def changed_files(connection: Connection, draft_id: int) -> dict[str, tuple[bytes | None, str]]:
    """Return (content, state) of every file that was ever changed in the draft, by path."""
    statement = select(DraftFile.path, DraftFile.content, DraftFile.state)
    rows = connection.execute(statement.where(DraftFile.draft_id == draft_id))
    return {path: (content, state) for path, content, state in rows}


def version_files(connection: Connection, version: str) -> dict[str, bytes]:
    """Return every file of a published version by path."""
    found = select(BundleFile.path, BundleFile.content)
    rows = connection.execute(found.where(BundleFile.bundle_hash == version))
    return {path: content for path, content in rows}


def change(connection: Connection, draft_id: int, *, by: str, at: datetime, **values: object) -> None:
    connection.execute(
        update(Draft).where(Draft.id == draft_id).values(changed_by=by, changed_at=at, **values)
    )


def file_state(connection: Connection, draft_id: int, base: str, path: str) -> FileState:
    """Return a file with the changes of the draft over the base."""
    columns = (DraftFile.content, DraftFile.rev, DraftFile.changed_by, DraftFile.changed_at)
    mine = select(*columns).where(DraftFile.draft_id == draft_id, DraftFile.path == path)
    found = connection.execute(mine).one_or_none()
    return FileState(*found) if found else FileState(base_content(connection, base, path), 0, "", None)


def base_content(connection: Connection, base: str, path: str) -> bytes | None:
    statement = select(BundleFile.content).where(BundleFile.bundle_hash == base, BundleFile.path == path)
    content: bytes | None = connection.execute(statement).scalar_one_or_none()
    return content


def put(
    connection: Connection, draft_id: int, path: str, content: bytes | None, state: str,
    *, rev: int, by: str, at: datetime,
) -> None:  # fmt: skip
    row = {
        "draft_id": draft_id, "path": path, "content": content, "state": state, "rev": rev,
        "changed_by": by, "changed_at": at,
    }  # fmt: skip
    upsert(connection, DraftFile, ("draft_id", "path"), [row])


def last_change(connection: Connection, draft_id: int, path: str) -> LastChange | None:
    columns = (DraftChange.id, DraftChange.kind, DraftChange.by, DraftChange.at)
    of_file = (DraftChange.draft_id == draft_id, DraftChange.path == path)
    statement = select(*columns).where(*of_file).order_by(DraftChange.id.desc()).limit(1)
    found = connection.execute(statement).one_or_none()
    return LastChange(*found) if found else None


def note(
    connection: Connection, draft_id: int, path: str, kind: str, content: bytes | None,
    *, by: str, at: datetime, over: int | None = None,
) -> None:  # fmt: skip
    """Write a line of history; `over` is the line it takes the place of."""
    values = {"kind": kind, "content": content, "by": by, "at": at, "hash": _hash(content)}
    if over is None:
        connection.execute(insert(DraftChange).values(draft_id=draft_id, path=path, **values))
    else:
        connection.execute(update(DraftChange).where(DraftChange.id == over).values(values))


def known_version(connection: Connection, base: str) -> bool:
    return (
        connection.execute(select(models.Bundle.hash).where(models.Bundle.hash == base)).scalar_one_or_none()
        is not None
    )


def _hash(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()

"""Files that come with a case. A file lies in the data folder under its own hash."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, delete, func, insert, select, update

from engine import EngineError
from webapp.store.models import Document

CHUNK = 1 << 20


class SameFile(EngineError):
    """Dit bestand zit al in het dossier."""

    code = "bestand_zit_er_al"

    def __init__(self, _filename: str) -> None:
        super().__init__()


def add_document(
    connection: Connection,
    folder: Path,
    case_id: str,
    stream: BinaryIO,
    *,
    filename: str,
    media_type: str,
    by: str,
    at: datetime,
    origin: str = "",
    description: str = "",
    scanned: bool = True,
    once_among: str | None = None,
) -> int:
    """Store a file, to be looked at by the scanner; return the document's id.

    Without a scanner (`scanned` False) it says so, and the first scanner that comes will look at it. The same
    bytes twice raise :class:`SameFile`, compared with what `once_among` added or, without, with all.
    The bytes are on disk before the row is: a crash in between leaves a file nobody points to,
    never a row that points nowhere.
    """
    sha256, size = _keep(folder, stream)
    same = select(Document.id).where(
        Document.case_id == case_id, Document.sha256 == sha256, Document.removed_at.is_(None)
    )
    if once_among is not None:
        same = same.where(Document.added_by == once_among)
    if connection.execute(same.limit(1)).first() is not None:
        raise SameFile(filename)
    values = {
        "case_id": case_id,
        "sha256": sha256,
        "filename": plain_name(filename),
        "description": description,
        "media_type": media_type[:100],
        "size": size,
        "origin": origin,
        "state": "quarantine" if scanned else "not_scanned",
        "scan_at": at,
        "added_by": by,
        "added_at": at,
    }
    return connection.execute(insert(Document).values(values).returning(Document.id)).scalar_one()


def plain_name(filename: str) -> str:
    """Return the name of a file without folders and without signs that steer a screen or a header."""
    name = Path(filename.replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable())[:255].strip() or "bestand"


def describe(connection: Connection, case_id: str, document_id: int, filename: str, description: str) -> bool:
    """Give a document another name and description; False when it is not there (any more)."""
    this = (Document.case_id == case_id, Document.id == document_id, Document.removed_at.is_(None))
    values = {"filename": plain_name(filename), "description": description}
    return connection.execute(update(Document).where(*this).values(values)).rowcount == 1


def remove(
    connection: Connection, case_id: str, document_id: int, *, by: str, at: datetime, reason: str
) -> str | None:
    """Take a document out of the file; what it was and why it went stays. None when it was not there.

    Returns the hash of the bytes to :func:`forget` once this is saved, or an empty text when another
    document holds the same bytes.
    """
    this = (Document.case_id == case_id, Document.id == document_id, Document.removed_at.is_(None))
    gone = {"removed_by": by, "removed_at": at, "removed_reason": reason, "scan_at": None}
    statement = update(Document).where(*this).values(gone).returning(Document.sha256)
    sha256 = connection.execute(statement).scalar_one_or_none()
    if sha256 is None:
        return None
    return "" if _held(connection, {sha256}) else str(sha256)


def forget(folder: Path, sha256: str) -> None:
    """Delete the bytes with this hash."""
    path_of(folder, sha256).unlink(missing_ok=True)


def amount_from(connection: Connection, case_id: str, by: str) -> tuple[int, int]:
    """Return how many documents, and how many bytes, somebody added to a case."""
    asked = select(func.count(), func.coalesce(func.sum(Document.size), 0))
    row = connection.execute(asked.where(Document.case_id == case_id, Document.added_by == by)).one()
    return int(row[0]), int(row[1])


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the file with this hash lies."""
    return folder / sha256[:2] / sha256


def drop_documents(connection: Connection, folder: Path, case_id: str) -> None:
    """Delete the files of a case, except those that another case holds as well."""
    hashes = set(connection.scalars(select(Document.sha256).where(Document.case_id == case_id)))
    connection.execute(delete(Document).where(Document.case_id == case_id))
    for sha256 in hashes - _held(connection, hashes):
        forget(folder, sha256)


def _held(connection: Connection, hashes: set[str]) -> set[str]:
    """Return those of these hashes that a document still needs."""
    present = (Document.sha256.in_(hashes), Document.removed_at.is_(None))
    return set(connection.scalars(select(Document.sha256).where(*present)))


def _keep(folder: Path, stream: BinaryIO) -> tuple[str, int]:
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as part:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += part.write(chunk)
        part.flush()
        os.fsync(part.fileno())
    target = path_of(folder, digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    os.replace(part.name, target)
    return digest.hexdigest(), size

"""Files that come with a case. A file lies in the data folder under its own hash."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, delete, insert, select

from webapp.store.models import Document

CHUNK = 1 << 20


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
) -> int:
    """Store a file in quarantine; return the document's id.

    The bytes are on disk before the row is: a crash in between leaves a file nobody points to,
    never a row that points nowhere.
    """
    sha256, size = _keep(folder, stream)
    values = {
        "case_id": case_id,
        "sha256": sha256,
        "filename": Path(filename.replace("\\", "/")).name[:255] or "bestand",
        "media_type": media_type[:100],
        "size": size,
        "state": "quarantine",
        "added_by": by,
        "added_at": at,
    }
    return connection.execute(insert(Document).values(values).returning(Document.id)).scalar_one()


def path_of(folder: Path, sha256: str) -> Path:
    """Return where the file with this hash lies."""
    return folder / sha256[:2] / sha256


def drop_documents(connection: Connection, folder: Path, case_id: str) -> None:
    """Delete the files of a case, except those that another case holds as well."""
    hashes = set(connection.scalars(select(Document.sha256).where(Document.case_id == case_id)))
    connection.execute(delete(Document).where(Document.case_id == case_id))
    shared = set(connection.scalars(select(Document.sha256).where(Document.sha256.in_(hashes))))
    for sha256 in hashes - shared:
        path_of(folder, sha256).unlink(missing_ok=True)


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

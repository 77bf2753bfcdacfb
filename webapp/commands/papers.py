"""Documents of a case."""

from datetime import datetime
from typing import BinaryIO

from engine import EngineError
from webapp.commands.shared import RESIDENT, check_independent, settings
from webapp.store import papers
from webapp.store.papers import SameFile as AlreadyThere
from webapp.store.unit_of_work import unit_of_work

MOST_FROM_RESIDENT = 50  # documents a case: the page is open to whoever has the link
LARGEST_FROM_RESIDENT = 250 * 1024 * 1024  # bytes in all


class NoDocument(EngineError):
    """Dit document zit niet (meer) in het dossier."""

    code = "geen_document"


class DrawerFull(EngineError):
    """U heeft al veel bestanden gestuurd. Bel ons als u er nog meer heeft."""

    code = "te_veel_bestanden"


def add_document(
    case_id: str,
    stream: BinaryIO,
    *,
    filename: str,
    media_type: str,
    by: str,
    at: datetime,
    origin: str = "",
    description: str = "",
) -> int:
    """Keep a file with a case, for the scanner to look at; return its id.

    Raises Involved, AlreadyThere, DrawerFull.
    """
    check_independent(by, case_id)
    with unit_of_work() as store:
        if by == RESIDENT:
            number, size = papers.amount_from(store.connection, case_id, by)
            if number >= MOST_FROM_RESIDENT or size >= LARGEST_FROM_RESIDENT:
                raise DrawerFull
        return papers.add_document(
            store.connection, settings().documents, case_id, stream,
            filename=filename, media_type=media_type, by=by, at=at, origin=origin, description=description,
            scanned=bool(settings().clamd), once_among=by if by == RESIDENT else None,
        )  # fmt: skip


def describe_document(case_id: str, document_id: int, filename: str, description: str, *, by: str) -> None:
    """Give a document another name and description. Raises Involved, NoDocument."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        if not papers.describe(store.connection, case_id, document_id, filename, description):
            raise NoDocument


def remove_document(case_id: str, document_id: int, reason: str, *, by: str, at: datetime) -> None:
    """Take a document out of the file, with the reason. Raises Involved, NoDocument."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        forgotten = papers.remove(store.connection, case_id, document_id, by=by, at=at, reason=reason)
        if forgotten is None:
            raise NoDocument
    if forgotten:  # after the commit: a row never points at bytes that are gone
        papers.forget(settings().documents, forgotten)


__all__ = [
    "AlreadyThere",
    "DrawerFull",
    "NoDocument",
    "add_document",
    "describe_document",
    "remove_document",
]

"""Documents of a case."""

from datetime import datetime
from typing import BinaryIO

from webapp.commands.shared import check_independent, settings
from webapp.store import papers
from webapp.store.unit_of_work import unit_of_work


def add_document(
    case_id: str, stream: BinaryIO, *, filename: str, media_type: str, by: str, at: datetime
) -> int:
    """Keep a file in quarantine with a case; return its id. Raises Involved."""
    check_independent(by, case_id)
    with unit_of_work() as store:
        return papers.add_document(
            store.connection, settings().documents, case_id, stream,
            filename=filename, media_type=media_type, by=by, at=at,
        )  # fmt: skip

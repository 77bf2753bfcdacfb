"""Destroying a case at the end of its retention (Archiefwet): what is personal goes, the chain stays."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, or_, update

from webapp.store import notes, papers
from webapp.store.models import (
    BeforeMigration,
    Case,
    CaseLink,
    CaseWord,
    EventPayload,
    Involvement,
    Letter,
    Notice,
    Outbox,
    Party,
    PersonKey,
    Stake,
    Task,
)
from webapp.store.rows import of_case


def erase(connection: Connection, folder: Path, case_id: str, *, at: datetime) -> None:
    """Erase what a closed case tells about people. Numbers, dates, outcome and hashes stay.

    Afterwards `chain.verify` still holds; the case cannot be replayed any more. Raises ValueError
    for a case that is still open.
    """
    closed = (Case.case_id == case_id, Case.state == "closed")
    emptied = update(Case).where(*closed).values(
        facts={}, snapshot=b"", resident="", summary="", handler="", handler_name="", erased_at=at
    )  # fmt: skip
    if connection.execute(emptied).rowcount != 1:
        raise ValueError("Alleen een gesloten zaak kan worden vernietigd.")
    connection.execute(
        update(EventPayload)
        .where(EventPayload.case_id == case_id)
        .values(salt=None, content=None, reason="", steps=None, letters=None)
    )
    connection.execute(update(Task).where(Task.case_id == case_id).values(draft=None, draft_by=None))
    parties = update(Outbox).where(of_case(Outbox, case_id))
    connection.execute(parties.values(recipient_name="", recipient_address="", payload=None, last_error=""))
    texts = update(Letter).where(of_case(Letter, case_id))
    connection.execute(texts.values(address={}, markdown=b"", subject="", template=None))
    connection.execute(delete(BeforeMigration).where(BeforeMigration.case_id == case_id))
    notes.drop(connection, case_id)
    connection.execute(delete(Notice).where(Notice.case_id == case_id))
    connection.execute(delete(Stake).where(Stake.case_id == case_id))
    connection.execute(delete(CaseWord).where(CaseWord.case_id == case_id))
    connection.execute(delete(PersonKey).where(PersonKey.case_id == case_id))
    tied = or_(CaseLink.case_id == case_id, CaseLink.other_id == case_id)
    connection.execute(delete(CaseLink).where(tied))
    connection.execute(delete(Involvement).where(Involvement.case_id == case_id))
    connection.execute(delete(Party).where(Party.id.startswith(f"{case_id}.", autoescape=True)))
    papers.drop_documents(connection, folder, case_id)

"""Which cases came from which (building block `start_zaak`)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.store.db import db
from webapp.store.models import Case, Inbox
from webapp.store.numbering import FOLLOW_UP


@dataclass(frozen=True)
class RelatedCase:
    """The other end of a relation: a case that this one began, or came from."""

    number: str
    process: str
    state: str  # open | closed
    outcome: str


_COLUMNS = (Case.number, Case.process, Case.state, Case.outcome)


def begun_by(case_id: str) -> list[RelatedCase]:
    """Return the cases that steps of this case began, oldest first: a range of a primary key."""
    mine = Inbox.message_id.between(f"{case_id}:", f"{case_id}:\U0010ffff")
    statement = (
        select(*_COLUMNS)
        .join(Inbox, Inbox.case_id == Case.case_id)
        .where(Inbox.source == FOLLOW_UP, mine)
        .order_by(Inbox.received_at, Case.number)
    )
    return _related(statement)


def origin_of(number: str | None) -> RelatedCase | None:
    """Return the case with this number (`zaak.voortgekomen_uit`); None without one."""
    found = _related(select(*_COLUMNS).where(Case.number == number)) if number else []
    return found[0] if found else None


def _related(statement: Any) -> list[RelatedCase]:
    return [RelatedCase(*row) for row in db.session.execute(statement)]

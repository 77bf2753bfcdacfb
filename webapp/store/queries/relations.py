"""Which cases belong together: begun by each other, tied by a colleague, or of the same resident."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, literal, or_, select
from sqlalchemy.orm import aliased

from webapp.store.db import db
from webapp.store.links import MERGED
from webapp.store.models import Case, CaseLink, Inbox, PersonKey, User
from webapp.store.numbering import FOLLOW_UP
from webapp.store.queries.independence import independent

MOST = 20  # earlier cases told of; nobody reads more


@dataclass(frozen=True)
class RelatedCase:
    """The other end of a relation. `asked_by` is the outbox row that asked for it, if one did."""

    case_id: str
    number: str
    process: str
    state: str  # open | closed
    outcome: str
    summary: str
    received_on: date | None
    asked_by: str = ""


@dataclass(frozen=True)
class TiedCase:
    """A case that a colleague tied to this one. `is_origin`: that one goes on in this one."""

    case: RelatedCase
    kind: str  # related | merged
    is_origin: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Relations:
    """Everything beside a case, as far as the viewer may see it."""

    origin: RelatedCase | None
    begun: tuple[RelatedCase, ...]
    tied: tuple[TiedCase, ...]
    earlier: tuple[RelatedCase, ...]  # of the same resident, newest first

    @property
    def possible_doubles(self) -> tuple[RelatedCase, ...]:
        """Open cases of the same resident in the same process: perhaps the same matter."""
        tied = {one.case.case_id for one in self.tied}
        return tuple(one for one in self.earlier if one.state == "open" and one.case_id not in tied)


_COLUMNS = (
    *(Case.case_id, Case.number, Case.process, Case.state, Case.outcome, Case.summary, Case.received_on),
)


def related(case_id: str, origin: str | None, username: str) -> Relations:
    """Return the cases beside this one. Four statements at most."""
    return Relations(
        origin_of(origin), tuple(begun_by(case_id)), tuple(tied_to(case_id, username)),
        tuple(earlier_of(case_id, username)),
    )  # fmt: skip


def begun_by(case_id: str) -> list[RelatedCase]:
    """Return the cases that steps of this case began, oldest first: a range of a primary key."""
    mine = Inbox.message_id.between(f"{case_id}:", f"{case_id}:\U0010ffff")
    statement = (
        select(*_COLUMNS, Inbox.message_id)
        .join(Inbox, Inbox.case_id == Case.case_id)
        .where(Inbox.source == FOLLOW_UP, mine)
        .order_by(Inbox.received_at, Case.number)
    )
    return _related(statement)


def origin_of(number: str | None) -> RelatedCase | None:
    """Return the case with this number (`zaak.voortgekomen_uit`); None without one."""
    found = _related(select(*_COLUMNS).where(Case.number == number)) if number else []
    return found[0] if found else None


def tied_to(case_id: str, username: str) -> list[TiedCase]:
    """Return the cases that colleagues tied to this one and that `username` may read. One statement."""
    mine = CaseLink.case_id == case_id
    other = case((mine, CaseLink.other_id), else_=CaseLink.case_id)
    statement = (
        select(
            *_COLUMNS, CaseLink.kind, mine, CaseLink.reason,
            func.coalesce(User.name, CaseLink.added_by), CaseLink.added_at,
        )
        .join(Case, Case.case_id == other)
        .outerjoin(User, User.username == CaseLink.added_by)
        .where(or_(mine, CaseLink.other_id == case_id), independent(Case.case_id, username))
        .order_by(CaseLink.added_at, Case.number)
    )  # fmt: skip
    return [
        TiedCase(RelatedCase(*row[:7]), row[7], row[7] == MERGED and not row[8], *row[9:])
        for row in db.session.execute(statement)
    ]


def earlier_of(case_id: str, username: str) -> list[RelatedCase]:
    """Return other cases of the same resident that `username` may read, newest first. One statement.

    Recognised by e-mail address, telephone, or name and postcode; who gave none of these has no others.
    """
    mine, same = aliased(PersonKey), aliased(PersonKey)
    others = (
        select(same.case_id)
        .join(mine, mine.key == same.key)
        .where(mine.case_id == case_id, same.case_id != case_id)
    )
    statement = (
        select(*_COLUMNS)
        .where(Case.case_id.in_(others), independent(Case.case_id, username), Case.erased_at.is_(None))
        .order_by(Case.opened_at.desc(), Case.case_id.desc())
        .limit(MOST)
    )
    return _related(statement)


def is_same_resident(case_id: str, other_id: str) -> bool:
    """Whether the residents of two cases have a key in common. One statement."""
    one, other = aliased(PersonKey), aliased(PersonKey)
    statement = (
        select(literal(1))
        .join(other, other.key == one.key)
        .where(one.case_id == case_id, other.case_id == other_id)
    )
    return db.session.execute(statement.limit(1)).first() is not None


def merged_into(case_id: str) -> Any:
    """Return (case id, number, token) of the case in which this one goes on; None when it does not."""
    statement = (
        select(Case.case_id, Case.number, Case.token)
        .join(CaseLink, CaseLink.other_id == Case.case_id)
        .where(CaseLink.case_id == case_id, CaseLink.kind == MERGED)
    )
    return db.session.execute(statement).one_or_none()


def _related(statement: Any) -> list[RelatedCase]:
    return [RelatedCase(*row) for row in db.session.execute(statement)]

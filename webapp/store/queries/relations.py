"""Which cases belong together: begun by each other, tied by a colleague, or of the same resident."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import case, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from webapp.store.db import db, is_one_of
from webapp.store.links import MERGED
from webapp.store.models import (
    Case,
    CaseLink,
    Document,
    Inbox,
    Involvement,
    Note,
    Party,
    PersonKey,
    Task,
    User,
)
from webapp.store.numbering import FOLLOW_UP
from webapp.store.queries.independence import independent
from webapp.store.questions import Question, question
from webapp.store.rows import range_of

MOST = 20  # earlier cases told of; nobody reads more
FEW = 3  # possible doubles told of
SEEN = 2  # finished tasks, after which somebody looked at a new case


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
    earlier: tuple[RelatedCase, ...]  # others of the same resident, newest first

    @property
    def merged_ids(self) -> list[str]:
        """The cases that go on in this one."""
        return [one.case.case_id for one in self.tied if one.is_origin]

    @property
    def possible_doubles(self) -> tuple[RelatedCase, ...]:
        """Open cases of the same resident that nobody tied to this one: perhaps the same matter."""
        return tuple(one for one in self.earlier if one.state == "open")


_COLUMNS = (
    *(Case.case_id, Case.number, Case.process, Case.state, Case.outcome, Case.summary, Case.received_on),
)


def related(case_id: str, origin: str | None, username: str, *, begins: bool = True) -> Relations:
    """Return the cases beside this one; `begins` false when it is known to have begun none.

    Four statements at most.
    """
    came_from = origin_of(origin, username)
    children = begun_by(case_id, username) if begins else []
    ties = tied_to(case_id, username)
    told = {one.case_id for one in (*children, *(tie.case for tie in ties))}
    told |= {came_from.case_id} if came_from else set()
    others = (one for one in earlier_of(case_id, username) if one.case_id not in told)
    return Relations(came_from, tuple(children), tuple(ties), tuple(others))


def begun_by(case_id: str, username: str = "") -> list[RelatedCase]:
    """Return the cases that steps of this case began and `username` may read, oldest first.

    A range of a primary key.
    """
    return _related(begun(*range_of(case_id), username))


@question
def begun(first: Any, last: Any, username: Any) -> Any:
    mine = Inbox.message_id.between(first, last)
    return (
        select(*_COLUMNS, Inbox.message_id)
        .join(Inbox, Inbox.case_id == Case.case_id)
        .where(Inbox.source == FOLLOW_UP, mine, independent(Case.case_id, username))
        .order_by(Inbox.received_at, Case.number)
    )


def origin_of(number: str | None, username: str = "") -> RelatedCase | None:
    """Return the case with this number (`zaak.voortgekomen_uit`); None without one to read."""
    found = _related(_numbered(number, username)) if number else []
    return found[0] if found else None


@question
def _numbered(number: Any, username: Any) -> Any:
    return select(*_COLUMNS).where(Case.number == number, independent(Case.case_id, username))


def tied_to(case_id: str, username: str) -> list[TiedCase]:
    """Return the cases that colleagues tied to this one and that `username` may read. One statement."""
    return [
        TiedCase(RelatedCase(*row[:7]), row[7], row[7] == MERGED and not row[8], *row[9:])
        for row in tied(case_id, username)
    ]


@question
def tied(case_id: Any, username: Any) -> Any:
    mine = CaseLink.case_id == case_id
    other = case((mine, CaseLink.other_id), else_=CaseLink.case_id)
    return (
        select(
            *_COLUMNS, CaseLink.kind, mine, CaseLink.reason,
            func.coalesce(User.name, CaseLink.added_by), CaseLink.added_at,
        )
        .join(Case, Case.case_id == other)
        .outerjoin(User, User.username == CaseLink.added_by)
        .where(or_(mine, CaseLink.other_id == case_id), independent(Case.case_id, username))
        .order_by(CaseLink.added_at, Case.number)
    )  # fmt: skip


def earlier_of(case_id: str, username: str) -> list[RelatedCase]:
    """Return other cases of the same resident that `username` may read, newest first. One statement.

    Recognised by e-mail address, telephone, or name and postcode; who gave none of these has no others.
    """
    return _related(earlier(case_id, username))


@question
def earlier(case_id: Any, username: Any) -> Any:
    mine, same = aliased(PersonKey), aliased(PersonKey)
    others = (
        select(same.case_id)
        .join(mine, mine.key == same.key)
        .where(mine.case_id == case_id, same.case_id != case_id)
    )
    return (
        select(*_COLUMNS)
        .where(Case.case_id.in_(others), independent(Case.case_id, username), Case.erased_at.is_(None))
        .order_by(Case.opened_at.desc(), Case.case_id.desc())
        .limit(MOST)
    )


def possible_doubles(case_id: str, processes: Sequence[str], username: str) -> list[RelatedCase]:
    """Return open cases in these processes of the same resident that nobody tied to this one, newest first.

    None once two tasks of this case are done: by then somebody looked. One statement.
    """
    return _related(doubles_in(tuple(processes))(case_id, username))


@cache
def doubles_in(processes: tuple[str, ...]) -> Question:
    """The question after possible doubles; `processes` are words of the source."""
    return Question(partial(_doubles, processes))


def _doubles(processes: Sequence[str], case_id: Any, username: Any) -> Any:
    mine, same = aliased(PersonKey), aliased(PersonKey)
    others = (
        select(same.case_id)
        .join(mine, mine.key == same.key)
        .where(mine.case_id == case_id, same.case_id != case_id)
    )
    tied = [
        select(CaseLink.other_id).where(CaseLink.case_id == case_id),
        select(CaseLink.case_id).where(CaseLink.other_id == case_id),
    ]
    done = select(func.count()).select_from(Task).where(Task.case_id == case_id, Task.state == "done")
    return _open_in(processes, username).where(
        Case.case_id.in_(others), *(Case.case_id.not_in(one) for one in tied), done.scalar_subquery() < SEEN
    )


def open_cases_of(keys: Sequence[str], processes: Sequence[str], username: str) -> list[RelatedCase]:
    """Return the open cases in these processes of the resident with one of these keys. One statement."""
    return _related(_of_person(tuple(processes))(list(keys), username))


@cache
def _of_person(processes: tuple[str, ...]) -> Question:
    def build(keys: Any, username: Any) -> Any:
        known = select(PersonKey.case_id).where(PersonKey.key.in_(keys))
        return _open_in(processes, username).where(Case.case_id.in_(known))

    return Question(build)


def _open_in(processes: Sequence[str], username: Any) -> Any:
    """`coalesce` keeps the planner from walking all open cases: those of one person are few."""
    state, process = func.coalesce(Case.state, ""), func.coalesce(Case.process, "")
    return (
        select(*_COLUMNS)
        .where(state == "open", is_one_of(process, processes), independent(Case.case_id, username))
        .order_by(Case.opened_at.desc(), Case.case_id.desc())
        .limit(FEW)
    )


def is_same_resident(case_id: str, other_id: str) -> bool:
    """Whether the residents of two cases have a key in common. One statement."""
    one, other = aliased(PersonKey), aliased(PersonKey)
    statement = (
        select(one.key)
        .join(other, other.key == one.key)
        .where(one.case_id == case_id, other.case_id == other_id)
    )
    return db.session.execute(statement.limit(1)).first() is not None


@dataclass(frozen=True)
class MergedCase:
    """A case that goes on in another one, with the token of its resident's link."""

    case_id: str
    number: str
    token: str


@dataclass(frozen=True)
class MergedPaper:
    """Something that lies in a case that was merged: kind "document", "note" or "party"."""

    number: str
    kind: str
    text: str
    detail: str


def merged_from(case_id: str) -> list[MergedCase]:
    """Return the cases that go on in this one. One statement."""
    statement = (
        select(Case.case_id, Case.number, Case.token)
        .join(CaseLink, CaseLink.case_id == Case.case_id)
        .where(CaseLink.other_id == case_id, CaseLink.kind == MERGED)
        .order_by(Case.number)
    )
    return [MergedCase(*row) for row in db.session.execute(statement)]


def papers_of(case_ids: Sequence[str]) -> list[MergedPaper]:
    """Return documents, notes and parties of cases that were merged. One statement, none without cases."""
    if not case_ids:
        return []
    documents = select(
        Document.case_id, literal("document").label("kind"), Document.filename.label("text"),
        Document.state.label("detail"),
    ).where(Document.case_id.in_(case_ids))  # fmt: skip
    notes = select(
        Note.case_id, literal("note"), Note.text, func.coalesce(User.name, Note.added_by)
    ).outerjoin(User, User.username == Note.added_by).where(Note.case_id.in_(case_ids))  # fmt: skip
    parties = (
        select(Involvement.case_id, literal("party"), Party.name, Involvement.role)
        .join(Party, Party.id == Involvement.party_id)
        .where(Involvement.case_id.in_(case_ids), Involvement.role != "handler")
    )
    found = union_all(documents, notes, parties).subquery()
    statement = (
        select(Case.number, found.c.kind, found.c.text, found.c.detail)
        .join(Case, Case.case_id == found.c.case_id)
        .order_by(Case.number, found.c.kind, found.c.text)
    )
    return [MergedPaper(*row) for row in db.session.execute(statement)]


def merged_into(case_id: str) -> MergedCase | None:
    """Return the case in which this one goes on; None when it does not. One statement."""
    statement = (
        select(Case.case_id, Case.number, Case.token)
        .join(CaseLink, CaseLink.other_id == Case.case_id)
        .where(CaseLink.case_id == case_id, CaseLink.kind == MERGED)
    )
    row = db.session.execute(statement).one_or_none()
    return MergedCase(*row) if row else None


def _related(found: Iterable[Any]) -> list[RelatedCase]:
    return [RelatedCase(*row) for row in found]

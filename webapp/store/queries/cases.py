"""The case file: head, terms, letters, people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select

from engine import UnknownCase
from webapp import involvement
from webapp.involvement import ORDER
from webapp.store.db import db
from webapp.store.models import (
    Bundle,
    Case,
    Event,
    Involvement,
    Letter,
    Outbox,
    Party,
    Registration,
    Stake,
    Term,
    Wait,
)
from webapp.store.questions import question
from webapp.store.statements import answers_of


@dataclass(frozen=True)
class CaseHead:
    """The top of a case file. `last_day` is that of the term for settlement (Awb 9:11)."""

    case_id: str
    number: str
    token: str
    process: str
    bundle: str
    rev: int
    state: str  # open | closed
    outcome: str
    subject: str
    summary: str
    channel: str
    received_on: date | None
    regime: str
    confidentiality: str
    status_text: str
    handler: str
    handler_name: str
    last_day: date | None
    resident: str
    opened_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True)
class TermView:
    """A term with the reason of its date, one Dutch step a line."""

    key: str
    title: str
    kind: str  # statutory | service
    start: date
    nominal_end: date | None
    last_day: date | None
    basis: str
    met_on: date | None
    running: bool
    adjourned: bool
    steps: tuple[str, ...]
    warnings: tuple[str, ...]

    def is_late(self, today: date) -> bool:
        return self.running and self.last_day is not None and self.last_day < today


@dataclass(frozen=True)
class LetterRow:
    """A letter as written. `markdown` and `address` are filled by :func:`letter` only."""

    id: str
    case_id: str
    number: str
    letter: str
    title: str
    recipient: str
    channel: str
    subject: str
    written_at: datetime
    delivery: str  # pending | sent | dead | "" when it never had to leave
    sent_at: datetime | None
    attempts: int = 0  # that failed
    last_error: str = ""
    address: Mapping[str, Any] | None = None
    markdown: str = ""


@dataclass(frozen=True)
class PartyRow:
    role: str  # see webapp.involvement.ORDER
    name: str
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    function: str
    username: str = ""  # account linked on purpose
    bars: bool = False  # may not handle the case (Awb 9:7)


@dataclass(frozen=True)
class WaitRow:
    bpmn_id: str
    occurrence: int
    message: str
    title: str
    from_resident: bool  # whom the case waits for; False as well for one that may always come
    awaited: str  # whose message it is; empty for one that may always come


@dataclass(frozen=True)
class PublicStatus:
    """What the resident sees behind the personal link: no names of others, no remarks."""

    case_id: str
    number: str
    process: str
    state: str
    outcome: str
    status_text: str
    subject: str
    summary: str
    received_on: date | None
    last_day: date | None
    handler_name: str
    opened_at: datetime
    closed_at: datetime | None


HEAD = (
    Case.case_id,
    Case.number,
    Case.token,
    Case.process,
    Case.bundle_hash,
    Case.rev,
    Case.state,
    Case.outcome,
    Case.subject,
    Case.summary,
    Case.channel,
    Case.received_on,
    Case.regime,
    Case.confidentiality,
    Case.status_text,
    Case.handler,
    Case.handler_name,
    Case.last_day,
    Case.resident,
    Case.opened_at,
    Case.closed_at,
    Case.erased_at,
)


def case_by_number(number: str) -> CaseHead | None:
    """Return the head of a case by its number; None when unknown. One statement."""
    row = _by_number(number).one_or_none()
    return CaseHead(*row) if row else None


@question
def _by_number(number: Any) -> Any:
    return select(*HEAD).where(Case.number == number)


def case_with_stake(number: str, username: str) -> tuple[CaseHead, involvement.Stake] | None:
    """Return a case by its number and what ties this person to it; None when unknown. One statement."""
    row = _with_stake(number, username).one_or_none()
    if row is None:
        return None
    return CaseHead(*row[:-2]), involvement.Stake(username, *map(bool, row[-2:]))


@question
def _with_stake(number: Any, username: Any) -> Any:
    tied = and_(Stake.case_id == Case.case_id, Stake.username == username)
    return select(*HEAD, Stake.bars, Stake.answers).outerjoin(Stake, tied).where(Case.number == number)


def case_by_id(case_id: str) -> CaseHead | None:
    """Return the head of a case by its id; None when unknown. One statement."""
    row = _by_id(case_id).one_or_none()
    return CaseHead(*row) if row else None


@question
def _by_id(case_id: Any) -> Any:
    return select(*HEAD).where(Case.case_id == case_id)


def case_facts(case_id: str) -> Mapping[str, Any]:
    """Return what is established about a case, by section. Raises UnknownCase. One statement."""
    found = facts(case_id).scalar()
    if found is None:
        raise UnknownCase(case_id)
    established: Mapping[str, Any] = found
    return established


@question
def facts(case_id: Any) -> Any:
    return select(Case.facts).where(Case.case_id == case_id)


def case_answers(case_id: str) -> dict[str, Any]:
    """Return the latest answers to each task of a case, by the id of the task. One statement."""
    return {task: given for task, given in answers(case_id)}


answers = question(answers_of)


def case_terms(case_id: str) -> list[TermView]:
    """Return all terms of a case, earliest last day first. One statement."""
    found = [
        TermView(*row[:-1], tuple(row.explanation["steps"]), tuple(row.explanation["warnings"]))
        for row in terms(case_id)
    ]
    return sorted(found, key=lambda term: (term.last_day or date.max, term.key))


@question
def terms(case_id: Any) -> Any:
    columns = (
        *(Term.key, Term.title, Term.kind, Term.start, Term.nominal_end, Term.last_day, Term.basis),
        *(Term.met_on, Term.running, Term.adjourned, Term.explanation),
    )
    return select(*columns).where(Term.case_id == case_id)


_LETTER = (
    Letter.id,
    Letter.case_id,
    Case.number,
    Letter.letter,
    Letter.title,
    Letter.recipient,
    Letter.channel,
    Letter.subject,
    Letter.written_at,
    func.coalesce(Outbox.state, "").label("delivery"),
    Outbox.sent_at,
    func.coalesce(Outbox.attempts, 0).label("attempts"),
    func.coalesce(Outbox.last_error, "").label("last_error"),
)


def case_letters(case_id: str) -> list[LetterRow]:
    """Return the letters of a case, oldest first, without their text. One statement."""
    return [LetterRow(*row) for row in letters(case_id)]


@question
def letters(case_id: Any) -> Any:
    return _letters(*_LETTER).where(Letter.case_id == case_id).order_by(Letter.written_at)


def letter(letter_id: str) -> LetterRow | None:
    """Return one letter with its text and address; None when unknown. One statement."""
    statement = _letters(*_LETTER, Letter.address, Letter.markdown).where(Letter.id == letter_id)
    row = db.session.execute(statement).one_or_none()
    return LetterRow(*row[:-1], row.markdown.decode()) if row else None


def case_letters_in_full(case_id: str) -> list[LetterRow]:
    """Return the letters of a case, oldest first, with text and address: to print them. One statement."""
    found = full_letters(case_id)
    return [LetterRow(*row[:-1], row.markdown.decode()) for row in found]


@question
def full_letters(case_id: Any) -> Any:
    written = _letters(*_LETTER, Letter.address, Letter.markdown).where(Letter.case_id == case_id)
    return written.order_by(Letter.written_at)


def case_parties(case_id: str) -> list[PartyRow]:
    """Return everyone involved in a case. One statement."""
    return sorted((PartyRow(*row) for row in parties(case_id)), key=lambda party: ORDER.index(party.role))


@question
def parties(case_id: Any) -> Any:
    columns = (
        *(Involvement.role, Party.name, Party.email, Party.phone, Party.street, Party.postcode, Party.city),
        *(Party.function, Involvement.username, Involvement.bars),
    )
    return (
        select(*columns)
        .join(Party, Party.id == Involvement.party_id)
        .where(Involvement.case_id == case_id)
        .order_by(Party.id)
    )


def case_waits(case_id: str) -> list[WaitRow]:
    """Return the messages a case waits for. One statement."""
    return [WaitRow(*row) for row in waits(case_id)]


@question
def waits(case_id: Any) -> Any:
    columns = (Wait.bpmn_id, Wait.occurrence, Wait.message, Wait.title, Wait.from_resident, Wait.awaited)
    return select(*columns).where(Wait.case_id == case_id)


def status_by_token(token: str) -> PublicStatus | None:
    """Return what a resident may see, by the unguessable token of the personal link. One statement."""
    statement = select(
        Case.case_id,
        Case.number,
        Case.process,
        Case.state,
        Case.outcome,
        Case.status_text,
        Case.subject,
        Case.summary,
        Case.received_on,
        Case.last_day,
        Case.handler_name,
        Case.opened_at,
        Case.closed_at,
    ).where(Case.token == token, Case.erased_at.is_(None))
    row = db.session.execute(statement).one_or_none()
    return PublicStatus(*row) if row else None


def _letters(*columns: Any) -> Any:
    return (
        select(*columns).join(Case, Case.case_id == Letter.case_id).outerjoin(Outbox, Outbox.id == Letter.id)
    )


def retention_of(case_id: str) -> tuple[str, date | None] | None:
    """Return the result in the selection list and until when a case was kept. One statement."""
    columns = select(Registration.kept_as, Registration.keep_until)
    row = db.session.execute(columns.where(Registration.case_id == case_id)).one_or_none()
    return (row[0], row[1]) if row else None


def case_versions(case_id: str) -> dict[str, tuple[str, datetime]]:
    """Return label and day of publishing of the versions in the history of a case, by hash. One statement."""
    return {row.hash: (row.label, row.published_at) for row in versions_of(case_id)}


@question
def versions_of(case_id: Any) -> Any:
    run_on = select(Event.bundle_hash).where(Event.case_id == case_id)
    return select(Bundle.hash, Bundle.label, Bundle.published_at).where(Bundle.hash.in_(run_on))


def versions(hashes: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """Return label and day of publishing of these versions, by hash. One statement."""
    return {row.hash: (row.label, row.published_at) for row in _versions(list(hashes))}


@question
def _versions(hashes: Any) -> Any:
    return select(Bundle.hash, Bundle.label, Bundle.published_at).where(Bundle.hash.in_(hashes))

"""The register of written complaints (Awb 9:12a), and which cases may be destroyed. No case is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, join, select, union
from sqlalchemy.orm import aliased

from engine import local_date, start_of_day
from webapp.store.db import db
from webapp.store.links import MERGED
from webapp.store.models import Case, CaseLink, Inbox, Registration, Term
from webapp.store.numbering import FOLLOW_UP

COMPLAINT = "klachtbehandeling"  # process of a complaint, however it began
SETTLEMENT = "afdoening"
_COUNTED = Registration.result != "samengevoegd"  # it goes on in another case, and is one complaint with it


@dataclass(frozen=True)
class RegisterLine:
    """One written complaint as the register knows it: nothing in it points to a person.

    `result` is `zaak.uitkomst` once the case is closed, `settled_on` the day on which the term of
    Awb 9:11 was met.
    """

    number: str
    received_on: date
    channel: str
    subject: str
    theme: str
    regime: str
    state: str  # open | closed
    result: str
    judgement: str
    norms: tuple[str, ...]
    last_day: date | None
    adjourned: bool
    settled_on: date | None
    closed_on: date | None

    @property
    def in_time(self) -> bool | None:
        """Whether it was settled within the term that held for it; None while that is not known."""
        if self.settled_on is None or self.last_day is None:
            return None
        return self.settled_on <= self.last_day

    @property
    def days(self) -> int | None:
        """How many days it took to settle the complaint."""
        return None if self.settled_on is None else (self.settled_on - self.received_on).days


@dataclass(frozen=True)
class OpenAtTheEdges:
    """Written complaints that were open when the year began, and when it was over."""

    first_day: int
    last_day: int


@dataclass(frozen=True)
class Destroyable:
    """A closed case that has been kept for as long as the selection list asks."""

    case_id: str
    number: str
    process: str
    kept_as: str
    keep_until: date


def register_of(year: int) -> list[RegisterLine]:
    """Return every written complaint received in `year`, whatever became of it. One statement."""
    term = and_(Term.case_id == Registration.case_id, Term.key == SETTLEMENT)
    statement = (
        select(
            *(Case.number, Registration.received_on, Case.channel, Case.subject, Registration.theme),
            *(Case.regime, Case.state, Registration.result, Registration.judgement, Registration.norms),
            *(Term.last_day, func.coalesce(Term.adjourned, False), Term.met_on, Case.closed_at),
        )
        .join(Case, Case.case_id == Registration.case_id)
        .outerjoin(Term, term)
        .where(*_received_in(year), Registration.process == COMPLAINT, Registration.written)
        .order_by(Registration.received_on, Case.number)
    )
    return [
        RegisterLine(*row[:9], tuple(row[9].split("\n")) if row[9] else (), *row[10:13], _day(row[13]))
        for row in db.session.execute(statement)
    ]


def received_by_kind(year: int) -> Mapping[tuple[str, str, bool], int]:
    """Return how many cases came in, by (process, kind, written). One statement."""
    by = (Registration.process, Registration.kind, Registration.written)
    found = db.session.execute(select(*by, func.count()).where(*_received_in(year)).group_by(*by))
    return {(process, kind, written): number for process, kind, written, number in found}


def open_at_the_edges(year: int) -> OpenAtTheEdges:
    """Return how many written complaints were open on 1 January and after 31 December. One statement."""

    def on(day: date) -> Any:
        still_open = Case.closed_at.is_(None) | (Case.closed_at >= start_of_day(day))
        return func.count().filter(Registration.received_on < day, still_open)

    statement = (
        select(on(date(year, 1, 1)), on(date(year + 1, 1, 1)))
        .select_from(Registration)
        .join(Case, Case.case_id == Registration.case_id)
        .where(Registration.process == COMPLAINT, Registration.written, _COUNTED)
    )
    return OpenAtTheEdges(*db.session.execute(statement).one())


def destroyable(due: date) -> list[Destroyable]:
    """Return the closed cases that need not be kept on `due`, longest due first. One statement.

    A case from which another one came that is still open is left out: that work may need it. A case that
    was merged goes with the one in which it went on.
    """
    later = aliased(Case)
    mine = Inbox.message_id.between(Registration.case_id + ":", Registration.case_id + ":\U0010ffff")
    busy = exists().where(
        Inbox.source == FOLLOW_UP, mine, later.case_id == Inbox.case_id, later.state == "open"
    )
    heirs, heir = _heirs(), aliased(Registration)
    found = (
        select(Case.case_id, Case.number, Case.process, kept.kept_as, kept.keep_until)
        .select_from(start)
        .join(Case, Case.case_id == Registration.case_id)
        .where(kept.keep_until < due, Case.state == "closed", Case.erased_at.is_(None), ~busy)
        for kept, start in (
            (Registration, Registration),
            (
                heir,
                join(heir, heirs, heirs.c.other_id == heir.case_id).join(
                    Registration, Registration.case_id == heirs.c.case_id
                ),
            ),
        )
    )
    every = union(*found).subquery()
    rows = db.session.execute(select(every).order_by(every.c.keep_until, every.c.number))
    return [Destroyable(*row) for row in rows]


def _heirs() -> Any:
    """Each merged case with every one in which it went on, also by way of another."""
    first = select(CaseLink.case_id, CaseLink.other_id).where(CaseLink.kind == MERGED).cte(recursive=True)
    onward = select(first.c.case_id, CaseLink.other_id).join(CaseLink, CaseLink.case_id == first.c.other_id)
    return first.union(onward.where(CaseLink.kind == MERGED))


def _received_in(year: int) -> tuple[Any, ...]:
    return (
        Registration.received_on >= date(year, 1, 1),
        Registration.received_on <= date(year, 12, 31),
        _COUNTED,
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else local_date(moment)

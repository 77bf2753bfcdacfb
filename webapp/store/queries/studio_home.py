"""What the first page of the studio shows of each process. No case is loaded, nor anything about people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from webapp.store.db import db
from webapp.store.models import Case, Draft, DraftFile, Registration, Stake, Term, User
from webapp.store.queries.register import SETTLEMENT
from webapp.store.queries.rehearsals import scenario_results
from webapp.store.queries.tasks import Viewer

MOST_TOUCHED = 500


@dataclass(frozen=True)
class Touched:
    """A file that an open draft changes."""

    draft_id: int
    title: str
    path: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Punctual:
    """How many of the complaints that came in last and are settled or late, were settled in time."""

    settled: int
    in_time: int

    @property
    def percentage(self) -> int:
        return self.in_time * 100 // self.settled


def open_cases_by_process() -> dict[str, int]:
    """Return the number of open cases by process. One statement, by an index alone."""
    counted = select(Case.process, func.count()).where(Case.state == "open").group_by(Case.process)
    return {process: number for process, number in db.session.execute(counted)}


def open_cases_to_stay_away_from(viewer: Viewer) -> dict[str, int]:
    """Return, by process, the number of open cases in which the viewer has a stake that bars (Awb 9:7)."""
    barred = select(Stake.case_id).where(Stake.username == viewer.username, Stake.bars)
    is_open = func.coalesce(Case.state, "") == "open"  # found by the few cases, not by what is open
    counted = select(Case.process, func.count()).where(is_open, Case.case_id.in_(barred))
    return {process: number for process, number in db.session.execute(counted.group_by(Case.process))}


def punctuality(process: str, viewer: Viewer, *, today: date, latest: int = 300) -> Punctual | None:
    """Tell how punctual the `latest` written complaints were; None when nothing can be told yet."""
    barred = select(Stake.case_id).where(Stake.username == viewer.username, Stake.bars)
    received = (
        select(Registration.case_id)
        .where(Registration.process == process, Registration.received_on <= today)
        .order_by(Registration.received_on.desc())
        .limit(latest)
    )
    # Asked apart: in one statement PostgreSQL reads the terms of all cases to join them with these few.
    ids = list(db.session.execute(received).scalars())
    terms = select(Term.last_day, Term.met_on).where(
        Term.case_id.in_(ids), Term.key == SETTLEMENT, Term.case_id.not_in(barred)
    )
    rows = [(last, met) for last, met in db.session.execute(terms) if last and (met or last < today)]
    return Punctual(len(rows), sum(met is not None and met <= last for last, met in rows)) if rows else None


def touched_files() -> list[Touched]:
    """Return the files that open drafts change, changed last first. One statement."""
    statement = (
        select(
            Draft.id, Draft.title, DraftFile.path,
            func.coalesce(User.name, DraftFile.changed_by), DraftFile.changed_at,
        )
        .join(DraftFile, DraftFile.draft_id == Draft.id)
        .outerjoin(User, User.username == DraftFile.changed_by)
        .where(Draft.state == "open", DraftFile.state != "same")
        .order_by(DraftFile.changed_at.desc(), DraftFile.path)
        .limit(MOST_TOUCHED)
    )  # fmt: skip
    return [Touched(*row) for row in db.session.execute(statement)]


@dataclass(frozen=True)
class Outcome:
    """How the scenarios of a process came out: `files` of them were played to the end."""

    good: int
    bad: int
    files: int


def scenario_outcomes(version: str) -> Mapping[str, Outcome]:
    """Return by process how its scenarios came out, as they were played last on a version."""
    outcomes: dict[str, Outcome] = {}
    for file in scenario_results(version):
        if file.process:
            so_far = outcomes.get(file.process, Outcome(0, 0, 0))
            good, bad = so_far.good + file.played - file.red, so_far.bad + file.red
            outcomes[file.process] = Outcome(good, bad, so_far.files + file.is_done)
    return outcomes

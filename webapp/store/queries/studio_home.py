"""What the first page of the studio shows of each process. No case is loaded, nor anything about people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from webapp.store.db import is_exactly
from webapp.store.models import Case, Draft, DraftFile, Registration, Stake, Term, User
from webapp.store.queries.register import SETTLEMENT
from webapp.store.queries.rehearsals import scenario_results
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import question

MOST_TOUCHED = 500
LATEST = 300  # complaints that tell how punctual a process is


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
    return {process: number for process, number in _open_cases()}


@question
def _open_cases() -> Any:
    return select(Case.process, func.count()).where(is_exactly(Case.state, "open")).group_by(Case.process)


def open_cases_to_stay_away_from(viewer: Viewer) -> dict[str, int]:
    """Return, by process, the number of open cases in which the viewer has a stake that bars (Awb 9:7)."""
    return {process: number for process, number in _barred_cases(viewer.username)}


@question
def _barred_cases(username: Any) -> Any:
    barred = select(Stake.case_id).where(Stake.username == username, Stake.bars)
    is_open = func.coalesce(Case.state, "") == "open"  # found by the few cases, not by what is open
    counted = select(Case.process, func.count()).where(is_open, Case.case_id.in_(barred))
    return counted.group_by(Case.process)


def punctuality(process: str, viewer: Viewer, *, today: date) -> Punctual | None:
    """Tell how punctual the last written complaints were; None when nothing can be told yet."""
    # Asked apart: in one statement PostgreSQL reads the terms of all cases to join them with these few.
    ids = list(_received(process, today).scalars())
    terms = _settlement(ids, viewer.username)
    rows = [(last, met) for last, met in terms if last and (met or last < today)]
    return Punctual(len(rows), sum(met is not None and met <= last for last, met in rows)) if rows else None


@question
def _received(process: Any, today: Any) -> Any:
    return (
        select(Registration.case_id)
        .where(Registration.process == process, Registration.received_on <= today)
        .order_by(Registration.received_on.desc())
        .limit(LATEST)
    )


@question
def _settlement(case_ids: Any, username: Any) -> Any:
    barred = select(Stake.case_id).where(Stake.username == username, Stake.bars)
    return select(Term.last_day, Term.met_on).where(
        Term.case_id.in_(case_ids), Term.key == SETTLEMENT, Term.case_id.not_in(barred)
    )


def touched_files() -> list[Touched]:
    """Return the files that open drafts change, changed last first. One statement."""
    return [Touched(*row) for row in _touched()]


@question
def _touched() -> Any:
    return (
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

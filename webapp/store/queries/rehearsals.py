"""Trying a draft, as screens show it: cases walked by hand, and how scenarios came out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import case, func, select

from webapp.store.db import db
from webapp.store.models import Draft, Rehearsal, ScenarioResult, ScenarioRun, User
from webapp.store.questions import question

MOST_REHEARSALS = 10


@dataclass(frozen=True)
class RehearsalRow:
    """An invented case on a draft; `steps` are its sentences, `[text, table]` each."""

    id: int
    draft_id: int
    process: str
    steps: Sequence[Any]
    started_by: str
    changed_at: datetime


@dataclass(frozen=True)
class ScenarioFile:
    """How one file of scenarios came out on a version; `results` only where asked for."""

    path: str
    key: str
    total: int
    played: int
    red: int
    played_by: str
    played_at: datetime
    results: Sequence[Mapping[str, Any]] = ()

    @property
    def process(self) -> str:
        return PurePosixPath(self.path).parent.name

    @property
    def is_done(self) -> bool:
        return self.played >= self.total


@dataclass(frozen=True)
class ScenarioVerdict:
    """The scenarios of a draft when they were last played. `outdated`: the draft changed since.

    `files` were to be played and `done` have been; `total` scenarios are in those, `red` did not come out.
    """

    draft_id: int
    bundle_hash: str
    at: datetime
    by: str
    outdated: bool
    files: int
    done: int
    total: int
    red: int

    @property
    def is_complete(self) -> bool:
        return self.done >= self.files

    @property
    def is_green(self) -> bool:
        return self.is_complete and not self.red


def rehearsal(rehearsal_id: int) -> RehearsalRow | None:
    found = db.session.execute(_rehearsals().where(Rehearsal.id == rehearsal_id)).one_or_none()
    return RehearsalRow(*found) if found else None


def rehearsals(draft_id: int, username: str) -> list[RehearsalRow]:
    """Return somebody's rehearsals of a draft, the last one first."""
    statement = _rehearsals().where(Rehearsal.draft_id == draft_id, Rehearsal.started_by == username)
    statement = statement.order_by(Rehearsal.changed_at.desc(), Rehearsal.id.desc()).limit(MOST_REHEARSALS)
    return [RehearsalRow(*row) for row in db.session.execute(statement)]


def scenario_results(bundle_hash: str) -> list[ScenarioFile]:
    """Return how each file of scenarios came out on a version, by path; nothing when none was played."""
    return [ScenarioFile(*row) for row in _outcomes(bundle_hash)]


@question
def _outcomes(bundle_hash: Any) -> Any:
    statement = select(*_FILE).outerjoin(User, User.username == ScenarioResult.played_by)
    return statement.where(ScenarioResult.bundle_hash == bundle_hash).order_by(ScenarioResult.path)


def scenario_details(bundle_hash: str) -> dict[str, ScenarioFile]:
    """The same with what came out of every scenario, by path."""
    statement = select(*_FILE, ScenarioResult.results).outerjoin(
        User, User.username == ScenarioResult.played_by
    )
    statement = statement.where(ScenarioResult.bundle_hash == bundle_hash)
    return {row[0]: ScenarioFile(*row) for row in db.session.execute(statement)}


def scenario_results_by_key(keys: Collection[str]) -> dict[str, ScenarioFile]:
    """Return finished results of any version that must be those of another, by key."""
    statement = select(*_FILE, ScenarioResult.results).outerjoin(
        User, User.username == ScenarioResult.played_by
    )
    done = ScenarioResult.played >= ScenarioResult.total
    statement = statement.where(ScenarioResult.key.in_(keys), done)
    return {row[1]: ScenarioFile(*row) for row in db.session.execute(statement)}


def scenario_verdicts(draft_ids: Collection[int]) -> dict[int, ScenarioVerdict]:
    """Return what is known of the scenarios of drafts, in one statement; a draft never played is absent."""
    finished = func.sum(func.coalesce(_is_done(), 0))
    statement = (
        select(
            ScenarioRun.draft_id, ScenarioRun.bundle_hash, ScenarioRun.at,
            func.coalesce(User.name, ScenarioRun.by), ScenarioRun.draft_rev != Draft.rev, ScenarioRun.files,
            finished, func.coalesce(func.sum(ScenarioResult.total), 0),
            func.coalesce(func.sum(ScenarioResult.red), 0),
        )
        .join(Draft, Draft.id == ScenarioRun.draft_id)
        .outerjoin(ScenarioResult, ScenarioResult.bundle_hash == ScenarioRun.bundle_hash)
        .outerjoin(User, User.username == ScenarioRun.by)
        .where(ScenarioRun.draft_id.in_(draft_ids))
        .group_by(
            ScenarioRun.draft_id, ScenarioRun.bundle_hash, ScenarioRun.at, User.name, ScenarioRun.by,
            ScenarioRun.draft_rev, Draft.rev, ScenarioRun.files,
        )
    )  # fmt: skip
    rows = db.session.execute(statement)
    return {row[0]: ScenarioVerdict(*row[:4], bool(row[4]), row[5], *map(int, row[6:])) for row in rows}


def _is_done() -> Any:
    return case((ScenarioResult.played >= ScenarioResult.total, 1), else_=0)


_FILE = (
    ScenarioResult.path, ScenarioResult.key, ScenarioResult.total, ScenarioResult.played, ScenarioResult.red,
    func.coalesce(User.name, ScenarioResult.played_by), ScenarioResult.played_at,
)  # fmt: skip


def _rehearsals() -> Any:
    return select(
        Rehearsal.id, Rehearsal.draft_id, Rehearsal.process, Rehearsal.steps, Rehearsal.started_by,
        Rehearsal.changed_at,
    )  # fmt: skip

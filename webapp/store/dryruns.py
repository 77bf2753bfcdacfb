"""What dry runs found: written a slice at a time, read a page at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from engine import KINDS, Trial
from webapp.store import beats
from webapp.store.models import DryRun, DryRunCase, DryRunKind, DryRunTick, Stake
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import cut, decode

STANDS = ("comes_along", "must_choose", "blocked", "there_already", "closed")  # what a case can do
STAND = "stand:"  # before these, where they stand among the kinds


@dataclass(frozen=True)
class Found:
    """A dry run: how far it is, and in how many cases each kind of difference occurs."""

    id: int
    target: str
    label: str
    closed_since: date | None
    state: str  # running | done | failed
    total: int
    done: int
    counts: Mapping[str, int]
    problem: str
    started_by: str
    started_at: datetime
    finished_at: datetime | None
    draft_id: int | None
    stands: Mapping[str, int] | None
    asked: Mapping[str, Mapping[str, Any]] | None

    @property
    def questions(self) -> Mapping[str, Mapping[str, Any]]:
        """What cases come by on the new version, by id: `naam`, `soort`, in how many cases it must be chosen
        about (`voorbij`), and in how many it comes first or is a letter that need not be (`eerst`)."""
        return self.asked or {}


@dataclass(frozen=True)
class FoundCase:
    """One case of a dry run. `texts` and `questions` are Dutch sentences, without a word from the case."""

    case_id: str
    number: str
    rev: int
    source: str
    is_open: bool
    can_move: bool
    kind: str
    details: Mapping[str, Any]

    @property
    def stand(self) -> str:
        """What the case can do, one of STANDS; runs of before this was kept tell it from what they have."""
        if "stand" in self.details:
            return str(self.details["stand"])
        return "closed" if not self.is_open else "comes_along" if self.can_move else "must_choose"

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """What is different: kind, element, sentence."""
        return [(kind, element, text) for kind, element, text in self.details["verschillen"]]

    @property
    def questions(self) -> list[Mapping[str, Any]]:
        """Steps to choose about: `stap`, `naam`, `soort` (task or letter), `nodig`, `tekst`."""
        return list(self.details["vragen"])


def case_row(trial: Trial, *, is_open: bool) -> dict[str, Any]:
    """Return a trial as a row, without the number of the run, plus all its `kinds` and its `stand`."""
    return {
        "stand": _stand(trial, is_open),
        "case_id": trial.case_id,
        "number": trial.number,
        "rev": trial.rev,
        "source": trial.source,
        "is_open": is_open,
        "can_move": is_open and not trial.obstacles and trial.source != trial.target,
        "kind": trial.kinds[0],
        "details": {
            "stand": _stand(trial, is_open),
            "verschillen": [[one.kind, one.element, one.text] for one in trial.differences],
            "vragen": [
                {"stap": q.element, "naam": q.label, "soort": q.kind, "nodig": q.required, "tekst": q.text}
                for q in trial.questions
            ],
        },
        "kinds": trial.kinds,
    }


def _stand(trial: Trial, is_open: bool) -> str:
    if not is_open:
        return "closed"
    if trial.source == trial.target:
        return "there_already"
    if any(one.kind == "blocked" for one in trial.differences):
        return "blocked"
    return "must_choose" if trial.obstacles else "comes_along"


def begin(
    connection: Connection,
    target: str,
    label: str,
    closed_since: date | None,
    total: int,
    *,
    by: str,
    at: datetime,
    draft_id: int | None = None,
    at_once: bool = True,
) -> int:
    """Write down that a dry run begins; without `at_once` the clock carries it out."""
    values = {"target": target, "label": label, "closed_since": closed_since, "state": "running"}
    values |= {"total": total, "counts": {}, "started_by": by, "started_at": at, "draft_id": draft_id}
    values |= {"stands": {}, "questions": {}, "beat_at": at if at_once else None}
    return int(connection.execute(insert(DryRun).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def add(
    connection: Connection, run_id: int, found: Sequence[dict[str, Any]], at: datetime | None = None
) -> None:
    """Write what was found of some cases, and how far the run is."""
    extra = ("kinds", "stand")
    cases = [{"run_id": run_id} | {k: v for k, v in row.items() if k not in extra} for row in found]
    kinds = [
        {"run_id": run_id, "kind": kind, "case_id": row["case_id"]}
        for row in found
        for kind in (*row["kinds"], STAND + row["stand"])
    ]
    if cases:
        connection.execute(insert(DryRunCase.__table__), cases)  # type: ignore[arg-type]
        connection.execute(insert(DryRunKind.__table__), kinds)  # type: ignore[arg-type]
    here = DryRun.id == run_id
    columns = (DryRun.done, DryRun.counts, DryRun.stands, DryRun.questions)
    done, counts, stands, questions = connection.execute(select(*columns).where(here)).one()
    values = {
        "done": done + len(found),
        "counts": dict(Counter(counts) + Counter(kind for row in found for kind in row["kinds"])),
        "stands": dict(Counter(stands or {}) + Counter(row["stand"] for row in found)),
        "questions": _asked(questions or {}, found),
    }
    if at is not None:
        values["beat_at"] = at
    connection.execute(update(DryRun).where(here).values(**values))


def _asked(before: Mapping[str, Any], found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the questions so far with those of some more cases: closed ones ask nothing."""
    asked = {step: dict(one) for step, one in before.items()}
    for row in found:
        if row["stand"] not in ("comes_along", "must_choose"):
            continue
        for question in row["details"]["vragen"]:
            names = {name: question[name] for name in ("naam", "soort")}
            one = asked.setdefault(question["stap"], {**names, "voorbij": 0, "eerst": 0})
            one["voorbij" if question["nodig"] else "eerst"] += 1
    return asked


def finish(connection: Connection, run_id: int, *, at: datetime, problem: str = "") -> None:
    state = "failed" if problem else "done"
    values = {"state": state, "finished_at": at, "problem": problem}
    connection.execute(update(DryRun).where(DryRun.id == run_id).values(**values))


def reopen(connection: Connection, run_id: int) -> bool:
    """Let a dry run that was cut off go on; False when it was not cut off."""
    values = {"state": "running", "problem": "", "finished_at": None, "beat_at": None}
    here = (DryRun.id == run_id, DryRun.state == "failed")
    return connection.execute(update(DryRun).where(*here).values(**values)).rowcount == 1


def unfinished(connection: Connection, at: datetime) -> list[int]:
    """Return the dry runs that nobody is at work on."""
    found = select(DryRun.id).where(DryRun.state == "running", beats.is_idle(DryRun.beat_at, at))
    return list(connection.execute(found.order_by(DryRun.id)).scalars())


def claim(connection: Connection, run_id: int, at: datetime) -> bool:
    """Take a dry run up, for as long as it is added to; False when somebody else has it."""
    return beats.claim(connection, DryRun, run_id, at)


def last_case(connection: Connection, run_id: int) -> str:
    """Return the last case that was written: there a run that was cut off goes on. Cases come in order."""
    found = select(DryRunCase.case_id).where(DryRunCase.run_id == run_id)
    return connection.execute(found.order_by(DryRunCase.case_id.desc()).limit(1)).scalar() or ""


def forget(connection: Connection, run_id: int) -> None:
    """Throw the results of a dry run away."""
    for model in (DryRunTick, DryRunKind, DryRunCase):
        connection.execute(delete(model).where(model.run_id == run_id))
    connection.execute(delete(DryRun).where(DryRun.id == run_id))


def dry_run(connection: Connection, run_id: int) -> Found:
    """Return one dry run. Raises KeyError when there is none."""
    row = connection.execute(select(*_COLUMNS).where(DryRun.id == run_id)).one_or_none()
    if row is None:
        raise KeyError(run_id)
    return Found(*row)


def dry_runs(
    connection: Connection, target: str = "", *, draft_id: int | None = None, limit: int = 20
) -> list[Found]:
    """Return dry runs, newest first; of one version or one draft when it is named."""
    statement = select(*_COLUMNS).order_by(DryRun.id.desc()).limit(limit)
    if target:
        statement = statement.where(DryRun.target == target)
    if draft_id is not None:
        statement = statement.where(DryRun.draft_id == draft_id)
    return [Found(*row) for row in connection.execute(statement)]


def case_page(
    connection: Connection,
    run_id: int,
    *,
    kind: str = "",
    stand: str = "",
    viewer: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[list[FoundCase], str | None]:
    """Return a page of the cases of a dry run, and the cursor of the next one.

    `kind` keeps those in which it occurs, `stand` those that can do just that. Cases that `viewer` must keep
    away from are left out (Awb 9:7).
    """
    if (kind and kind not in KINDS) or (stand and stand not in STANDS):
        return [], None
    statement = select(*_CASE).where(DryRunCase.run_id == run_id)
    place: Any = DryRunCase
    for wanted in filter(None, (kind, stand and STAND + stand)):
        place = aliased(DryRunKind)
        same = (place.run_id == DryRunCase.run_id) & (place.case_id == DryRunCase.case_id)
        statement = statement.join(place, same).where(place.run_id == run_id, place.kind == wanted)
    if viewer:
        statement = statement.where(independent(place.case_id, viewer))
    if cursor:
        statement = statement.where(place.case_id > str(decode(cursor, 1)[0]))
    found = connection.execute(statement.order_by(place.case_id).limit(limit + 1))
    return cut([FoundCase(*row) for row in found], limit, lambda row: (row.case_id,))


def barred_kinds(connection: Connection, run_id: int, viewer: str) -> dict[str, int]:
    """Return by kind and stand in how many cases that `viewer` must keep away from it occurs."""
    barred = select(Stake.case_id).where(Stake.username == viewer, Stake.bars)
    every = (*KINDS, *(STAND + stand for stand in STANDS))  # named, so that the key finds the handful
    counted = (
        select(DryRunKind.kind, func.count())
        .where(DryRunKind.run_id == run_id, DryRunKind.kind.in_(every), DryRunKind.case_id.in_(barred))
        .group_by(DryRunKind.kind)
    )
    return {kind: number for kind, number in connection.execute(counted)}


def case_of(connection: Connection, run_id: int, case_id: str) -> FoundCase | None:
    """Return what a dry run found of one case."""
    here = (DryRunCase.run_id == run_id, DryRunCase.case_id == case_id)
    row = connection.execute(select(*_CASE).where(*here)).one_or_none()
    return FoundCase(*row) if row else None


_COLUMNS = (
    *(DryRun.id, DryRun.target, DryRun.label, DryRun.closed_since, DryRun.state, DryRun.total, DryRun.done),
    *(DryRun.counts, DryRun.problem, DryRun.started_by, DryRun.started_at, DryRun.finished_at),
    *(DryRun.draft_id, DryRun.stands, DryRun.questions),
)
_CASE = (
    *(DryRunCase.case_id, DryRunCase.number, DryRunCase.rev, DryRunCase.source, DryRunCase.is_open),
    *(DryRunCase.can_move, DryRunCase.kind, DryRunCase.details),
)

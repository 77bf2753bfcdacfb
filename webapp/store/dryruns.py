"""What dry runs found: written a slice at a time, read a page at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from engine import KINDS, Trial
from webapp.store.models import DryRun, DryRunCase, DryRunKind
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import cut, decode


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
    def texts(self) -> list[tuple[str, str, str]]:
        """What is different: kind, element, sentence."""
        return [(kind, element, text) for kind, element, text in self.details["verschillen"]]

    @property
    def questions(self) -> list[Mapping[str, Any]]:
        """Steps to choose about: `stap`, `naam`, `soort` (task or letter), `nodig`, `tekst`."""
        return list(self.details["vragen"])


def case_row(trial: Trial, *, is_open: bool) -> dict[str, Any]:
    """Return a trial as a row, without the number of the run, plus all its `kinds`."""
    return {
        "case_id": trial.case_id,
        "number": trial.number,
        "rev": trial.rev,
        "source": trial.source,
        "is_open": is_open,
        "can_move": is_open and not trial.obstacles and trial.source != trial.target,
        "kind": trial.kinds[0],
        "details": {
            "verschillen": [[one.kind, one.element, one.text] for one in trial.differences],
            "vragen": [
                {"stap": q.element, "naam": q.label, "soort": q.kind, "nodig": q.required, "tekst": q.text}
                for q in trial.questions
            ],
        },
        "kinds": trial.kinds,
    }


def begin(
    connection: Connection,
    target: str,
    label: str,
    closed_since: date | None,
    total: int,
    *,
    by: str,
    at: datetime,
) -> int:
    values = {"target": target, "label": label, "closed_since": closed_since, "state": "running"}
    values |= {"total": total, "counts": {}, "started_by": by, "started_at": at}
    return int(connection.execute(insert(DryRun).values(**values)).inserted_primary_key[0])  # type: ignore[index]


def add(connection: Connection, run_id: int, found: Sequence[dict[str, Any]]) -> None:
    """Write what was found of some cases, and how far the run is."""
    cases = [{"run_id": run_id} | {k: v for k, v in row.items() if k != "kinds"} for row in found]
    kinds = [
        {"run_id": run_id, "kind": kind, "case_id": row["case_id"]} for row in found for kind in row["kinds"]
    ]
    if cases:
        connection.execute(insert(DryRunCase.__table__), cases)  # type: ignore[arg-type]
        connection.execute(insert(DryRunKind.__table__), kinds)  # type: ignore[arg-type]
    here = DryRun.id == run_id
    done, counts = connection.execute(select(DryRun.done, DryRun.counts).where(here)).one()
    summed = Counter(counts) + Counter(row["kind"] for row in kinds)
    connection.execute(update(DryRun).where(here).values(done=done + len(found), counts=dict(summed)))


def finish(connection: Connection, run_id: int, *, at: datetime, problem: str = "") -> None:
    state = "failed" if problem else "done"
    values = {"state": state, "finished_at": at, "problem": problem}
    connection.execute(update(DryRun).where(DryRun.id == run_id).values(**values))


def last_case(connection: Connection, run_id: int) -> str:
    """Return the last case that was written: there a run that was cut off goes on. Cases come in order."""
    found = select(DryRunCase.case_id).where(DryRunCase.run_id == run_id)
    return connection.execute(found.order_by(DryRunCase.case_id.desc()).limit(1)).scalar() or ""


def forget(connection: Connection, run_id: int) -> None:
    """Throw the results of a dry run away."""
    for model in (DryRunKind, DryRunCase):
        connection.execute(delete(model).where(model.run_id == run_id))
    connection.execute(delete(DryRun).where(DryRun.id == run_id))


def dry_run(connection: Connection, run_id: int) -> Found:
    """Return one dry run. Raises KeyError when there is none."""
    row = connection.execute(select(*_COLUMNS).where(DryRun.id == run_id)).one_or_none()
    if row is None:
        raise KeyError(run_id)
    return Found(*row)


def dry_runs(connection: Connection, target: str = "", *, limit: int = 20) -> list[Found]:
    """Return dry runs, newest first; of one version when `target` names it."""
    statement = select(*_COLUMNS).order_by(DryRun.id.desc()).limit(limit)
    if target:
        statement = statement.where(DryRun.target == target)
    return [Found(*row) for row in connection.execute(statement)]


def case_page(
    connection: Connection,
    run_id: int,
    *,
    kind: str = "",
    viewer: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[list[FoundCase], str | None]:
    """Return a page of the cases of a dry run, and the cursor of the next one.

    `kind` keeps those in which it occurs. Cases that `viewer` must keep away from are left out (Awb 9:7).
    """
    if kind and kind not in KINDS:
        return [], None
    place = DryRunKind if kind else DryRunCase
    statement = select(*_CASE).where(DryRunCase.run_id == run_id)
    if kind:
        same = (DryRunKind.run_id == DryRunCase.run_id, DryRunKind.case_id == DryRunCase.case_id)
        statement = statement.join(DryRunKind, (same[0]) & (same[1])).where(
            DryRunKind.run_id == run_id, DryRunKind.kind == kind
        )
    if viewer:
        statement = statement.where(independent(place.case_id, viewer))
    if cursor:
        statement = statement.where(place.case_id > str(decode(cursor, 1)[0]))
    found = connection.execute(statement.order_by(place.case_id).limit(limit + 1))
    return cut([FoundCase(*row) for row in found], limit, lambda row: (row.case_id,))


def case_of(connection: Connection, run_id: int, case_id: str) -> FoundCase | None:
    """Return what a dry run found of one case."""
    here = (DryRunCase.run_id == run_id, DryRunCase.case_id == case_id)
    row = connection.execute(select(*_CASE).where(*here)).one_or_none()
    return FoundCase(*row) if row else None


_COLUMNS = (
    *(DryRun.id, DryRun.target, DryRun.label, DryRun.closed_since, DryRun.state, DryRun.total, DryRun.done),
    *(DryRun.counts, DryRun.problem, DryRun.started_by, DryRun.started_at, DryRun.finished_at),
)
_CASE = (
    *(DryRunCase.case_id, DryRunCase.number, DryRunCase.rev, DryRunCase.source, DryRunCase.is_open),
    *(DryRunCase.can_move, DryRunCase.kind, DryRunCase.details),
)

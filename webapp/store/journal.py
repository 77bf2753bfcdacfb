"""The journal of migrations: which cases were moved to which version, why, by whom, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, literal, select, update

from engine import Change
from webapp.store import beats, version_log
from webapp.store.models import Bundle, Case, Migration, MigrationCase, Stake
from webapp.store.queries.independence import independent
from webapp.store.queries.paging import cut, decode

WAITING = "waiting"
SLICE = 500  # ids in one statement


@dataclass(frozen=True)
class Told:
    """A migration as the journal has it; `counts` by result (waiting, moved, refused, undone, stands)."""

    id: int
    target: str
    choices: Mapping[str, Any]
    reason: str
    state: str
    moved_by: str
    moved_at: datetime
    undone_by: str
    undone_at: datetime | None
    undone_reason: str
    counts: Mapping[str, int]


@dataclass(frozen=True)
class MovedCase:
    case_id: str
    number: str
    source: str
    result: str
    text: str


def is_published(connection: Connection, target: str) -> bool:
    return connection.execute(select(Bundle.hash).where(Bundle.hash == target)).scalar() is not None


def plan(
    connection: Connection,
    target: str,
    choices: Mapping[str, Any],
    reason: str,
    case_ids: Collection[str] | None,
    *,
    by: str,
    at: datetime,
    agreed_by: str = "",
    at_once: bool = True,
) -> int:
    """Write down a migration of these cases, or of every open case that is not on the version. Its number.

    `at_once`: whoever plans carries it out as well; otherwise the clock does.
    """
    values = {"target": target, "choices": dict(choices), "reason": reason, "state": "moving"}
    values |= {"moved_by": by, "moved_at": at, "beat_at": at if at_once else None}
    number: int = connection.execute(insert(Migration).values(values)).inserted_primary_key[0]  # type: ignore[index]
    version_log.note(
        connection, "moved", target, by=by, at=at, agreed_by=agreed_by, reason=reason, migration_id=number
    )
    names = ["migration_id", "case_id", "number", "source", "result", "text", "rev", "seq"]
    zero = (literal(WAITING), literal(""), literal(0), literal(0))
    found = select(literal(number), Case.case_id, Case.number, Case.bundle_hash, *zero)
    if case_ids is None:
        found = found.where(Case.state == "open", Case.bundle_hash != target)
        connection.execute(insert(MigrationCase).from_select(names, found))
        return number
    wanted = sorted(case_ids)
    for first in range(0, len(wanted), SLICE):
        part = found.where(Case.case_id.in_(wanted[first : first + SLICE]))
        connection.execute(insert(MigrationCase).from_select(names, part))
    return number


def migration(connection: Connection, migration_id: int) -> Told:
    """Return one migration. Raises KeyError when there is none."""
    found = migrations(connection, only=migration_id)
    if not found:
        raise KeyError(migration_id)
    return found[0]


def migrations(connection: Connection, *, target: str = "", only: int = 0, limit: int = 100) -> list[Told]:
    """Return migrations, newest first, with who by name."""
    statement = select(
        *(Migration.id, Migration.target, Migration.choices, Migration.reason, Migration.state),
        *(Migration.moved_by, Migration.moved_at, Migration.undone_by, Migration.undone_at),
        Migration.undone_reason,
    )
    if target:
        statement = statement.where(Migration.target == target)
    if only:
        statement = statement.where(Migration.id == only)
    heads = connection.execute(statement.order_by(Migration.id.desc()).limit(limit)).all()
    counted: dict[int, dict[str, int]] = {}
    per_result = (
        select(MigrationCase.migration_id, MigrationCase.result, func.count())
        .where(MigrationCase.migration_id.in_([row.id for row in heads]))
        .group_by(MigrationCase.migration_id, MigrationCase.result)
    )
    for number, result, count in connection.execute(per_result):
        counted.setdefault(number, {})[result] = count
    return [Told(*row, counts=counted.get(row.id, {})) for row in heads]


def cases_with(connection: Connection, migration_id: int, result: str) -> list[str]:
    """Return the ids of the cases of a migration with this result, in order."""
    here = (MigrationCase.migration_id == migration_id, MigrationCase.result == result)
    found = select(MigrationCase.case_id).where(*here).order_by(MigrationCase.case_id)
    return list(connection.execute(found).scalars())


def case_page(
    connection: Connection,
    migration_id: int,
    *,
    result: str = "",
    viewer: str = "",
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[Sequence[MovedCase], str | None]:
    """Return a page of the cases of a migration and the cursor of the next one.

    Cases that `viewer` must keep away from are left out (Awb 9:7).
    """
    columns = [getattr(MigrationCase, name) for name in ("case_id", "number", "source", "result", "text")]
    statement = select(*columns).where(MigrationCase.migration_id == migration_id)
    if result:
        statement = statement.where(MigrationCase.result == result)
    if viewer:
        statement = statement.where(independent(MigrationCase.case_id, viewer))
    if cursor:
        statement = statement.where(MigrationCase.case_id > str(decode(cursor, 1)[0]))
    found = connection.execute(statement.order_by(MigrationCase.case_id).limit(limit + 1))
    return cut([MovedCase(*row) for row in found], limit, lambda row: (row.case_id,))


def barred_results(connection: Connection, migration_id: int, viewer: str) -> dict[str, int]:
    """Return by result how many cases of a migration `viewer` must keep away from (Awb 9:7)."""
    barred = select(Stake.case_id).where(Stake.username == viewer, Stake.bars)
    counted = (
        select(MigrationCase.result, func.count())
        .where(MigrationCase.migration_id == migration_id, MigrationCase.case_id.in_(barred))
        .group_by(MigrationCase.result)
    )
    return {result: number for result, number in connection.execute(counted)}


def note(connection: Connection, migration_id: int, change: Change, result: str) -> None:
    """Write what became of a case, in the transaction that did it."""
    values = {"result": result, "text": "", "rev": change.rev + 1, "seq": change.events[-1].seq}
    _of(connection, migration_id, change.case_id, values)


def refuse(connection: Connection, migration_id: int, case_id: str, result: str, why: str) -> None:
    _of(connection, migration_id, case_id, {"result": result, "text": why})


def retry(connection: Connection, migration_id: int) -> int:
    """Let the cases of a migration that stayed wait once more; return how many those are."""
    here = (Migration.id == migration_id, Migration.state == "moved")
    again = update(Migration).where(*here).values(state="moving", beat_at=None)
    if connection.execute(again).rowcount != 1:
        return 0
    stayed = (MigrationCase.migration_id == migration_id, MigrationCase.result == "refused")
    return connection.execute(update(MigrationCase).where(*stayed).values(result=WAITING, text="")).rowcount


def result_of(connection: Connection, migration_id: int, case_id: str) -> str:
    """Return what became of a case so far: somebody else may have been first."""
    here = (MigrationCase.migration_id == migration_id, MigrationCase.case_id == case_id)
    return connection.execute(select(MigrationCase.result).where(*here)).scalar_one()


def unfinished(connection: Connection, at: datetime) -> list[int]:
    """Return the migrations, there or back, that nobody is at work on."""
    busy = Migration.state.in_(("moving", "undoing"))
    found = select(Migration.id).where(busy, beats.is_idle(Migration.beat_at, at)).order_by(Migration.id)
    return list(connection.execute(found).scalars())


def claim(connection: Connection, migration_id: int, at: datetime) -> bool:
    """Take a migration up, for as long as :func:`beat` is called; False when somebody else has it."""
    return beats.claim(connection, Migration, migration_id, at)


def beat(connection: Connection, migration_id: int, at: datetime) -> None:
    beats.beat(connection, Migration, migration_id, at)


def moved_by(connection: Connection, migration_id: int, case_id: str) -> int:
    """Return the event by which this migration moved the case."""
    here = (MigrationCase.migration_id == migration_id, MigrationCase.case_id == case_id)
    return connection.execute(select(MigrationCase.seq).where(*here)).scalar_one()


def begin_undo(
    connection: Connection, migration_id: int, reason: str, *, by: str, at: datetime, at_once: bool = True
) -> bool:
    """Note who takes a migration back; False when there is none to take back. May be begun once more."""
    here = Migration.id == migration_id
    before = connection.execute(select(Migration.state, Migration.target).where(here)).one_or_none()
    takes = update(Migration).where(here, Migration.state != "undone")
    values: dict[str, Any] = {"state": "undoing", "undone_by": by, "undone_at": at, "undone_reason": reason}
    values["beat_at"] = at if at_once else None
    if before is None or connection.execute(takes.values(**values)).rowcount != 1:
        return False
    if before.state != "undoing":
        version_log.note(
            connection, "undone", before.target, by=by, at=at, reason=reason, migration_id=migration_id
        )
    return True


def finish(connection: Connection, migration_id: int, state: Literal["moved", "undone"]) -> None:
    version_log.count_cases(connection, migration_id, state)
    connection.execute(update(Migration).where(Migration.id == migration_id).values(state=state))


def _of(connection: Connection, migration_id: int, case_id: str, values: Mapping[str, Any]) -> None:
    here = (MigrationCase.migration_id == migration_id, MigrationCase.case_id == case_id)
    connection.execute(update(MigrationCase).where(*here).values(**values))

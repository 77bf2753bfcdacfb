"""The cases that an owner ticks in the list of a dry run, to be moved along with the new version."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, func, insert, literal, select

from webapp.store.dryruns import STAND
from webapp.store.models import DryRunCase, DryRunKind, DryRunTick
from webapp.store.queries.independence import independent

MAY_COME = ("comes_along", "must_choose")  # stands of cases that may be ticked


def ticked(connection: Connection, run_id: int, case_ids: Collection[str]) -> set[str]:
    """Return which of these cases are ticked."""
    here = (DryRunTick.run_id == run_id, DryRunTick.case_id.in_(case_ids))
    return set(connection.execute(select(DryRunTick.case_id).where(*here)).scalars())


def every(connection: Connection, run_id: int) -> list[str]:
    found = select(DryRunTick.case_id).where(DryRunTick.run_id == run_id).order_by(DryRunTick.case_id)
    return list(connection.execute(found).scalars())


def count(connection: Connection, run_id: int) -> int:
    found = select(func.count()).select_from(DryRunTick).where(DryRunTick.run_id == run_id)
    return connection.execute(found).scalar_one()


def choose(
    connection: Connection, run_id: int, shown: Collection[str], wanted: Collection[str], viewer: str
) -> None:
    """Of the cases that were on the screen, tick those that are wanted and no others."""
    _forget(connection, run_id, shown)
    _tick(connection, run_id, viewer, DryRunCase.case_id.in_(set(shown) & set(wanted)))


def choose_all(connection: Connection, run_id: int, viewer: str) -> None:
    """Tick every case that can come along."""
    clear(connection, run_id)
    _tick(connection, run_id, viewer)


def clear(connection: Connection, run_id: int) -> None:
    connection.execute(delete(DryRunTick).where(DryRunTick.run_id == run_id))


def _forget(connection: Connection, run_id: int, case_ids: Collection[str]) -> None:
    connection.execute(
        delete(DryRunTick).where(DryRunTick.run_id == run_id, DryRunTick.case_id.in_(case_ids))
    )


def _tick(connection: Connection, run_id: int, viewer: str, *only: object) -> None:
    """Tick cases that may move; never one that `viewer` must keep away from (Awb 9:7)."""
    stands = [STAND + one for one in MAY_COME]
    may = select(DryRunKind.case_id).where(DryRunKind.run_id == run_id, DryRunKind.kind.in_(stands))
    found = select(literal(run_id), DryRunCase.case_id).where(
        DryRunCase.run_id == run_id,
        DryRunCase.case_id.in_(may),
        independent(DryRunCase.case_id, viewer),
        *only,
    )
    connection.execute(insert(DryRunTick).from_select(["run_id", "case_id"], found))

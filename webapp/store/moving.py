"""What moving a case to another version does to its rows, and how to put every row back as it was.

A task keeps its row, with whom it lies and what was typed in it, as long as the new version has it for the
same role. Before anything is changed the rows are kept aside, so that taking the move back is no guess.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from engine import Change
from webapp.store import models, rows
from webapp.store.rewinding import BARRED, ROWS

_case: Table = models.Case.__table__
_task: Table = models.Task.__table__
_event: Table = models.Event.__table__
_kept: Table = models.BeforeMigration.__table__
_CLOCKS: tuple[Table, ...] = (models.Term.__table__, models.Timer.__table__, models.Wait.__table__)
ONWARD = {"rev", "last_seq", "last_hash"}  # these go on: the history only ever grows
DRAFT = ("draft", "draft_by", "draft_at")
HAS = ("assignee", "queue")


def keep(connection: Connection, change: Change) -> None:
    """Keep the rows of a case aside before event `change.events[-1]` moves it."""
    case_id = change.case_id
    columns = [c for c in _case.c if c.name not in ONWARD and c is not _case.c.snapshot]
    where = _case.c.case_id == case_id
    case = connection.execute(select(*columns).where(where)).mappings().one()
    snapshot = connection.execute(select(_case.c.snapshot).where(where)).scalar_one()
    image: dict[str, Any] = {"case_": _plain(case)}
    for table in (_task, *_CLOCKS):
        found = connection.execute(select(table).where(table.c.case_id == case_id)).mappings()
        image[f"{table.name}"] = [_plain(row) for row in found]
    values = {"case_id": case_id, "seq": change.events[-1].seq, "rows": image, "snapshot": snapshot}
    connection.execute(insert(_kept), [values])
    connection.execute(update(_case).where(where).values(migrations=_case.c.migrations + 1))


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a row under plain texts: names of columns are something more than that."""
    return {f"{name}": value for name, value in row.items()}


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return a row without its keys: SQLite looks for what refers to a key that is set, even to itself."""
    return {name: value for name, value in row.items() if name not in names}


def open_tasks(connection: Connection, change: Change, opened: Sequence[Mapping[str, Any]]) -> None:
    """Open every task of a case that moved: a row that is there stays, and says what the new version says."""
    of_case = {"of_case": change.case_id}
    barred = frozenset(connection.execute(BARRED, of_case).scalars())
    known = {(row.bpmn_id, row.occurrence): row for row in connection.execute(ROWS, of_case)}
    new = []
    for row in opened:
        old = known.get((row["bpmn_id"], row["occurrence"]))
        if old is None:
            new.append(row)
            continue
        assignee = old.assignee if old.role == row["role"] and old.assignee not in barred else None
        same = {"assignee": assignee, "queue": rows.queue_of(row["role"], assignee)}
        same |= {"opened_at": old.opened_at, "closed_at": None, "done_by": None}
        connection.execute(update(_task).where(_task.c.id == old.id).values({**row, **same}))
    if new:
        connection.execute(insert(_task), new)


def put_back(connection: Connection, change: Change) -> None:
    """Put every row back as it was before the move that `change` takes back.

    What was typed since, or taken up by somebody, in a task that is open still, is not lost.
    """
    case_id, event = change.case_id, change.events[-1]
    here = (_kept.c.case_id == case_id, _kept.c.seq == event.occurrence)
    image, snapshot = connection.execute(select(_kept.c.rows, _kept.c.snapshot).where(*here)).one()
    if snapshot != change.snapshot:
        raise ValueError(f"de bewaarde positie van {change.number} is niet die van haar geschiedenis")
    left_over = _put_back_tasks(connection, case_id, image["task"])
    case = _without(image["case_"], "case_id") | (
        {"migrations": image["case_"]["migrations"] + 1} if left_over else {}
    )
    connection.execute(update(_case).where(_case.c.case_id == case_id).values(case))
    for table in _CLOCKS:
        connection.execute(delete(table).where(table.c.case_id == case_id))
        if image[table.name]:
            connection.execute(insert(table), image[table.name])
    of_case = _event.c.case_id == case_id
    again = update(_event).where(of_case, _event.c.undone_by == event.occurrence)
    connection.execute(again.values(undone_by=None))
    taken_back = update(_event).where(of_case, _event.c.seq == event.occurrence)
    connection.execute(taken_back.values(undone_by=event.seq))
    connection.execute(delete(_kept).where(*here))


def _put_back_tasks(connection: Connection, case_id: str, image: Sequence[dict[str, Any]]) -> bool:
    """Return whether a task that is not of the earlier version stays, because somebody typed in it."""
    found = connection.execute(select(_task).where(_task.c.case_id == case_id)).mappings()
    now = {row["id"]: row for row in found}
    for row in image:
        present = now.pop(row["id"])
        typed = {name: present[name] for name in DRAFT} if _is_newer(present, row) else {}
        stays = present["state"] == row["state"] == "open" and present["role"] == row["role"]
        taken = {name: present[name] for name in HAS} if stays else {}
        values = _without(row, "id", "case_id") | typed | taken
        connection.execute(update(_task).where(_task.c.id == row["id"]).values(values))
    empty = [key for key, row in now.items() if row["draft"] is None]
    if empty:
        connection.execute(delete(_task).where(_task.c.id.in_(empty)))
    typed_in = [key for key, row in now.items() if row["draft"] is not None]
    if typed_in:
        over = update(_task).where(_task.c.id.in_(typed_in), _task.c.state == "open")
        connection.execute(over.values(state="cancelled"))
    return bool(typed_in)


def _is_newer(present: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    typed, earlier = present["draft_at"], before["draft_at"]
    return typed is not None and before["state"] == "open" and (earlier is None or typed > earlier)

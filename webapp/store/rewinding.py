"""What a rewind does to rows that lists read: events that no longer count, tasks that are open again.

A task keeps its row for ever, found by case, BPMN id and occurrence: taken back it is cancelled, done anew
it is the same row again, with whom it lay before.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from engine import Change, TaskClosed
from webapp.store import models, rows

_task: Any = models.Task.__table__
_event: Any = models.Event.__table__
_stake: Any = models.Stake.__table__
ROWS = select(
    _task.c.id, _task.c.bpmn_id, _task.c.occurrence, _task.c.assignee, _task.c.opened_at, _task.c.role
).where(_task.c.case_id == bindparam("of_case"))
BARRED = select(_stake.c.username).where(_stake.c.case_id == bindparam("of_case"), _stake.c.bars)
_MARK = (
    update(_event)
    .where(_event.c.case_id == bindparam("of_case"), _event.c.seq == bindparam("of_seq"))
    .values(undone_by=bindparam("by_seq"))
)
_CANCEL = (
    update(_task)
    .where(
        _task.c.case_id == bindparam("of_case"),
        _task.c.bpmn_id == bindparam("of_task"),
        _task.c.occurrence == bindparam("of_occurrence"),
    )
    .values(state="cancelled", closed_at=bindparam("on"), done_by=None, explanation="")
)
_AGAIN = {"closed_at": None, "done_by": None}
_ANEW = _AGAIN | {"draft": None, "draft_by": None, "draft_at": None}


def mark_undone(connection: Connection, change: Change) -> None:
    """Note at each event that no longer counts by which one it was undone."""
    by = change.events[-1].seq
    marks = [{"of_case": change.case_id, "of_seq": one.seq, "by_seq": by} for one in change.undone]
    if marks:
        connection.execute(_MARK, marks)


def cancel_tasks(connection: Connection, closed: Sequence[TaskClosed], at: datetime) -> None:
    """Cancel tasks whatever they were: those that were done are so no longer."""
    keys = [
        {
            "of_case": one.key.case_id,
            "of_task": one.key.bpmn_id,
            "of_occurrence": one.key.occurrence,
            "on": at,
        }
        for one in closed
    ]
    if keys:
        connection.execute(_CANCEL, keys)


def open_tasks(
    connection: Connection, change: Change, opened: Sequence[dict[str, Any]], *, keep_drafts: bool = False
) -> None:
    """Open tasks of a case that was taken back before: a row that is there is used again.

    Taken back just now, a task lies where it lay. Done anew it goes to who has such tasks now, or else to who
    had it. Nobody gets a task of a case he must keep away from.
    """
    barred = frozenset(connection.execute(BARRED, _of(change)).scalars())
    known = {(row.bpmn_id, row.occurrence): row for row in connection.execute(ROWS, _of(change))}
    new = []
    for row in opened:
        key = row["bpmn_id"], row["occurrence"]
        if (old := known.get(key)) is None:
            new.append(row)
            continue
        had = None if old.assignee in barred else old.assignee
        assignee = had if change.is_rewind else row["assignee"] or had
        again = (
            row
            | (_AGAIN if keep_drafts else _ANEW)
            | {"assignee": assignee, "queue": rows.queue_of(row["role"], assignee)}
        )
        if change.is_rewind:
            again["opened_at"] = old.opened_at
        connection.execute(update(_task).where(_task.c.id == old.id).values(again))
    if new:
        connection.execute(insert(_task), new)


def _of(change: Change) -> Mapping[str, str]:
    return {"of_case": change.case_id}

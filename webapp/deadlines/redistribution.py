"""Giving the open tasks of some cases to another colleague: who may have them, and what it does."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import local_date
from webapp import commands, outlook
from webapp.commands import Reassignment
from webapp.deadlines.picture import Advice
from webapp.store import queries
from webapp.store.queries import AbsenceRow, MovableTask, Viewer

__all__ = ["Advice", "Plan", "plan", "seen_in", "told"]


@dataclass(frozen=True)
class Plan:
    """The tasks that may move, who can have them, and the effect once somebody is chosen."""

    tasks: Sequence[MovableTask]
    colleagues: Sequence[tuple[str, str]]
    reassignment: Reassignment | None
    effect: outlook.Effect | None


def plan(viewer: Viewer, numbers: Sequence[str], ids: Sequence[int], target: str, at: datetime) -> Plan:
    """Return the plan for the open tasks of these cases, or for these tasks."""
    tasks = queries.movable_tasks(viewer, numbers=numbers, ids=ids)
    roles = Counter(task.role for task in tasks)
    people: dict[str, str] = {}
    away = queries.away_today(local_date(at))
    for role in roles:
        people |= dict(queries.colleagues(role))
    if target not in people:
        return Plan(tasks, _by_name(people, away), None, None)
    chosen = {task.id: task.assignee for task in tasks}
    made = commands.plan_reassignment(chosen, target, by=viewer)
    effect = outlook.effect_of([task.id for task in made.goes], target, at) if made.goes else None
    return Plan(tasks, _by_name(people, away), made, effect)


def seen_in(values: Iterable[str]) -> dict[int, str | None]:
    """Read "12:samira" (who had task 12 on the screen) into what a command asks."""
    pairs = (value.partition(":") for value in values)
    return {int(task): holder or None for task, _, holder in pairs if task.isdecimal()}


def told(done: Reassignment, *, back: bool = False) -> dict[str, Any]:
    """Return what happened, to show on the next page."""
    return {
        "goes": len(done.goes),
        "name": done.receiver.name,
        "stays": [f"{kept.task.title} ({kept.task.number}) {kept.reason}" for kept in done.stays][:10],
        "handover": done.handover,
        "back": back,
    }


def _by_name(people: Mapping[str, str], away: Mapping[str, AbsenceRow]) -> list[tuple[str, str]]:
    """Return who can have tasks; with who is away stands how long, and they come last."""
    shown = ((one, f"{name} ({away[one].briefly})" if one in away else name) for one, name in people.items())
    return sorted(shown, key=lambda pair: (pair[0] in away, pair[1]))

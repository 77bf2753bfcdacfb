"""Undoing the task that one has just finished, as long as nothing has left the building."""

from typing import Any

from engine import Change
from webapp.tasks.pane import TaskDesk
from webapp.undoing import Memory, Offer

LAST = Memory("afgerond")


def remember(task: TaskDesk, change: Change, sentence: str) -> None:
    """Keep for the next pages what can be undone: the last thing that this person finished."""
    LAST.remember(change, sentence, f"“{task.task.title}” is afgerond.", taak=task.task.id)


def remembered(task_id: int) -> dict[str, Any] | None:
    """Return what was finished last, when it is this task."""
    return LAST.remembered(taak=task_id)


def offer() -> Offer | None:
    """Return what to say about the last finished task; None when that is long ago."""
    return LAST.offer()

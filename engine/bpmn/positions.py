"""Where a case waits, and what its steps want to happen outside the workflow: plain data about a run."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.bpmn.profile import Element
from engine.ports import CaseOut, LetterOut, MessageOut, Step


@dataclass
class Effects:
    """What the steps of one command want to happen outside the workflow."""

    letters: list[LetterOut] = field(default_factory=list)
    messages: list[MessageOut] = field(default_factory=list)
    cases: list[CaseOut] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    outcome: str = ""


@dataclass(frozen=True)
class Position:
    """One place where the case waits: a task, a timer or a message."""

    element: Element
    occurrence: int
    task: Any = field(compare=False, repr=False)
    armed: datetime | None = None


@dataclass
class Positions:
    tasks: dict[tuple[str, int], Position] = field(default_factory=dict)
    timers: dict[tuple[str, int], Position] = field(default_factory=dict)
    waits: dict[tuple[str, int], Position] = field(default_factory=dict)

    def arm(self, keys: Collection[tuple[str, int]], at: datetime) -> None:
        """Let SpiffWorkflow's steps at these places count from `at`."""
        for key, position in (*self.tasks.items(), *self.timers.items()):
            if key in keys:
                position.task.internal_data["armed"] = at.isoformat()

"""Timers and messages that wait until the engine says so.

SpiffWorkflow's own timer definitions read the wall clock while a workflow runs, which makes a run
depend on when it is run. Ours look at a mark that only :meth:`Run.fire` sets, so that replaying a
history gives the same positions for ever. When a timer *is* due is computed elsewhere from facts.
"""

from collections.abc import Iterator
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

FIRED = "fired"  # internal mark: id of the event that fired


class DueTimer(TimerEventDefinition):
    """A timer event; `name` is the id of the element it is drawn as."""

    def has_fired(self, my_task: Any) -> bool:
        return my_task.internal_data.get(FIRED) == self.name

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop(FIRED, None)


class Message(MessageEventDefinition):
    """A message event whose content never enters the workflow: it becomes a fact of the case."""

    def __init__(self, name: str, element: str) -> None:
        super().__init__(name)
        self.element = element

    def has_fired(self, my_task: Any) -> bool:
        return my_task.internal_data.get(FIRED) == self.element

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop(FIRED, None)

    def update_task_data(self, my_task: Any) -> None:
        """Leave task data empty."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.element == other.element

    __hash__ = None  # type: ignore[assignment]


def waiting_events(spec: Any) -> Iterator[tuple[str, str]]:
    """Yield what a catching step waits for: ("timer" or "wait", id of the element it is drawn as)."""
    own = spec.event_definition
    for definition in getattr(own, "event_definitions", (own,)):
        if isinstance(definition, DueTimer):
            yield "timer", definition.name
        elif isinstance(definition, Message):
            yield "wait", definition.element

"""The floor under our figures: the same diagrams in SpiffWorkflow alone, in memory, storing nothing.

Conditions are answered from a recording of the same road and automatic steps do nothing, so that what
is timed is SpiffWorkflow itself and no work of ours.
"""

from collections import deque
from collections.abc import Sequence
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.run import Run
from engine.definition import Definition
from engine.ports import Event


class Recorder(Run):
    """A run that writes down how each condition came out."""

    def __init__(self, definition: Definition, process: str) -> None:
        super().__init__(definition, process, {}, writes_letters=False)
        self.outcomes: list[bool] = []

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        outcome = super().evaluate(task, expression, external_context)
        self.outcomes.append(outcome)
        return outcome


class RawCase:
    """One case in SpiffWorkflow without us: `start()`, then `complete(task)` along a recorded road."""

    def __init__(self, definition: Definition, process: str, outcomes: Sequence[bool]) -> None:
        self._process = definition.process(process)
        self._outcomes = deque(outcomes)
        self._workflow: Any = None

    def start(self) -> None:
        self._workflow = BpmnWorkflow(self._process.spec, self._process.subprocesses, script_engine=self)
        self._workflow.do_engine_steps()

    def complete(self, bpmn_id: str) -> None:
        """Find the ready task of this name, run it, and go on until people are needed."""
        ready = self._workflow.get_tasks_iterator(state=TaskState.READY)
        next(task for task in ready if task.task_spec.bpmn_id == bpmn_id).run()
        self._workflow.do_engine_steps()

    @property
    def completed(self) -> bool:
        return bool(self._workflow.completed)

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> bool:
        return self._outcomes.popleft()

    def perform(self, task: Any) -> None:
        """Do nothing: only SpiffWorkflow is timed."""


def record_road(definition: Definition, process: str, events: Sequence[Event]) -> list[bool]:
    """Return how the conditions come out along a history, for :class:`RawCase`."""
    run = Recorder(definition, process)
    for event in events:
        run.apply(event)
    return run.outcomes

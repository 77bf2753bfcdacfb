"""The way a case went, in full: every step passed, every choice of a gateway, every rule that applied.

A case does not keep this, because nobody needs it to go on. It is found by running the history of the
case once more, which by definition goes the same way; so looking costs a running case nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.bpmn.run import Run
from engine.definition import Definition
from engine.dmn.watch import watched
from engine.ports import Event
from engine.transplant import play
from engine.values import settled

DEFAULT = ""  # the choice of a gateway when no condition is true


@dataclass
class Trace:
    """`choices` holds (gateway, condition as drawn or DEFAULT); `rules` (file, table, rule number).

    `road` and `applied` hold the same in the order in which they came, as often as they came.
    """

    passed: set[str] = field(default_factory=set)
    choices: set[tuple[str, str]] = field(default_factory=set)
    rules: set[tuple[str, str, int]] = field(default_factory=set)
    road: list[tuple[str, str]] = field(default_factory=list)
    applied: list[tuple[str, str, int]] = field(default_factory=list)


class Tracer(Run):
    """A run that writes down where it comes."""

    def __init__(self, definition: Definition, process: str, settings: Mapping[str, Any]) -> None:
        super().__init__(definition, process, settings, writes_letters=False)
        self.trace = Trace()
        self._true: dict[Any, str] = {}  # gateway's task -> its first condition that is true

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        outcome = super().evaluate(task, expression, external_context)
        if outcome:
            self._true.setdefault(task.id, expression.strip())
        return outcome

    def perform(self, task: Any) -> None:
        with watched() as hits:
            super().perform(task)
        decision = self.definition.elements[task.task_spec.bpmn_id].decision
        file = self.definition.decision_file(decision)
        found = [(file, table, number) for table, number in hits]
        self.trace.rules.update(found)
        self.trace.applied += found

    def _note_step(self, task: Any) -> None:
        super()._note_step(task)
        element = self.definition.elements.get(task.task_spec.bpmn_id or "")
        if element is None:
            return
        self.trace.passed.add(element.id)
        if element.kind == "exclusiveGateway":
            choice = (element.id, self._true.pop(task.id, DEFAULT))
            self.trace.choices.add(choice)
            self.trace.road.append(choice)


def trace(
    definition: Definition, process: str, settings: Mapping[str, Any], events: Sequence[Event]
) -> Trace:
    """Return the way that a history went. Raises EngineError when it does not fit the definition."""
    run = Tracer(definition, process, settings)
    own = [replace(event, payload=settled(event.payload)) for event in events]  # a run changes its facts
    play(run, own)
    run.trace.passed.update(step.bpmn_id for step in run.effects.steps)
    return run.trace

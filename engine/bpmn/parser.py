"""SpiffWorkflow's parser, taught the Camunda 8 profile (design §4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EventBasedGatewayParser,
    IntermediateCatchEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import CallActivityParser, GatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    CallActivity,
    EventBasedGateway,
    IntermediateCatchEvent,
    ParallelGateway,
    ServiceTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition
from SpiffWorkflow.util.task import TaskState

from engine.bpmn.profile import ZEEBE
from engine.bpmn.timers import FIRED, DueTimer, Message
from engine.errors import FaultyDefinition

PASSED = TaskState.READY | TaskState.STARTED | TaskState.COMPLETED


class Automatic(ServiceTask):
    """A step without people: service, script or decision. The run performs it."""

    def _execute(self, task: Any) -> bool:
        task.workflow.script_engine.perform(task)
        return True


class CountingGateway(ParallelGateway):
    """A parallel gateway that counts tokens: each round takes one from every arrow that comes in.

    SpiffWorkflow's own looks at which arrows were ever used, so that on a way round the arrivals of the
    first round let the second one through too early.
    """

    def _check_threshold_unstructured(self, my_task: Any) -> bool:
        arrived, rounds = {step.name: 0 for step in self.inputs}, 0
        for task in my_task.workflow.tasks.values():
            if task.task_spec is not self:
                continue
            if task is not my_task and task.has_state(PASSED):
                rounds += 1
            before = task.parent
            if before.state == TaskState.COMPLETED and before.task_spec.name in arrived:
                arrived[before.task_spec.name] += 1
        return min(arrived.values()) > rounds

    def _run_hook(self, my_task: Any) -> bool:
        """Go on; there is no data of branches to merge, for answers live outside the workflow."""
        return True


class FirstEvent(MultipleEventDefinition):
    """What an event-based gateway waits for: whichever of its events comes first."""

    def has_fired(self, my_task: Any) -> bool:
        return FIRED in my_task.internal_data

    def reset(self, my_task: Any) -> None:
        my_task.internal_data.pop(FIRED, None)


class RaceGateway(EventBasedGateway):
    """Goes on with the one branch whose event fired."""

    def _run_hook(self, my_task: Any) -> bool:
        fired = my_task.internal_data.pop(FIRED)
        chosen = [child.task_spec for child in my_task.children if child.task_spec.bpmn_id == fired]
        my_task._sync_children(chosen, 4)  # TaskState.FUTURE
        for child in my_task.children:
            child.task_spec._predict(child, mask=7)  # FUTURE and the predicted states
        return True


class _OwnEvents:
    """Mixin: timer and message definitions that wait for the engine."""

    node: Any
    process_parser: Any

    def parse_timer_event(self, event: Any) -> DueTimer:
        return DueTimer(self.node.get("id"), "")

    def parse_message_event(self, event: Any) -> Message:
        names = self.process_parser.parser.messages
        return Message(names.get(event.get("messageRef")) or "", self.node.get("id"))


class _CatchParser(_OwnEvents, IntermediateCatchEventParser):
    pass


class _BoundaryParser(_OwnEvents, BoundaryEventParser):
    pass


class _RaceParser(EventBasedGatewayParser):
    def create_task(self) -> Any:
        return self._create_task(FirstEvent())


class _CallParser(CallActivityParser):
    def create_task(self) -> Any:
        called = self.node.find(f".//{{{ZEEBE}}}calledElement")
        target = None if called is None else called.get("processId")
        if not target:
            raise ValidationException("Geen aangeroepen proces", node=self.node, file_name=self.filename)
        return self.spec_class(self.spec, self.bpmn_id, subworkflow_spec=target, **self.bpmn_attributes)


class Parser(BpmnParser):
    """Parses all diagrams of one bundle."""

    OVERRIDE_PARSER_CLASSES = {
        full_tag("serviceTask"): (TaskParser, Automatic),
        full_tag("scriptTask"): (TaskParser, Automatic),
        full_tag("businessRuleTask"): (TaskParser, Automatic),
        full_tag("callActivity"): (_CallParser, CallActivity),
        full_tag("intermediateCatchEvent"): (_CatchParser, IntermediateCatchEvent),
        full_tag("boundaryEvent"): (_BoundaryParser, BoundaryEvent),
        full_tag("parallelGateway"): (GatewayParser, CountingGateway),
        full_tag("eventBasedGateway"): (_RaceParser, RaceGateway),
    }

    def __init__(self) -> None:
        super().__init__()
        self._roots: list[Any] = []

    def add_bpmn_xml(self, bpmn: Any, filename: str | None = None) -> None:
        # SpiffWorkflow indexes lanes and positions by id(root): a root that is garbage collected
        # frees its id for the next file, which then gets the wrong index. So every root stays alive.
        self._roots.append(bpmn)
        super().add_bpmn_xml(bpmn, filename)


class Diagrams:
    """All diagrams of one bundle; hands out the specs that SpiffWorkflow runs."""

    def __init__(self) -> None:
        self._parser = Parser()
        self._lines: dict[str, tuple[str, int]] = {}  # element id -> file, line

    def add(self, root: Any, path: str) -> None:
        """Take in one diagram. Raises FaultyDefinition."""
        for node in root.iter():
            if node.get("id"):
                self._lines[node.get("id")] = (path, int(node.sourceline or 1))
        with self._explained(path):
            self._parser.add_bpmn_xml(root, path)

    def specs(self, process_id: str, path: str) -> tuple[Any, dict[str, Any]]:
        """Return the spec of a process and those of all it contains or calls. Raises FaultyDefinition."""
        with self._explained(path):
            return self._parser.get_spec(process_id), self._parser.get_subprocess_specs(process_id)

    @contextmanager
    def _explained(self, path: str) -> Iterator[None]:
        """Turn what SpiffWorkflow raises on a faulty drawing into our error, with file and line."""
        try:
            yield
        except ValidationException as error:
            file, line = self._lines.get(error.id, (error.file_name or path, 1))
            raise FaultyDefinition(file, line, error.id or "?", str(error)) from error
        except (TypeError, KeyError, AttributeError, ValueError, RecursionError) as error:
            raise FaultyDefinition(path, 1, "?", str(error)) from error

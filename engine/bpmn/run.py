"""Runs one case: applies one event at a time and tells what came of it.

A live command and a replay take the same road through :meth:`Run.apply`; the only difference is what
is done with the effects. Nothing here reads a clock, the network or a database.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.util.task import TaskState

from engine.bpmn import blocks, snapshot
from engine.bpmn.case import CALENDAR, DOERS, MESSAGES, MET, SENT, CaseData, changed_facts
from engine.bpmn.ending import end_early
from engine.bpmn.positions import Effects, Position, Positions
from engine.bpmn.profile import Element
from engine.bpmn.timers import FIRED, waiting_events
from engine.clock import local_date, local_moment
from engine.definition import Definition, Process
from engine.errors import (
    EngineError,
    ExpressionFailed,
    FactsRefused,
    HistoryErased,
    NobodyWaits,
    RunawayProcess,
    SecondPersonNeeded,
    TaskNotOpen,
    TooManyRounds,
)
from engine.ports import Event, Step
from engine.schedule import due_moment
from engine.terms import TermBook

STEP_CEILING = 500  # automatic steps in one go; a drawing that needs more runs in circles
DEPTH_CEILING = 900  # SpiffWorkflow's iterators silently stop at 1,000 levels: a case would just stand still
FULFILLED_ELSEWHERE = (  # where a step is performed, a timer fires, a message comes in
    "serviceTask",
    "scriptTask",
    "businessRuleTask",
    "boundaryEvent",
    "intermediateCatchEvent",
)
WITHOUT_PAYLOAD = ("timer_fired", "timer_skipped", "steps_undone", "migration_undone")
__all__ = ["WITHOUT_PAYLOAD", "Effects", "Position", "Positions", "Run"]


class Run:
    """A workflow in memory with the facts of its case."""

    def __init__(
        self,
        definition: Definition,
        process: str,
        settings: Mapping[str, Any],
        *,
        writes_letters: bool = True,
    ) -> None:
        self.definition = definition
        self.writes_letters = writes_letters  # a replay does not: its letters left long ago
        self.process: Process = definition.process(process)
        self.settings = settings
        self.data = CaseData()
        self.effects = Effects()
        self.counters: dict[str, int] = {}
        self.round = 0  # how often steps of the case were taken back: what is sent anew is told apart by it
        self.at: datetime | None = None
        self.changed_letters: Mapping[str, str] = {}  # texts that a person gave letters, by key
        self.workflow: Any = None
        self._steps = 0

    # -- loading and saving -------------------------------------------------------------------

    @classmethod
    def restore(
        cls,
        definition: Definition,
        process: str,
        settings: Mapping[str, Any],
        data: CaseData,
        saved: bytes,
    ) -> "Run":
        run = cls(definition, process, settings)
        run.data = data
        run.workflow, run.counters = snapshot.load(saved, run.process, run)
        return run

    def snapshot(self) -> bytes:
        return snapshot.dump(self.workflow, self.counters)

    @property
    def completed(self) -> bool:
        return bool(self.workflow.completed)

    # -- the one road for live commands and replays -------------------------------------------

    def apply(self, event: Event) -> None:
        """Move the case by one event. Raises EngineError when the event does not fit the position."""
        if event.payload is None and event.kind not in WITHOUT_PAYLOAD:
            raise HistoryErased(f"Het gaat om gebeurtenis {event.seq}.")
        self.at, self.changed_letters = event.at, event.letters
        payload = dict(event.payload or {})
        match event.kind:
            case "started":
                self._merge(payload)
                self._begin()
            case "task_completed":
                self._complete(event, payload)
            case "message_received":
                self._deliver(event, payload)
            case "timer_fired":
                self._fire(event)
            case "timer_skipped":
                self._cancel(self._waiting_timer(event))
            case "facts_amended":
                self.effects.steps += changed_facts(self.data.facts, payload, self.process.id, event.seq)
                self._merge(payload)
            case "case_merged":
                self._merge(payload)
                self._end_early(event, f"Samengevoegd met {event.subject}")
            case "calendar_changed" | "migrated":
                self.data.learn(event.kind, payload)
        self._run_on()

    def _merge(self, facts: Mapping[str, Any]) -> None:
        """Take in facts; none may pass itself off as the answers of a task. Raises FactsRefused."""
        for section in facts:
            if section in self.definition.elements:
                raise FactsRefused(
                    f"'{section}' is een stap van het proces; zijn antwoorden komen van die stap."
                )
        self.data.merge(facts)

    def _complete(self, event: Event, answers: dict[str, Any]) -> None:
        position = self.positions().tasks.get((event.subject, event.occurrence))
        if position is None:
            raise TaskNotOpen(event.subject)
        self._refuse_same_person(position.element, event.actor)
        self.data.answers[event.subject] = answers
        self.data.facts.setdefault(DOERS, {})[event.subject] = event.actor
        self._finish(position)
        self._record(position.element, event.occurrence, "task", actor=event.actor)
        self._fulfil(position.element)

    def _refuse_same_person(self, element: Element, actor: str) -> None:
        """Hold a task to four eyes: property `ander_dan` names the task that somebody else must have done."""
        for earlier in element.listed("ander_dan"):
            if self.data.facts.get(DOERS, {}).get(earlier) == actor:
                raise SecondPersonNeeded(f"Stap: {self.definition.elements[earlier].label}.")

    def _deliver(self, event: Event, content: dict[str, Any]) -> None:
        """Hand a message to everyone who waits for it, from the outside in.

        Who no longer waits because the message itself called the work off does not get it: a withdrawal
        must not make the work inside go on first.
        """
        found = [p for p in self.positions().waits.values() if p.element.message == event.subject]
        if not found:
            raise NobodyWaits(event.subject)
        for position in found:
            if not self._still_waits(position):
                continue
            self.data.facts.setdefault(MESSAGES, {})[position.element.id] = content
            self._trigger(position)
            self._record(position.element, position.occurrence, "message", actor=event.actor)
            self._fulfil(position.element)
            self._run_on()

    def _fire(self, event: Event) -> None:
        position = self._waiting_timer(event)
        self._trigger(position)
        self._record(position.element, position.occurrence, "timer")
        self._fulfil(position.element)

    def _waiting_timer(self, event: Event) -> Position:
        position = self.positions().timers.get((event.subject, event.occurrence))
        if position is None:
            raise NobodyWaits(event.subject)
        return position

    def skip(self, position: Position) -> None:
        """Pass over a reminder, or an open task: nobody did it, it fulfils no duty and has no answers."""
        (self._cancel if position.element.timer else self._finish)(position)
        self._run_on()

    # -- the only places where the workflow itself is moved ------------------------------------

    def _begin(self) -> None:
        self.workflow = BpmnWorkflow(self.process.spec, self.process.subprocesses, script_engine=self)

    def _finish(self, position: Position) -> None:
        position.task.run()

    def _cancel(self, position: Position) -> None:
        position.task.cancel()

    def _still_waits(self, position: Position) -> bool:
        return bool(position.task.state == TaskState.WAITING)

    def _end_early(self, event: Event, outcome: str) -> None:
        end_early(self, event, outcome)

    def _trigger(self, position: Position) -> None:
        position.task.internal_data[FIRED] = position.element.id
        position.task.task_spec._update(position.task)

    def _run_on(self) -> None:
        self._steps = 0
        try:
            self.workflow.do_engine_steps(
                will_complete_task=self._count_step, did_complete_task=self._note_step
            )
        except WorkflowException as error:  # such as a choice without a way out
            step = getattr(error.task_spec, "bpmn_id", None) or ""
            raise ExpressionFailed(f"{self._place_of(step)}: {error}") from error
        except RecursionError as error:
            raise TooManyRounds() from error
        waiting = self.positions()  # numbers what became ready now, so that later scans agree with a replay
        for position in (*waiting.tasks.values(), *waiting.timers.values(), *waiting.waits.values()):
            if position.task.depth > DEPTH_CEILING:
                raise TooManyRounds(f"Het gaat om '{position.element.label}'.")

    def _count_step(self, task: Any) -> None:
        self._steps += 1
        if self._steps > STEP_CEILING:
            raise RunawayProcess(task.task_spec.name)
        if self._steps % 50 == 0 and task.depth > DEPTH_CEILING:
            raise TooManyRounds(f"Het gaat om '{task.task_spec.name}'.")

    # -- what SpiffWorkflow asks of its script engine -----------------------------------------

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """Evaluate a condition on a sequence flow; only `true` is true."""
        return self.value(expression, self.definition.elements[task.task_spec.bpmn_id]) is True

    def perform(self, task: Any) -> None:
        """Do the automatic step `task`: a building block, a script or a decision."""
        self._perform(task.task_spec.bpmn_id)

    def _perform(self, step: str) -> None:
        blocks.perform(self, self.definition.elements[step], self.count(step))

    # -- expressions --------------------------------------------------------------------------

    def value(self, expression: str, element: Element) -> Any:
        """Return the value of a FEEL expression (with its leading `=`) in this case, now."""
        try:
            return self.definition.expression(expression).evaluate(self.data.context(), self.functions())
        except EngineError:
            raise
        except Exception as error:
            raise ExpressionFailed(f"{element.place}: {expression} ({error})") from error

    def _moment(self, expression: str, position: Position) -> datetime | None:
        """Return the moment that an expression gives as seen from when `position` was reached.

        What it says of "today" stays what it said then: a pure function of facts, calendar and arming.
        """
        if position.armed is None:
            return None
        functions = self.functions(position.armed)
        try:
            value = self.definition.expression(expression).evaluate(self.data.context(), functions)
            return due_moment(value, position.armed)
        except Exception as error:
            raise ExpressionFailed(f"{position.element.place}: {expression} ({error})") from error

    def _place_of(self, element_id: str) -> str:
        element = self.definition.elements.get(element_id)
        return element.place if element else self.process.file

    def functions(self, at: datetime | None = None) -> dict[str, Callable[..., Any]]:
        """Return our own FEEL vocabulary, bound to the facts and to the moment of the event."""
        moment = at or self.at
        terms = self.terms

        def termijn(key: str) -> date | None:
            return terms.last_day(key, self.data.zaak)

        def today() -> date | None:
            return local_date(moment) if moment else None

        def now() -> datetime | None:
            return local_moment(moment) if moment else None

        return {"termijn": termijn, "werkdagen": terms.working_days, "today": today, "now": now}

    @property
    def terms(self) -> TermBook:
        """The terms of the version, on the calendar with every decree that this case was told of."""
        return self.definition.terms.under(self.data.facts.get(CALENDAR))

    def day(self) -> date:
        """Return the local day of the event being applied."""
        if self.at is None:
            raise RuntimeError("no event has been applied")
        return local_date(self.at)

    def key(self, element: Element, occurrence: int) -> str:
        """Return the key of what a step sends: no two things that leave a case share one, ever."""
        return f"{element.id}:{occurrence}" + (f"~{self.round}" if self.round else "")

    def was_sent(self, element: Element, occurrence: int) -> bool:
        """Whether this step sent what it sends before the case moved to this version and came by again."""
        return self.key(element, occurrence) in self.data.facts.get(SENT, ())

    # -- where the case stands ----------------------------------------------------------------

    def count(self, element_id: str) -> int:
        """Return the next occurrence number of an element: first time 1."""
        self.counters[element_id] = self.counters.get(element_id, 0) + 1
        return self.counters[element_id]

    def positions(self) -> Positions:
        """Return where the case waits. A flat scan: SpiffWorkflow's iterators stop at depth 1,000."""
        found = Positions()
        for part in (self.workflow, *self.workflow.subprocesses.values()):
            for task in part.tasks.values():
                if task._state == TaskState.READY and task.task_spec.manual:
                    self._place(found.tasks, task, task.task_spec.bpmn_id)
                elif task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
                    self._place_events(found, task)
        return found

    def _place_events(self, found: Positions, task: Any) -> None:
        for kind, element in waiting_events(task.task_spec):
            self._place(found.timers if kind == "timer" else found.waits, task, element)

    def _place(self, into: dict[tuple[str, int], Position], task: Any, element_id: str) -> None:
        kept = task.internal_data
        if "n" not in kept:
            kept["n"] = self.count(task.task_spec.bpmn_id)
            if self.at is not None:
                kept["armed"] = self.at.isoformat()
        armed = datetime.fromisoformat(kept["armed"]) if "armed" in kept else None
        into[element_id, kept["n"]] = Position(self.definition.elements[element_id], kept["n"], task, armed)

    def begin_anew(self, keys: Collection[tuple[str, int]], at: datetime) -> None:
        """Let these open steps and timers count from `at`: they were not there when the case came by."""
        self.positions().arm(keys, at)

    def due_at(self, position: Position) -> datetime | None:
        """Return when a waiting timer is due; None while the facts it needs are unknown."""
        text = position.element.timer
        return self._moment(text if text.startswith("=") else f'="{text}"', position)

    def due_on(self, position: Position) -> date | None:
        """Return the day, in Amsterdam, by which an open task should be done; None when it has none."""
        moment = self._moment(position.element.due, position) if position.element.due else None
        return local_date(moment) if moment else None

    # -- notes for the timeline ---------------------------------------------------------------

    def _note_step(self, task: Any) -> None:
        if task.task_spec.bpmn_id in self.definition.elements:
            self._note(task.task_spec.bpmn_id)

    def _note(self, step: str) -> None:
        element = self.definition.elements[step]
        if element.kind == "endEvent":
            if element.scope == self.process.id:
                self.effects.outcome = element.label
            self._record(element, self.count(element.id), "end")
        elif element.kind == "callActivity":
            self._record(element, self.count(element.id), "call")
        if element.kind not in FULFILLED_ELSEWHERE:
            self._fulfil(element)

    def _fulfil(self, element: Element) -> None:
        """Mark the terms that this element fulfils (`voldoet_aan`) as met today.

        A term that it opens again (`heropent`) is no longer met: Awb 9:5, a resident who turns out
        not to be satisfied.
        """
        for key in element.listed("heropent"):
            self.data.facts.get(MET, {}).pop(key, None)
        for key in element.listed("voldoet_aan"):
            self.data.facts.setdefault(MET, {}).setdefault(key, self.day())

    def _record(self, element: Element, occurrence: int, kind: Any, **detail: Any) -> None:
        self.effects.steps.append(
            Step(
                bpmn_id=element.id,
                occurrence=occurrence,
                kind=kind,
                title=element.label,
                process=element.process,
                basis=element.basis,
                resident_title=element.properties.get("inwoner_titel", ""),
                resident_text=element.properties.get("inwoner_uitleg", ""),
                detail=detail,
            )
        )

    note = _record
    fulfil = _fulfil

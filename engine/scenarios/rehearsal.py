"""Walking a case through a bundle by hand: every click is a sentence of a scenario, played at once.

So a rehearsal cannot touch a real case (its store is in memory), it is small to keep (its sentences), a
step back is one sentence less, and what was clicked plays back as it went.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.bpmn.trace import Tracer
from engine.bundle import Bundle
from engine.clock import local_date
from engine.definition import Definition
from engine.errors import EngineError
from engine.forms import Form, FormResult
from engine.ports import CaseOut, LetterOut, TaskOpened, TermRow, Timer, Wait
from engine.scenarios import wording
from engine.scenarios.answers import FaultyTable
from engine.scenarios.cells import Row, rows_of
from engine.scenarios.choices import Turn, lexicon_of, turn_at, turn_in
from engine.scenarios.inventing import invented
from engine.scenarios.reading import Step
from engine.scenarios.setting import RESIDENT, SETTINGS, at
from engine.scenarios.stage import Expected, Stage
from engine.scenarios.steps import perform
from engine.scenarios.story import Happening
from engine.words import Speaker

FAULTS = (Expected, FaultyTable, ValueError)  # what goes wrong in a sentence besides EngineError


class StepRefused(EngineError):
    """Deze stap kan hier niet."""

    code = "oefenstap_kan_niet"


@dataclass(frozen=True)
class Moment:
    """What one sentence brought about."""

    step: Step
    day: date
    story: tuple[Happening, ...]
    turns: tuple[Turn, ...]
    letters: range  # places in the letters of the rehearsal


class Rehearsal:
    """One invented case on a bundle. Raises EngineError when the bundle cannot be read."""

    def __init__(self, bundle: Bundle, process: str) -> None:
        self.bundle = bundle
        self.stage = Stage(bundle, process)
        self.first = process
        self.moments: list[Moment] = []
        self._tracers: dict[str, Tracer] = {}
        self._seen: dict[str, int] = {}  # by case: events that its tracer has had

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(moment.step for moment in self.moments)

    def do(self, step: Step) -> Moment:
        """Play one more sentence. Raises EngineError; the rehearsal is then of no use any more."""
        stage, letters = self.stage, len(self.stage.letters)
        told = len(stage.story)
        try:
            perform(stage, step)
        except FAULTS as error:
            raise StepRefused(str(error)) from error
        turns = tuple(self._turns())
        found = Moment(
            step, stage.today, tuple(stage.story[told:]), turns, range(letters, len(stage.letters))
        )
        self.moments.append(found)
        return found

    # -- what can be done ---------------------------------------------------------------------

    @property
    def definition(self) -> Definition:
        return self.stage.engine.definition(self.bundle.hash)

    @property
    def start_form(self) -> Form | None:
        return self.definition.form(self.definition.process(self.first).start)

    def form_of(self, task: TaskOpened) -> Form | None:
        return self.definition.form(self.definition.elements[task.key.bpmn_id])

    def task(self, bpmn_id: str) -> TaskOpened:
        """Return an open task. Raises StepRefused."""
        found = next((task for task in self.tasks if task.key.bpmn_id == bpmn_id), None)
        if found is None:
            raise StepRefused("Deze taak staat niet meer open. Kijk wat er nu te doen is.")
        return found

    def context(self) -> Mapping[str, Any]:
        """Return what forms and expressions see."""
        return self.stage.known()

    def beginning(self, kind: str, day: date, result: FormResult | None, extra: Sequence[Row] = ()) -> Step:
        """Return the sentence that starts the case with these answers."""
        usual = {} if kind == "zaak" else RESIDENT
        rows = [*rows_of(self.start_form, result, usual), *extra]
        subject = next((text for name, text in rows if name == "zaak.onderwerp"), "")
        return wording.begin(kind, day, subject, rows)

    def completing(self, task: TaskOpened, result: FormResult | None, person: str = "") -> Step:
        """Return the sentence that completes a task with these answers."""
        alike = [one for one in self.tasks if (one.title, one.role) == (task.title, task.role)]
        rows = rows_of(self.form_of(task), result, {})
        return wording.complete(task, rows, person, at_step=len(alike) > 1)

    def invented(self, form: Form, known: Mapping[str, Any], today: date) -> dict[str, Any]:
        """Return raw answers that nobody gave."""
        return invented(form, known, self.context() if self.moments else {}, today)

    def next_clock(self) -> date | None:
        """Return the day on which the next timer has gone off; None when none is set."""
        due = [timer.due_at for timer in self.stage.timers if timer.due_at is not None]
        if not due:
            return None
        day = local_date(min(due))
        return max(day if at(day) >= min(due) else day + timedelta(days=1), self.today)

    # -- how it stands ------------------------------------------------------------------------

    @property
    def process(self) -> str:
        """The process of the case that is being played; another after "verdergaan"."""
        return self.stage.processes[self.stage.case]

    @property
    def today(self) -> date:
        return self.stage.today

    @property
    def tasks(self) -> tuple[TaskOpened, ...]:
        """The open tasks; of several at one step, which no sentence tells apart, the first."""
        first = {task.key.bpmn_id: task for task in reversed(self.stage.tasks.values())}
        return tuple(task for task in self.stage.tasks.values() if first[task.key.bpmn_id] is task)

    @property
    def waits(self) -> tuple[Wait, ...]:
        return self.stage.waits

    @property
    def terms(self) -> tuple[TermRow, ...]:
        return self.stage.terms

    @property
    def letters(self) -> Sequence[tuple[date, LetterOut]]:
        return self.stage.letters

    @property
    def begun(self) -> Sequence[CaseOut]:
        return self.stage.begun

    @property
    def outcome(self) -> str:
        return self.stage.outcome if self.stage.status == "closed" else ""

    @property
    def closed(self) -> bool:
        return self.stage.status == "closed"

    def timers(self) -> list[tuple[Timer, str]]:
        """Return the waiting timers, first come first, each with its rule in words."""
        speaker = Speaker(lexicon_of(self.bundle))
        late = local_date(self.stage.moment) + timedelta(days=36500)
        known = sorted(
            self.stage.timers, key=lambda one: (local_date(one.due_at) if one.due_at else late, one.key)
        )
        return [(timer, speaker.moment(self.definition.elements[timer.key].timer)) for timer in known]

    def passed(self) -> frozenset[str]:
        """Return the ids of the steps that the case has been at."""
        tracer = self._tracers.get(self.stage.case)
        if tracer is None:
            return frozenset()
        return frozenset(tracer.trace.passed) | {step.bpmn_id for _, step in self.stage.happened}

    def _turns(self) -> Iterator[Turn]:
        """Run what is new in the history once more, and tell which ways it took."""
        stage = self.stage
        if stage.case not in stage.store.cases:
            return
        if stage.case not in self._tracers:
            self._tracers[stage.case] = Tracer(self.definition, stage.processes[stage.case], SETTINGS)
        tracer = self._tracers[stage.case]
        road, applied = len(tracer.trace.road), len(tracer.trace.applied)
        events = stage.store.history(stage.case)
        for event in events[self._seen.get(stage.case, 0) :]:
            tracer.apply(event)
        self._seen[stage.case] = len(events)
        for file, _, number in tracer.trace.applied[applied:]:
            yield turn_in(self.bundle, file, number)
        for gateway, condition in tracer.trace.road[road:]:
            if turn := turn_at(self.bundle, gateway, condition):
                yield turn


def rehearse(bundle: Bundle, process: str, steps: Sequence[Step]) -> tuple[Rehearsal, EngineError | None]:
    """Play sentences; return the rehearsal as far as it went, and what stopped it.

    After a change of the bundle a sentence may no longer be possible.
    """
    rehearsal = Rehearsal(bundle, process)
    for place, step in enumerate(steps):
        try:
            rehearsal.do(step)
        except EngineError as error:
            again = Rehearsal(bundle, process)  # a step that failed may have done half its work
            for earlier in steps[:place]:
                again.do(earlier)
            return again, error
    return rehearsal, None

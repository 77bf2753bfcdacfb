"""What screens and clocks need to know of a case: tasks, timers, waits and terms, read off a run."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.bpmn.case import MET
from engine.bpmn.run import Position, Run
from engine.ports import Event, Step, TaskClosed, TaskKey, TaskOpened, TermRow, Timer, Wait


@dataclass(frozen=True)
class State:
    """What screens and clocks need to know of a position: the rows that the store keeps."""

    tasks: Mapping[tuple[str, int], TaskOpened]
    timers: tuple[Timer, ...]
    waits: tuple[Wait, ...]
    terms: tuple[TermRow, ...]


TERM = "termijn"  # in the id of the step that says that a term moved
NOTHING = State({}, (), (), ())


def due_timers(run: Run, at: datetime) -> list[Position]:
    if run.completed:
        return []
    waiting = [(run.due_at(p), p) for p in run.positions().timers.values()]
    due = [(moment, p) for moment, p in waiting if moment is not None and moment <= at]
    return [p for _, p in sorted(due, key=lambda pair: (pair[0], pair[1].element.id, pair[1].occurrence))]


def is_stale(position: Position, later: Iterable[Position]) -> bool:
    element = position.element
    if not element.is_reminder or not element.attached_to:
        return False
    host = position.task.parent  # of this round of the step; a process called twice has the step twice
    return any(p.task.parent is host and p.element.attached_to for p in later)


def closed_tasks(before: State, after: State, events: Sequence[Event]) -> Iterable[TaskClosed]:
    done = {(e.subject, e.occurrence): e.payload for e in events if e.kind == "task_completed"}
    for key, task in before.tasks.items():
        if key in done:
            yield TaskClosed(task.key, "done", done[key])
        elif key not in after.tasks:
            yield TaskClosed(task.key, "cancelled")


def state_of(run: Run, case_id: str) -> State:
    positions = run.positions()
    return State(
        tasks={key: _task(run, p, case_id) for key, p in positions.tasks.items()},
        timers=tuple(_timer(run, p) for p in positions.timers.values()),
        waits=tuple(_wait(p) for p in positions.waits.values()),
        terms=_terms(run),
    )


def _task(run: Run, position: Position, case_id: str) -> TaskOpened:
    element = position.element
    return TaskOpened(
        key=TaskKey(case_id, element.id, position.occurrence),
        process=element.process,
        title=element.label,
        role=element.role,
        form=element.form,
        due_on=run.due_on(position),
        candidates=element.candidates,
        basis=element.basis,
        explanation=element.documentation,
        waits_for=element.waits_for,
    )


def _wait(position: Position) -> Wait:
    element = position.element
    return Wait(
        message=element.message,
        bpmn_id=element.id,
        occurrence=position.occurrence,
        title=element.label,
        waits_for=element.waits_for,
        optional=bool(element.attached_to),
    )


def _timer(run: Run, position: Position) -> Timer:
    element = position.element
    return Timer(
        key=element.id,
        occurrence=position.occurrence,
        title=element.label,
        due_at=run.due_at(position),
        interrupting=element.interrupting,
        reminder=element.is_reminder,
        basis=element.basis,
    )


def _terms(run: Run) -> tuple[TermRow, ...]:
    met: Mapping[str, date] = run.data.facts.get(MET, {})
    return tuple(
        TermRow(
            key=key,
            title=term.title,
            kind=term.kind,
            start=term.start,
            nominal_end=term.nominal_end,
            last_day=term.last_day,
            basis=term.basis,
            steps=term.steps,
            warnings=term.warnings,
            met_on=met.get(key),
            watched=run.definition.terms.rules[key].watched,
        )
        for key, term in run.terms.compute(run.data.zaak).items()
    )


def moved_terms(before: State, after: State, process: str, seq: int) -> Iterable[Step]:
    """Return a step for every running term that has another last day than before event `seq`."""
    earlier = {term.key: term for term in before.terms}
    for term in after.terms:
        is_met = term.met_on is not None
        if term.key in earlier and earlier[term.key].last_day != term.last_day and not is_met:
            days = {"van": earlier[term.key].last_day, "naar": term.last_day}
            yield Step(f"{TERM}.{term.key}", seq, "term", term.title, process, term.basis, detail=days)

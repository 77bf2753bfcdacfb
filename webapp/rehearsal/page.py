"""Everything that the page of a rehearsal shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from re import fullmatch
from typing import Any

from flask import url_for

from engine import FormResult, LetterOut, Moment, TaskOpened, local_date
from webapp.formparts import FormView
from webapp.formview import Attempt, form_view
from webapp.rehearsal.opening import FACT, titles
from webapp.rehearsal.stand import Stand, course_of, diagrams_of
from webapp.whereabouts import DrawnProcess, draw_case, states_at, where

LONGEST_SLIDE, SHORTEST_SLIDE = 400, 60  # days


@dataclass(frozen=True)
class Desk:
    """The task on the desk with its form; `form` is None when nothing has to be filled in."""

    task: TaskOpened
    form: FormView | None
    person: str = ""


@dataclass(frozen=True)
class View:
    """What `rehearsal/show.html` draws."""

    stand: Stand
    desk: Desk | None
    diagrams: list[DrawnProcess]
    position: str
    moments: list[tuple[int, Moment, list[tuple[int, LetterOut]]]]
    next_clock: date | None
    slide: int
    problem: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        process = self.stand.case.process
        return titles(self.stand.bundle).get(process, process)

    @property
    def drawn_processes(self) -> set[str]:
        return {one.process for one in self.diagrams if one.svg}

    def schema_url(self, process: str) -> str:
        return url_for(
            "rehearsal.show", draft_id=self.stand.draft.id, rehearsal_id=self.stand.row.id, schema=process,
            _anchor=f"schema-{process}",
        )  # fmt: skip


def view(
    stand: Stand,
    *,
    chosen: str = "",
    result: FormResult | None = None,
    attempt: Attempt = "new",
    person: str = "",
    schema: str = "",
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> View:
    case, course = stand.case, course_of(stand.bundle)
    here = [task.key.bpmn_id for task in case.tasks] + [
        wait.bpmn_id for wait in case.waits if not wait.optional
    ]
    states = states_at(here, case.passed(), course)
    diagrams = draw_case(case.process, states, course, diagrams_of(stand.bundle), schema)
    moments = [
        (number, moment, [(place, case.letters[place][1]) for place in moment.letters])
        for number, moment in enumerate(case.moments, start=1)
    ]
    return View(
        stand, _desk(stand, chosen, result, attempt, person), diagrams, _position(stand, states),
        moments[::-1], case.next_clock(), _slide(stand), problem, _typed(stand, typed or {}),
    )  # fmt: skip


def _typed(stand: Stand, typed: Mapping[str, str]) -> Mapping[str, str]:
    """Return what was typed; what a letter lacked is ready to be filled in."""
    lacking = "\n".join(f"{name} = " for name in stand.missing if fullmatch(FACT, name))
    return {"gegeven": lacking, **typed} if lacking else typed


def _position(stand: Stand, states: Mapping[str, Any]) -> str:
    if stand.case.closed:
        return f"De zaak is afgesloten: {stand.case.outcome}."
    return where(states, course_of(stand.bundle))


def start_of(stand: Stand, task: TaskOpened) -> FormResult | None:
    """Return the form of a task with what is known already, as a case worker finds it."""
    form, context = stand.case.form_of(task), stand.case.context()
    if form is None:
        return None
    return form.load_raw(form.initial({**context, **context.get(task.key.bpmn_id, {})}), context=context)


def _desk(stand: Stand, chosen: str, result: FormResult | None, attempt: Attempt, person: str) -> Desk | None:
    tasks = stand.case.tasks
    task = next((one for one in tasks if one.key.bpmn_id == chosen), tasks[0] if tasks else None)
    if task is None:
        return None
    form = stand.case.form_of(task)
    shown = result if result is not None and task.key.bpmn_id == chosen else start_of(stand, task)
    if form is None or shown is None:
        return Desk(task, None, person)
    drawn = form_view(form, shown, attempt=attempt, context=stand.case.context(), top=4)
    return Desk(task, drawn, person)


def _slide(stand: Stand) -> int:
    """Return how many days the slider reaches: to the last date that matters here, within reason."""
    case = stand.case
    days = [local_date(timer.due_at) for timer, _ in case.timers() if timer.due_at]
    days += [term.last_day for term in case.terms if term.last_day and not term.met_on and term.watched]
    furthest = max([*days, case.today + timedelta(days=SHORTEST_SLIDE)])
    return min((furthest - case.today).days + 2, LONGEST_SLIDE)

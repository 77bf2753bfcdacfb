"""What is different about a case on another version, in Dutch sentences. No word of what people wrote."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Literal, get_args

from engine.awb import format_date_nl
from engine.bpmn.ahead import ahead
from engine.bpmn.case import VARIABLES
from engine.bpmn.profile import Element
from engine.bpmn.run import Run
from engine.clock import local_date
from engine.definition import Definition
from engine.errors import EngineError
from engine.ports import Event
from engine.state import State
from engine.transplant import Transplant

Kind = Literal[
    "blocked",
    "would_have_been_unlawful",
    "next_task_differs",
    "task_gone",
    "task_added",
    "form_differs",
    "outcome_differs",
    "term_changed",
    "letter_differs",
    "unchanged",
]
KINDS: tuple[Kind, ...] = get_args(Kind)  # the gravest first
STEP = "userTask"


@dataclass(frozen=True)
class Consequence:
    """One thing that is different. `element` is the id of what it is about."""

    kind: Kind
    element: str
    text: str


def blocked(event: Event, old: Run, new: Run) -> Consequence:
    """Tell which event of the history finds no place, and where the case would stand then."""
    element = old.definition.elements.get(event.subject) or new.definition.elements.get(event.subject)
    label = element.label if element else event.subject
    what = {
        "task_completed": f"De stap '{label}' is al gedaan",
        "message_received": f"Het bericht '{label}' is al ontvangen",
    }.get(event.kind, f"De wekker '{label}' is al afgegaan")
    here = _listed(p.element.label for p in new.positions().tasks.values())
    where = f"wacht de zaak op dat moment bij {here}" if here else "is de zaak op dat moment al klaar"
    return Consequence("blocked", event.subject, f"{what}, maar in de nieuwe versie {where}.")


def must_choose(label: str) -> str:
    return f"De zaak is al voorbij '{label}'. Kies: nu alsnog doen, of niet van toepassing, met een reden."


def between(old: Run, before: State, new: Run, after: State, laid: Transplant) -> Iterator[Consequence]:
    """Yield everything that is different once a history has been laid on the new version."""
    if new.completed and not old.completed:
        yield _ended(before)
        return  # nothing else matters: it does not go
    yield from _passed(old, new, laid)
    yield from _next(old, before, new, after)
    yield from _steps(old, new, laid)
    yield from _questions(old, new)
    yield from _outcomes(old, new)
    yield from _terms(before, after)
    yield from _moments(before, after, old.at)
    yield from _timers(old, before, new, after, laid)
    for event, due in laid.early:
        was = f"De wekker '{_label(new, old, event.subject)}' is al afgegaan"
        text = f"{was} en blijft dat. Op de nieuwe versie: {_day(due)}."
        yield Consequence("term_changed", event.subject, text)
    yield from _letters(old, new)


# -- one topic each -------------------------------------------------------------------------------


def _passed(old: Run, new: Run, laid: Transplant) -> Iterator[Consequence]:
    """Yield what the new version asks for before where the case already is."""
    for step in _new_duties(laid):
        label = new.definition.elements[step].label
        text = f"De nieuwe versie vraagt eerst de stap '{label}'. Deze zaak is daar al voorbij."
        yield Consequence("would_have_been_unlawful", step, text)
    for element in missed_letters(old, new):
        text = f"De nieuwe versie verstuurt eerst de brief '{element.label}'. Deze zaak is daar al voorbij."
        yield Consequence("would_have_been_unlawful", element.id, text)
    if laid.aside:
        again = _listed(dict.fromkeys(_label(new, old, event.subject) for event in laid.aside))
        first = laid.aside[0].subject
        yield Consequence("next_task_differs", first, f"Wordt opnieuw gedaan: {again}.")


def _new_duties(laid: Transplant) -> list[str]:
    """Return the steps passed over now; those of an earlier move are no news."""
    chosen = (step for step, _ in laid.skipped if step in {*laid.not_applicable, *laid.when_passed})
    return list(dict.fromkeys((*laid.asked, *chosen)))


def _next(old: Run, before: State, new: Run, after: State) -> Iterator[Consequence]:
    if old.completed != new.completed:
        yield _goes_on(after)
        return
    if before.tasks.keys() != after.tasks.keys():
        first = next(iter(sorted(after.tasks.keys() - before.tasks.keys())), ("", 0))[0]
        text = f"Nu open: {_titles(before)}. Op de nieuwe versie: {_titles(after)}."
        yield Consequence("next_task_differs", first, text)
    for key in before.tasks.keys() & after.tasks.keys():
        was, now = before.tasks[key], after.tasks[key]
        if was.title != now.title:
            yield Consequence("next_task_differs", key[0], f"De stap '{was.title}' heet dan '{now.title}'.")
        if (was.role, was.candidates) != (now.role, now.candidates):
            roles = now.role or "niemand", was.role or "niemand"
            text = f"De stap '{now.title}' is dan voor {roles[0]} en niet voor {roles[1]}."
            yield Consequence("next_task_differs", key[0], text)


def _ended(before: State) -> Consequence:
    """A case must not end without anybody having decided so: what comes with an end would not happen."""
    here = f"Nu open: {_titles(before)}. " if before.tasks else ""
    text = f"{here}In de nieuwe versie is de zaak meteen klaar, zonder dat iemand iets afrondt."
    return Consequence("blocked", "", f"{text} Ze blijft daarom op haar eigen versie.")


def _goes_on(after: State) -> Consequence:
    text = f"De zaak was klaar. Op de nieuwe versie staat nog open: {_titles(after)}."
    return Consequence("next_task_differs", "", text)


def _steps(old: Run, new: Run, laid: Transplant) -> Iterator[Consequence]:
    known, present = old.definition.elements, new.definition.elements
    gone = {event.subject for event in laid.lapsed if event.kind == "task_completed"}
    for step in sorted(gone):
        label = _label(old, new, step)
        yield Consequence("task_gone", step, f"De stap '{label}' bestaat niet meer. Wat is ingevuld, blijft.")
    to_come = _to_come(new)
    for step in sorted(_to_come(old) - gone):
        if known[step].kind != STEP:
            continue
        if step not in present:
            yield Consequence("task_gone", step, f"De stap '{known[step].label}' vervalt.")
        elif step not in to_come:
            text = f"De stap '{known[step].label}' komt voor deze zaak niet meer."
            yield Consequence("task_gone", step, text)
    added = {*_new_duties(laid), *to_come} - known.keys()
    if not old.completed:  # steps that were there, out of its reach
        came_by = old.counters.keys() | new.counters.keys()
        added |= to_come - _to_come(old) - came_by
    for step in sorted(added):
        if present[step].kind == STEP:
            yield Consequence("task_added", step, f"De stap '{present[step].label}' komt erbij.")


def _questions(old: Run, new: Run) -> Iterator[Consequence]:
    other = _other_questions(old.definition, new.definition)
    for step in sorted(other & _to_come(new)) if other else ():
        label = new.definition.elements[step].label
        yield Consequence("form_differs", step, f"De stap '{label}' krijgt andere vragen.")


@lru_cache(maxsize=64)
def _other_questions(old: Definition, new: Definition) -> frozenset[str]:
    """Return the steps of both versions that ask something else."""
    there = [one for one in new.elements.values() if one.kind == STEP and one.id in old.elements]
    return frozenset(one.id for one in there if _asked(old, old.elements[one.id]) != _asked(new, one))


def _asked(definition: Definition, step: Element) -> Any:
    """Return the questions of a step; where a modeller saves its own version number is no difference."""
    data = definition.bundle.form(step.process, step.form)
    return json.loads(data).get("components") if data else None


def _outcomes(old: Run, new: Run) -> Iterator[Consequence]:
    """Yield the tables that the case has passed and that come out otherwise. No word of what they gave."""
    was, now = (run.data.facts.get(VARIABLES, {}) for run in (old, new))
    for key in sorted(was.keys() & now.keys()):
        if was[key] == now[key]:
            continue
        both = isinstance(was[key], dict) and isinstance(now[key], dict)
        names = sorted(n for n in now[key] if was[key].get(n) != now[key][n]) if both else []
        what = f" Anders: {', '.join(names)}." if names else ""
        text = f"'{_decided(new.definition, key)}' is al gedaan, en komt nu anders uit.{what}"
        yield Consequence("outcome_differs", key, text)


@lru_cache(maxsize=256)
def _decided(definition: Definition, name: str) -> str:
    """Return the label of the step that gives the result with this name."""
    every = definition.elements.values()
    return next((one.label for one in every if name in (one.result, one.decision)), name)


def _terms(before: State, after: State) -> Iterator[Consequence]:
    was, now = ({term.key: term for term in state.terms} for state in (before, after))
    for key in sorted(was.keys() | now.keys()):
        if key not in now:
            yield Consequence("term_changed", key, f"De termijn '{was[key].title}' vervalt.")
        elif key not in was:
            text = f"De termijn '{now[key].title}' komt erbij: {_day(now[key].last_day)}."
            yield Consequence("term_changed", key, text)
        elif was[key].last_day != now[key].last_day:
            text = f"{now[key].title}: {_day(was[key].last_day)} wordt {_day(now[key].last_day)}."
            yield Consequence("term_changed", key, text)
        elif was[key].met_on != now[key].met_on:
            text = f"{now[key].title} gehaald: {_day(was[key].met_on)} wordt {_day(now[key].met_on)}."
            yield Consequence("term_changed", key, text)


def _moments(before: State, after: State, at: datetime | None) -> Iterator[Consequence]:
    """Yield timers and tasks that are there on both versions and are due at another moment."""
    for key in sorted(before.tasks.keys() & after.tasks.keys()):
        was, now = before.tasks[key], after.tasks[key]
        if was.due_on != now.due_on:
            text = f"De stap '{now.title}' moet klaar: {_day(was.due_on)} wordt {_day(now.due_on)}."
            yield Consequence("term_changed", key[0], text)
    due = {(timer.key, timer.occurrence): timer for timer in before.timers}
    for timer in after.timers:
        earlier = due.get((timer.key, timer.occurrence))
        if earlier is not None and earlier.due_at != timer.due_at:
            text = f"De wekker '{timer.title}': {_day(earlier.due_at)} wordt {_day(timer.due_at)}"
            yield Consequence("term_changed", timer.key, f"{text}{_at_once(timer.due_at, at)}.")


def _timers(old: Run, before: State, new: Run, after: State, laid: Transplant) -> Iterator[Consequence]:
    """Yield the timers that only one of the versions has."""
    known, present = old.definition.elements, new.definition.elements
    for timer in after.timers:
        if timer.key not in known and not old.completed:
            text = (
                f"De wekker '{timer.title}' komt erbij: {_day(timer.due_at)}{_at_once(timer.due_at, old.at)}."
            )
            yield Consequence("term_changed", timer.key, text)
    for key, due in laid.late.items():
        what = f"De herinnering '{present[key].label}' komt erbij, maar niet voor deze zaak"
        yield Consequence("term_changed", key, f"{what}: {_day(due)} is al voorbij.")
    armed = {timer.key for timer in after.timers} | laid.late.keys()
    for key in sorted(_to_come(new) - known.keys() - armed):
        if present[key].timer:
            yield Consequence("term_changed", key, f"De wekker '{present[key].label}' komt erbij.")
    gone = {timer.key for timer in before.timers} | _to_come(old)
    for key in sorted(gone - present.keys()):
        if known[key].timer:
            yield Consequence("term_changed", key, f"De wekker '{known[key].label}' vervalt.")


def _at_once(due: datetime | None, at: datetime | None) -> str:
    """Tell of a moment that has passed by the time the case moves."""
    return " en gaat meteen af" if due is not None and at is not None and due <= at else ""


def missed_letters(old: Run, new: Run) -> list[Element]:
    """Return the letters that the case comes by on the new version and never sent."""
    return [
        one
        for one in _letter_steps(new.definition)
        if new.counters.get(one.id, 0) > old.counters.get(one.id, 0)
    ]


def _letters(old: Run, new: Run) -> Iterator[Consequence]:
    there = {one.id: one for one in _letter_steps(new.definition)}
    coming = (
        (frozenset() if old.completed else may_come(old)),
        (frozenset() if new.completed else may_come(new)),
    )
    for one in _letter_steps(old.definition):
        label, sent = one.label, old.counters.get(one.id, 0) > 0
        now = there.get(one.id)
        if sent:
            if now is None:
                text = f"De brief '{label}' is verstuurd. De nieuwe versie verstuurt die niet."
            elif not _same_letter(old.definition, one, new.definition, now):
                text = f"De brief '{label}' is verstuurd. In de nieuwe versie heeft die een andere tekst."
            else:
                continue
            yield Consequence("letter_differs", one.id, text)
        elif one.id in coming[0]:
            if now is None:
                yield Consequence("letter_differs", one.id, f"De brief '{label}' vervalt.")
            elif now.id in coming[1] and not _same_letter(old.definition, one, new.definition, now):
                yield Consequence("letter_differs", one.id, f"De brief '{label}' krijgt een andere tekst.")
    for step in sorted(coming[1] & there.keys() - old.definition.elements.keys()):
        yield Consequence("letter_differs", step, f"De brief '{there[step].label}' komt erbij.")


@lru_cache(maxsize=64)
def _letter_steps(definition: Definition) -> tuple[Element, ...]:
    return tuple(one for one in definition.elements.values() if one.block == "brief")


@lru_cache(maxsize=1024)
def _text_of(definition: Definition, name: str) -> str:
    try:
        return definition.bundle.text(f"processes/letters/{name}.md")
    except EngineError:
        return ""  # which letter it is depends on the case


def _same_letter(old: Definition, one: Element, new: Definition, other: Element) -> bool:
    name, now = one.headers.get("brief", ""), other.headers.get("brief", "")
    return name == now and _text_of(old, name) == _text_of(new, now)


def may_come(run: Run) -> frozenset[str]:
    """Return the elements that may still come; helpers of SpiffWorkflow are none."""
    found = run.positions()
    here = {p.element.id for part in (found.tasks, found.timers, found.waits) for p in part.values()}
    coming = ahead(run.definition, run.process.id, frozenset(here))
    return coming & run.definition.elements.keys()


def _to_come(run: Run) -> frozenset[str]:
    """Return what may still come and the steps that are open now; nothing once the case is over."""
    if run.completed:
        return frozenset()
    return may_come(run) | {p.element.id for p in run.positions().tasks.values()}


def _label(run: Run, other: Run, step: str) -> str:
    element = run.definition.elements.get(step) or other.definition.elements.get(step)
    return element.label if element else step


def _titles(state: State) -> str:
    return _listed(task.title for task in state.tasks.values()) or "geen stap"


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(f"'{label}'" for label in labels)


def _day(value: date | datetime | None) -> str:
    if value is None:
        return "geen datum"
    return format_date_nl(local_date(value) if isinstance(value, datetime) else value)

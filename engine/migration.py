"""A case on another version: what would become of it, going there, and coming back.

Going there is replaying its history on the other version (`engine.transplant`). Nothing that left the
building leaves again; answers stay as they were given; terms and timers are computed anew from the facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from engine import differences
from engine.bpmn.blocks import evaluated, written_letter
from engine.bpmn.case import SENT
from engine.bpmn.run import Run
from engine.clock import aware
from engine.differences import Consequence, Kind
from engine.errors import CannotMigrate, CaseClosed, EngineError, MigrationStands
from engine.ports import CaseRecord, Change, Event, TaskClosed, TaskKey
from engine.rewind import MIGRATED, MIGRATION_UNDONE, effective
from engine.state import State, state_of
from engine.transplant import Choice, Choices, Transplant, passed_over, run_again

if TYPE_CHECKING:
    from engine.facade import Engine

__all__ = ["Choice", "Choices", "Question", "Trial", "migrate", "tried", "try_on", "undo"]
SENDERS = ("brief", "bericht", "start_zaak")  # building blocks by which something leaves a case


@dataclass(frozen=True)
class Question:
    """A step that the case has passed without doing it. While `required` it cannot move without a choice."""

    element: str
    label: str
    kind: Literal["task", "letter"]
    required: bool
    text: str


@dataclass(frozen=True)
class Trial:
    """What would become of a case on another version. Says nothing about people: labels and days only."""

    case_id: str
    number: str
    rev: int
    source: str
    target: str
    differences: tuple[Consequence, ...]
    questions: tuple[Question, ...] = ()
    again: tuple[int, ...] = ()  # events whose steps must be done anew
    skipped: tuple[tuple[str, int], ...] = ()  # steps passed over, with which time round
    begins: tuple[tuple[str, int], ...] = ()  # open steps and timers that begin with the move

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What is different, the gravest first; "unchanged" when nothing is."""
        found = {one.kind for one in self.differences}
        return tuple(kind for kind in differences.KINDS if kind in found) or ("unchanged",)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the case cannot move, in Dutch; empty when it can."""
        blocked = tuple(one.text for one in self.differences if one.kind == "blocked")
        return blocked or tuple(one.text for one in self.questions if one.required)


def try_on(engine: "Engine", case_id: str, bundle: str, choices: Choices, at: datetime) -> Trial:
    """Return what would become of a case on another version. Saves nothing."""
    record, events = engine.store.load(case_id), engine.store.history(case_id)
    old, before = engine.restore(record)
    old.at = aware(at)
    new = engine.fresh(replace(record, bundle=bundle)) if _knows(engine, record, bundle) else None
    return tried(record, events, old, before, new, choices, bundle)


def tried(
    record: CaseRecord,
    events: Sequence[Event],
    old: Run,
    before: State,
    new: Run | None,
    choices: Choices,
    bundle: str,
) -> Trial:
    """Lay the history of a case on `new`, a run at its beginning, and compare with where it stands now."""
    found: list[Consequence] = []
    trial = Trial(record.case_id, record.number, record.rev, record.bundle, bundle, ())
    if new is None:
        text = f"Het proces '{record.process}' bestaat niet in de nieuwe versie."
        return replace(trial, differences=(Consequence("blocked", record.process, text),))
    laid = _prepared(new, events, old, before, choices)
    try:
        laid.lay(effective(events))
        if laid.misfit is not None:
            found.append(differences.blocked(laid.misfit, old, new))
        begins = _begins(old, new)
        if old.at is not None:
            new.begin_anew(begins, old.at)
            if laid.misfit is None:
                laid.pass_over_late(old.at)
        after = state_of(new, record.case_id)
    except EngineError as error:  # its detail may hold what somebody wrote
        text = f"De geschiedenis kan niet opnieuw worden doorlopen. {error.sentence}"
        return replace(trial, differences=(Consequence("blocked", record.process, text),))
    questions = _questions(old, new, laid, choices)
    if laid.misfit is None:
        found += differences.between(old, before, new, after, laid)
    return replace(
        trial,
        differences=tuple(found),
        questions=tuple(questions),
        again=tuple(event.seq for event in laid.aside),
        skipped=tuple(laid.skipped),
        begins=begins,
    )


def migrate(
    engine: "Engine", case_id: str, bundle: str, choices: Choices, by: str, at: datetime, reason: str
) -> Change:
    """Return the change that moves a case to another version. Raises CannotMigrate, CaseClosed."""
    record = engine.store.load(case_id)
    if record.status == "closed":
        raise CaseClosed
    if record.bundle == bundle:
        raise CannotMigrate("Ze loopt al op deze versie.")
    trial = try_on(engine, case_id, bundle, choices, at)
    if trial.obstacles:
        raise CannotMigrate(" ".join(trial.obstacles))
    old, before = engine.restore(record)
    past = engine.store.history(case_id)  # read anew: a run changes the payloads it was given
    there = replace(record, bundle=bundle)
    aside = [one for one in past if one.seq in trial.again]
    event = _event(record, MIGRATED, bundle, 1, by, at, reason, bundle, {
        "van": record.bundle,
        "naar": bundle,
        "keuzes": {step: None if choice.do_now else choice.reason for step, choice in choices.items()},
        "overgeslagen": [list(one) for one in trial.skipped],
        "opnieuw": list(trial.again),
        "begint": [list(one) for one in trial.begins],
        "verstuurd": [],
    })  # fmt: skip
    new = engine.fresh(there)
    new.round = record.rewinds
    run_again(new, (*past, event))
    if sent := _sent(old, new):
        event = replace(event, payload={**(event.payload or {}), "verstuurd": sent})
        new.data.facts[SENT] = list(sent)
    _write_now(new, old, choices)
    change = engine.change(there, new, before, (event,))
    return _whole(change, before, state_of(new, case_id), aside)


def undo(engine: "Engine", case_id: str, by: str, at: datetime, reason: str) -> Change:
    """Return the change that takes the last move back. Raises MigrationStands."""
    record, past = engine.store.load(case_id), engine.store.history(case_id)
    last = past[-1]
    if last.kind != MIGRATED or last.payload is None:
        raise MigrationStands
    source = str(last.payload["van"])
    _, before = engine.restore(record)
    event = _event(record, MIGRATION_UNDONE, source, last.seq, by, at, reason, source, None)
    back = replace(record, bundle=source)
    run = run_again(engine.fresh(back), (*past, event))
    return _whole(engine.change(back, run, before, (event,)), before, state_of(run, case_id), ())


def _knows(engine: "Engine", record: CaseRecord, bundle: str) -> bool:
    return record.process in engine.definition(bundle).process_ids()


def _prepared(new: Run, events: Sequence[Event], old: Run, before: State, choices: Choices) -> Transplant:
    now = {step for step, choice in choices.items() if choice.do_now}
    passed = {(step, n) for step, n in passed_over(effective(events)) if step not in now}
    later = {step for step, choice in choices.items() if choice.passed_only} - now
    waiting = {bpmn_id for bpmn_id, _ in before.tasks}
    return Transplant(
        new, passed, choices.keys() - now - later, now, later, old.definition.elements.keys(), waiting
    )


def _begins(old: Run, new: Run) -> tuple[tuple[str, int], ...]:
    """Return the open steps that only the new version has, and their timers: nobody could have begun them."""
    if new.completed:
        return ()
    known, found = old.definition.elements, new.positions()
    steps = [key for key in found.tasks if key[0] not in known]
    hosts = {"", *(step for step, _ in steps)}
    timers = [k for k, p in found.timers.items() if k[0] not in known and p.element.attached_to in hosts]
    return (*steps, *timers)


def _questions(old: Run, new: Run, laid: Transplant, choices: Choices) -> list[Question]:
    found = [
        Question(step, p.element.label, "task", True, differences.must_choose(p.element.label))
        for step, p in laid.asked.items()
    ]
    if laid.misfit is None and not old.completed:
        for position in new.positions().tasks.values():  # before the step where the case is, not past it
            element = position.element
            if element.id not in old.definition.elements and element.id not in choices:
                text = (
                    f"De nieuwe stap '{element.label}' komt als eerste. Sla over met een reden, als dat mag."
                )
                found.append(Question(element.id, element.label, "task", False, text))
        for element in differences.missed_letters(old, new):
            if element.id not in choices:
                text = f"De brief '{element.label}' wordt niet alsnog verstuurd, tenzij u daarvoor kiest."
                found.append(Question(element.id, element.label, "letter", False, text))
    return found


def _sent(old: Run, new: Run) -> list[str]:
    """Return the keys of what left this case and what the run on the new version has yet to come by."""
    keys = set(old.data.facts.get(SENT, ()))
    for element in old.definition.elements.values():
        if element.block in SENDERS:
            passed, gone = new.counters.get(element.id, 0), old.counters.get(element.id, 0)
            keys |= {new.key(element, n) for n in range(passed + 1, gone + 1)}
    return sorted(keys)


def _write_now(new: Run, old: Run, choices: Choices) -> None:
    """Write the letters that the case has passed without sending them, as far as the owner wants that."""
    for element in differences.missed_letters(old, new):
        choice = choices.get(element.id)
        if choice is None or not choice.do_now:
            continue
        headers: Mapping[str, Any] = evaluated(new, element)
        written = written_letter(
            new,
            new.definition.letter(headers["brief"]),
            key=new.key(element, new.counters[element.id]),
            title=element.label,
            recipient=headers.get("aan", ""),
            channel=headers.get("kanaal", ""),
        )
        new.effects.letters.append(written)
        about = {"brief": written.letter, "aan": written.recipient, "onderwerp": written.subject}
        new.note(element, new.counters[element.id], "letter", **about)


def _whole(change: Change, before: State, after: State, aside: Sequence[Event]) -> Change:
    """Return the change with every row: nothing of the version before may be left standing."""
    over = {task.key for key, task in before.tasks.items() if key not in after.tasks}
    for event in aside:
        key = (event.subject, event.occurrence)
        if event.kind == "task_completed" and key not in after.tasks:
            over.add(TaskKey(change.case_id, *key))
    return replace(
        change,
        opened=tuple(after.tasks.values()),
        closed=tuple(TaskClosed(key, "cancelled") for key in sorted(over)),
        redated={},
        timers=after.timers,
        waits=after.waits,
        terms=after.terms,
        undone=tuple(aside),
    )


def _event(
    record: CaseRecord,
    kind: Any,
    subject: str,
    occurrence: int,
    by: str,
    at: datetime,
    reason: str,
    bundle: str,
    payload: Any,
) -> Event:
    moment = aware(at).astimezone(UTC)
    return Event(record.last_seq + 1, kind, subject, occurrence, moment, by, bundle, payload, reason)

"""Laying a history on another version than the one it was made under.

An event that completes a step which the version does not have lapses: its answers stay, the step does not.
A step of the new version that stands in the way of what was done already asks for a choice: do it now, and
what does not fit any more is done anew afterwards; or pass over it. The choices are kept in the event
`migrated`, so that every later replay takes the same road without asking.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.bpmn.case import DOERS
from engine.bpmn.positions import Effects, Position
from engine.bpmn.run import Run
from engine.errors import CannotMigrate
from engine.ports import Event
from engine.rewind import MIGRATED, MIGRATION_UNDONE, UNDONE, effective

TURNS = (UNDONE, MIGRATED, MIGRATION_UNDONE)  # after these a history is replayed from its beginning
TIMERS = ("timer_fired", "timer_skipped")


@dataclass(frozen=True)
class Choice:
    """What the owner decides on a step that the case has passed without doing it."""

    do_now: bool
    reason: str = ""  # why it does not apply; empty when it is done now
    passed_only: bool = False  # not applicable to cases that have passed it; the others do it


Choices = Mapping[str, Choice]  # by element id


def play(run: Run, events: Iterable[Event]) -> Run:
    """Apply the events of a history that count to a run at its beginning, on the version it ended on."""
    counting = effective(events)
    at = max((i for i, event in enumerate(counting) if event.kind == MIGRATED), default=None)
    if at is not None:
        laid = Transplant(run, passed_over(counting[: at + 1])).lay(counting[:at])
        if laid.misfit:
            raise CannotMigrate(f"Gebeurtenis {laid.misfit.seq} vindt geen plaats meer.")
        counting = counting[at:]
        run.begin_anew(begun(counting[0]), counting[0].at)
    for event in counting:
        run.apply(event)
    return run


def run_again(run: Run, events: Iterable[Event]) -> Run:
    """The same; what the events caused happened long ago."""
    play(run, events)
    run.effects = Effects(outcome=run.effects.outcome)
    return run


def passed_over(events: Sequence[Event]) -> set[tuple[str, int]]:
    """Return what the latest move to another version passed over: steps, with which time round."""
    last = next((one for one in reversed(events) if one.kind == MIGRATED), None)
    told = (last.payload or {}).get("overgeslagen", ()) if last else ()
    return {(str(step), int(n)) for step, n in told}


def begun(event: Event) -> set[tuple[str, int]]:
    """Return the steps and timers that began with a move: there they are new, and so is their time."""
    return {(str(step), int(n)) for step, n in (event.payload or {}).get("begint", ())}


@dataclass
class Transplant:
    """One history on its way onto a run. Without `known` there is nothing to ask: a replay.

    `passed_over` are steps that were passed over earlier; `not_applicable` and `do_now` what the owner
    chooses, `when_passed` what does not apply only to who has passed it. `known` are the elements of the
    version that the case comes from, `before` its open tasks.
    """

    run: Run
    passed_over: Collection[tuple[str, int]]
    not_applicable: Collection[str] = ()
    do_now: Collection[str] = ()
    when_passed: Collection[str] = ()
    known: Collection[str] | None = None
    before: Collection[str] = ()
    lapsed: list[Event] = field(default_factory=list)
    aside: list[Event] = field(default_factory=list)  # what must be done anew
    asked: dict[str, Position] = field(default_factory=dict)  # steps in the way without a choice
    early: list[tuple[Event, datetime | None]] = field(default_factory=list)  # went off before it would have
    skipped: list[tuple[str, int]] = field(default_factory=list)
    late: dict[str, datetime] = field(default_factory=dict)  # reminders that are new, and past
    misfit: Event | None = None

    def lay(self, events: Sequence[Event]) -> "Transplant":
        """Apply events until one finds no place, which is then `misfit`. Raises EngineError."""
        ends = {
            (e.subject, e.occurrence): place for place, e in enumerate(events) if e.kind == "task_completed"
        }
        for place, event in enumerate(events):
            if event.kind == MIGRATED:
                self.run.begin_anew(begun(event), event.at)
                continue
            if not self._laid(event):
                self.misfit = event
                return self
            self._pass_over(ends, place)
        return self

    def _laid(self, event: Event) -> bool:
        while not self._fits(event):
            if self._is_gone(event):
                self._lapse(event)
                return True
            if any(p.element.id in self.do_now for p in self.run.positions().tasks.values()):
                self.aside.append(event)
                return True
            if event.kind == "timer_skipped":
                return True
            in_the_way = list(self._in_the_way())
            if not in_the_way:
                return False
            for position in in_the_way:  # to see what else there is, as if it did not apply
                if position.element.id not in self.when_passed:
                    self.asked.setdefault(position.element.id, position)
                self._skip(position)
        if self.known is not None and event.kind == "timer_fired":
            self._compare_due(event)
        self.run.apply(event)
        return True

    def _compare_due(self, event: Event) -> None:
        """Note when this timer, which stays fired, would have been due on this version."""
        due = self.run.due_at(self.run.positions().timers[event.subject, event.occurrence])
        if due is None or due > event.at:
            self.early.append((event, due))

    def _fits(self, event: Event) -> bool:
        if event.kind == "task_completed":
            return (event.subject, event.occurrence) in self.run.positions().tasks
        if event.kind in TIMERS:
            return (event.subject, event.occurrence) in self.run.positions().timers
        if event.kind == "message_received":
            return any(p.element.message == event.subject for p in self.run.positions().waits.values())
        return True

    def _is_gone(self, event: Event) -> bool:
        """Whether the version has nothing any more that this event could be about."""
        elements = self.run.definition.elements
        if event.kind == "message_received":
            return all(one.message != event.subject for one in elements.values())
        found = elements.get(event.subject)
        if event.kind in TIMERS:
            return found is None or not found.timer
        return found is None or found.kind != "userTask"

    def _lapse(self, event: Event) -> None:
        self.lapsed.append(event)
        if event.kind == "task_completed":  # what was answered stays known: letters may tell of it
            self.run.data.answers[event.subject] = dict(event.payload or {})
            self.run.data.facts.setdefault(DOERS, {})[event.subject] = event.actor

    def _in_the_way(self) -> Iterator[Position]:
        """Yield open steps because of which an event has no place: new ones, or else those that moved."""
        if self.known is None or self.run.completed:
            return
        tasks = self.run.positions().tasks.values()
        new = [p for p in tasks if p.element.id not in self.known]
        yield from new or [p for p in tasks if p.element.id not in self.before]

    def _pass_over(self, ends: Mapping[tuple[str, int], int], place: int) -> None:
        """Pass over the steps that do not apply, unless somebody did one all the same further on."""
        while True:
            here = self.run.positions()
            found = [
                p
                for (step, n), p in here.tasks.items()
                if (step, n) in self.passed_over
                or (step in self.not_applicable and ends.get((step, n), -1) <= place)
            ]
            if self.passed_over:
                found += [p for key, p in here.timers.items() if key in self.passed_over]
            if not found:
                return
            self._skip(found[0])

    def pass_over_late(self, at: datetime) -> None:
        """Pass over the reminders that only this version has and that come too late for this case."""
        for position in list(self.run.positions().timers.values()):
            element = position.element
            if element.is_reminder and element.id not in (self.known or ()):
                due = self.run.due_at(position)
                if due is not None and due <= at:
                    self.late[element.id] = due
                    self._skip(position)

    def _skip(self, position: Position) -> None:
        self.skipped.append((position.element.id, position.occurrence))
        self.run.skip(position)

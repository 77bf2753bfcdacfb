"""Going back: which events of a history still count, and what a case is without the others.

Nothing is ever removed from a history. An event `steps_undone` says from which event on the steps no
longer count; the state of a case is that of the events that do count, applied in order. What people put
right or added by hand in between (`facts_amended`, `calendar_changed`) is no step of the process: a
corrected name, a party that was added (Awb 9:7) or a new decree stands, whatever step is done anew, unless
it is itself what is taken back. A move to another version stands as well; steps that it set aside (see
`engine.transplant`) count again once that move itself is undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from engine.errors import CannotGoBack
from engine.ports import Change, Event, TaskClosed, TaskKey
from engine.state import State

UNDONE: Literal["steps_undone"] = "steps_undone"
MIGRATED: Literal["migrated"] = "migrated"
MIGRATION_UNDONE: Literal["migration_undone"] = "migration_undone"
STANDING = ("facts_amended", "calendar_changed", MIGRATED)


def effective(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, in order. A rewind itself leaves nothing but what it takes away."""
    counting: list[Event] = []
    before: list[Event] = []  # what counted before the latest move to another version
    for event in events:
        if event.kind == UNDONE:
            counting = [one for one in counting if _stands(one, event.occurrence)]
        elif event.kind == MIGRATION_UNDONE:
            counting = before  # nothing else happened in between, see `engine.migration`
        elif event.kind == MIGRATED:
            before, aside = counting, set_aside(event)
            counting = [*(one for one in counting if one.seq not in aside), event]
        else:
            counting.append(event)
    return counting


def set_aside(event: Event) -> frozenset[int]:
    """Return the numbers of the events that no longer count because of this move to another version."""
    return frozenset((event.payload or {}).get("opnieuw", ()))


def undone_by(events: Sequence[Event], first: int) -> tuple[Event, ...]:
    """Return what would no longer count of `events` when the steps from `first` on are undone."""
    return tuple(one for one in effective(events) if not _stands(one, first))


def _stands(event: Event, first: int) -> bool:
    return event.seq < first or (event.seq != first and event.kind in STANDING)


def refuse_unless_step(events: Sequence[Event], seq: int, *, kinds: Sequence[str]) -> None:
    """Raise CannotGoBack unless `seq` is an event of one of these kinds that counts."""
    found = next((one for one in effective(events) if one.seq == seq), None)
    if found is None or found.kind not in kinds:
        raise CannotGoBack


def refuse_unless_last(events: Sequence[Event], seq: int) -> None:
    """Raise CannotGoBack unless `seq` is the last event that counts, and not the beginning."""
    counting = effective(events)
    if len(counting) < 2 or counting[-1].seq != seq or counting[-1].kind == MIGRATED:
        raise CannotGoBack("Er is inmiddels iets anders met de zaak gebeurd.")


def whole(change: Change, undone: Sequence[Event], now: State) -> Change:
    """Return the change of a rewind with what is undone and every row: those of a closed case had stopped."""
    cancelled = {one.key: one for one in change.closed}
    for event in undone:
        key = TaskKey(change.case_id, event.subject, event.occurrence)
        if event.kind == "task_completed" and (key.bpmn_id, key.occurrence) not in now.tasks:
            cancelled[key] = TaskClosed(key, "cancelled")
    return replace(
        change,
        closed=tuple(cancelled.values()),
        timers=now.timers,
        waits=now.waits,
        terms=now.terms,
        undone=tuple(undone),
    )


def latest_answers(events: Iterable[Event]) -> Mapping[str, Event]:
    """Return by task the event with its latest answers that count."""
    return {event.subject: event for event in effective(events) if event.kind == "task_completed"}

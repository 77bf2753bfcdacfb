"""Where a case stands in its diagrams: what is done, where it is now, what can come next."""

from collections.abc import Iterable

from webapp.drawing import Course, State
from webapp.store.queries import OpenTask, TimelineEntry, WaitRow
from webapp.whereabouts import states_at


def states_of(
    entries: Iterable[TimelineEntry], tasks: Iterable[OpenTask], waits: Iterable[WaitRow], course: Course
) -> dict[str, State]:
    """Return the state of every element that the case has passed, is at, or can reach next."""
    here = [task.bpmn_id for task in tasks if task.state == "open"] + [wait.bpmn_id for wait in waits]
    counting = [entry for entry in entries if entry.counts]
    passed = {step.bpmn_id for entry in counting for step in entry.steps}
    passed |= {entry.subject for entry in counting if entry.kind in ("task_completed", "timer_fired")}
    return states_at(here, passed, course)

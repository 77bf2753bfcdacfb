"""The history of a case in a scenario, told: on which day, who, what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.bpmn.profile import Element
from engine.forms.dutch import MONTHS
from engine.ports import Change, Event

SYSTEM = "systeem"
KINDS = {
    "task": "taak", "letter": "brief", "message": "bericht", "decision": "beslistabel", "status": "stand",
    "fact": "gegeven", "timer": "klok", "end": "einde", "call": "deelproces",
    "case": "andere zaak", "term": "termijn",
}  # fmt: skip
LONGEST = 30  # happenings told; a story of more has its beginning left out


@dataclass(frozen=True)
class Happening:
    """One line of the history."""

    day: date
    actor: str
    what: str

    def __str__(self) -> str:
        return f"{dutch(self.day)}  {self.actor} · {self.what}"


def dutch(day: date) -> str:
    """Return `24 maart 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def happenings(change: Change, day: date, elements: Mapping[str, Element]) -> Iterator[Happening]:
    """Yield what one change brought: first what people or the clock did, then what followed from it."""
    for event in change.events:
        if told := _told(event, elements):
            yield Happening(day, event.actor, told)
    for step in change.steps:
        yield Happening(day, step.detail.get("actor", SYSTEM), f"{KINDS[step.kind]}: {step.title}")


def _told(event: Event, elements: Mapping[str, Element]) -> str:
    """Return what happened, for events that leave no step behind."""
    match event.kind:
        case "started":
            begin = next((e for e in elements.values() if _begins(e, event.subject)), None)
            return f"begin: {begin.label if begin else event.subject}"
        case "facts_amended":
            return f"wijziging: {event.reason}"
        case "calendar_changed":
            return f"kalender: {event.reason}"
        case "steps_undone":
            return f"terug naar een eerdere stap: {event.reason}"
        case "migrated":
            return f"verder op een andere versie: {event.reason}"
        case "migration_undone":
            return f"terug op de vorige versie: {event.reason}"
        case "case_merged":
            return f"samengevoegd met {event.subject}"
        case "timer_skipped":
            return f"klok overgeslagen: {elements[event.subject].label}"
    return ""


def _begins(element: Element, process: str) -> bool:
    return element.kind == "startEvent" and element.scope == process


def lines(story: Sequence[Happening]) -> list[str]:
    """Return the history as lines of text; of a long one the last part."""
    left_out = len(story) - LONGEST
    first = [f"  (en {left_out} eerdere gebeurtenissen)"] if left_out > 0 else []
    return [*first, *(f"  {happening}" for happening in story[-LONGEST:])]

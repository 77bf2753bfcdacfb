"""A case as its resident sees it: what we did, where it is, what can come next, in plain words.

The words are those of the diagram (`inwoner_titel`, `inwoner_uitleg`), so a process owner who changes
a step changes the resident's page with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from webapp.drawing import Course, Node
from webapp.processes import course
from webapp.store import queries
from webapp.store.queries import CaseHead, OpenTask, TermView, TimelineEntry, WaitRow
from webapp.wording import long_day, noun

SETTLEMENT = "afdoening"  # key of the term of Awb 9:11
REOPENED = "Wij kijken er opnieuw naar"
REOPENED_TEXT = "Wij waren klaar, maar hebben de zaak weer geopend. Hieronder leest u wat wij nu doen."
_ICONS = {
    "start": "inbox",
    "letter": "mail",
    "message": "mail",
    "timer": "clock",
    "end": "flag",
    "decision": "decision",
}


@dataclass(frozen=True)
class JourneyStep:
    """One line of the journey. `css` is is-done, is-now or is-later."""

    css: str
    icon: str
    title: str
    text: str = ""
    meta: str = ""


@dataclass(frozen=True)
class Reply:
    """Something the resident can let us know now. `message` is what the process waits for.

    `optional`: the case goes on without it, such as a withdrawal.
    """

    message: str
    title: str
    text: str
    optional: bool = False


@dataclass(frozen=True)
class Journey:
    done: tuple[JourneyStep, ...]
    now: tuple[JourneyStep, ...]
    later: tuple[JourneyStep, ...]
    replies: tuple[Reply, ...]

    @property
    def ahead(self) -> tuple[JourneyStep, ...]:
        """Where it is and what can come."""
        return self.now + self.later


def resident_journey(case_id: str, today: date) -> Journey:
    """Return the journey of a case. Raises LookupError when there is no such case."""
    case = queries.case_by_id(case_id)
    if case is None:
        raise LookupError(case_id)
    tasks = [task for task in queries.case_tasks(case_id) if task.state == "open"]
    waits = queries.case_waits(case_id)
    return journey(
        case,
        queries.case_timeline(case_id),
        tasks,
        waits,
        course(case.bundle),
        answer=_answer(queries.case_terms(case_id), today),
    )


def journey(
    case: CaseHead,
    timeline: Sequence[TimelineEntry],
    tasks: Sequence[OpenTask],
    waits: Sequence[WaitRow],
    map_: Course,
    *,
    answer: str = "",
) -> Journey:
    """Tell the journey from the rows of a case; a pure function of what the store knows.

    `answer` says when our answer comes; empty when it has been given or has no date.
    """
    here = [task.bpmn_id for task in tasks]
    awaited = [wait.bpmn_id for wait in waits if not map_.is_on_an_edge(wait.bpmn_id)]
    underway = {*here, *awaited, *map_.callers([*here, *awaited])}
    possible = [*_speaking(map_, awaited), *map_.next(here, _speaks)]
    return Journey(
        done=tuple(_done(timeline, underway)),
        now=tuple(_now(_speaking(map_, here), case)),
        later=tuple(_later(possible, case, answer)),
        replies=tuple(
            Reply(wait.message, _title(node), _text(node), map_.is_on_an_edge(wait.bpmn_id))
            for wait in waits
            for node in _speaking(map_, [wait.bpmn_id])
        ),
    )


def _speaking(map_: Course, node_ids: Iterable[str]) -> list[Node]:
    """Return those of the elements that have words for the resident."""
    return [
        map_.nodes[node_id] for node_id in node_ids if node_id in map_.nodes and _speaks(map_.nodes[node_id])
    ]


def _speaks(node: Node) -> bool:
    return bool(node.properties.get("inwoner_titel"))


def _done(timeline: Sequence[TimelineEntry], underway: set[str]) -> Iterable[JourneyStep]:
    told: set[str] = set()
    for entry in timeline:
        if _is_undo(entry):
            continue
        if _opens_again(entry, timeline):
            yield JourneyStep("is-done", "process", REOPENED, REOPENED_TEXT, long_day(entry.at))
        if entry.undone_by is not None:
            continue
        for step in entry.steps:
            if step.bpmn_id == f"termijn.{SETTLEMENT}" and step.detail.get("naar"):
                day = long_day(step.detail["naar"])
                title, text = (
                    "De datum van ons antwoord is veranderd",
                    f"U krijgt uiterlijk op {day} antwoord.",
                )
                yield JourneyStep("is-done", "clock", title, text, long_day(entry.at))
                continue
            passed = step.bpmn_id not in underway and step.kind != "call"  # its own steps tell more
            if not passed or not step.resident_title or step.resident_title in told:
                continue
            told.add(step.resident_title)
            icon = _ICONS.get(step.kind, "check")
            yield JourneyStep("is-done", icon, step.resident_title, step.resident_text, long_day(entry.at))


def _is_undo(entry: TimelineEntry) -> bool:
    """Whether somebody took back his last act at once: nobody outside ever heard of what that had done."""
    return entry.kind == "steps_undone" and not entry.reason


def _opens_again(entry: TimelineEntry, timeline: Sequence[TimelineEntry]) -> bool:
    """Whether this opened a case that had ended; anything else that was taken back is our own business."""
    ended = (one for one in timeline if one.undone_by == entry.seq)
    return entry.kind == "steps_undone" and any(
        step.kind == "end" and step.process == timeline[0].subject for one in ended for step in one.steps
    )


def _now(nodes: Sequence[Node], case: CaseHead) -> Iterable[JourneyStep]:
    if case.state == "closed":
        return
    if not nodes:
        yield JourneyStep(
            "is-now", "process", case.status_text or f"Wij zijn met uw {noun(case.process)} bezig", meta="Nu"
        )
    for title, text in dict.fromkeys((_title(node), _text(node)) for node in nodes):
        yield JourneyStep("is-now", "process", title, text, "Hier zijn wij nu mee bezig")


def _later(nodes: Sequence[Node], case: CaseHead, answer: str) -> Iterable[JourneyStep]:
    if case.state == "closed":
        return
    for title, text in dict.fromkeys((_title(node), _text(node)) for node in nodes):
        yield JourneyStep("is-later", "next", title, text, "Dit kan hierna komen")
    if answer:
        yield JourneyStep("is-later", "flag", "U heeft ons antwoord", meta=answer)


def _answer(terms: Sequence[TermView], today: date) -> str:
    for term in terms:
        if term.key == SETTLEMENT and term.running and term.last_day:
            return "Zo snel mogelijk" if term.is_late(today) else f"Uiterlijk {long_day(term.last_day)}"
    return ""


def _title(node: Node) -> str:
    return node.properties.get("inwoner_titel", "")


def _text(node: Node) -> str:
    return node.properties.get("inwoner_uitleg", "")

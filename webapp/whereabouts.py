"""A case on its diagrams: drawn with what is done, where it is now and what can come next, and in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from webapp.drawing import Course, Node, OutlineStep, State, draw_diagram, outline

_PLACES = ("Task", "task", "callActivity", "subProcess", "Event")
_NOTHING = Markup()


@dataclass(frozen=True)
class DrawnProcess:
    """One diagram of the case, with the same in words; without either until somebody opens it."""

    title: str
    svg: Markup
    steps: Sequence[OutlineStep]
    is_here: bool
    process: str = ""
    told: Markup = _NOTHING  # the steps as items of a list
    calls: Sequence[tuple[str, str]] = ()  # process and name of each part that is drawn apart


def states_at(here: Collection[str], passed: Collection[str], course: Course) -> dict[str, State]:
    """Return the state of every element: `passed`, `here`, or what a case that is `here` can reach next."""
    current = {*here, *course.callers(here)}
    following = {node.id for node in course.next(list(here), _is_place)}
    states: dict[str, State] = dict.fromkeys(following, "possible")
    states |= dict.fromkeys(passed, "done")
    states |= dict.fromkeys(current, "current")
    return states


def draw_case(
    process: str, states: Mapping[str, State], course: Course, files: Mapping[str, bytes], asked: str = ""
) -> list[DrawnProcess]:
    """Return the main diagram, that of the part where the case is, and the one asked for.

    Every other part that the case has been in comes without its drawing: it is drawn when somebody opens it.
    """
    here = {
        course.process_of(node_id)
        for node_id, state in states.items()
        if state == "current" and not (node_id in course.nodes and course.nodes[node_id].called)
    }
    touched = {course.process_of(node_id) for node_id, state in states.items() if state != "possible"}
    order = [process, *sorted((touched | {asked}) - {process, ""})]
    opened = {process, asked, *here}
    return [_drawn(files[name], states, course, name, name in opened) for name in order if name in files]


def where(states: Mapping[str, State], course: Course) -> str:
    """Return the position in a sentence."""
    here = [node_id for node_id, state in states.items() if state == "current" and node_id in course.nodes]
    inner = [course.nodes[node_id] for node_id in here if not course.nodes[node_id].called]
    names = [node.name for node in inner if node.name]
    if not names:
        return "Er staat geen stap meer open."
    return f"De zaak staat bij: {', '.join(names)}."


def _is_place(node: Node) -> bool:
    return bool(node.name) and node.kind.endswith(_PLACES) and node.kind != "startEvent"


def _drawn(
    xml: bytes, states: Mapping[str, State], course: Course, process: str, opened: bool
) -> DrawnProcess:
    diagram = course.diagrams[process]
    title = diagram.title or process.replace("_", " ").capitalize()
    if not opened:
        return DrawnProcess(title, Markup(), (), False, process)
    mine = {node_id: state for node_id, state in states.items() if course.process_of(node_id) == process}
    svg, steps, told = _painted(xml, frozenset(mine.items()))
    calls = {node.called: node.name for node in diagram.nodes.values() if node.called}
    return DrawnProcess(title, svg, steps, "current" in mine.values(), process, told, tuple(calls.items()))


@lru_cache(
    maxsize=256
)  # many cases stand at the same place, and a drawing costs more than all else on the page
def _painted(
    xml: bytes, states: frozenset[tuple[str, State]]
) -> tuple[Markup, tuple[OutlineStep, ...], Markup]:
    told = dict(states)
    steps = tuple(outline(xml, told))
    return draw_diagram(xml, told), steps, Markup().join(map(_item, steps))


def _item(step: OutlineStep) -> Markup:
    """Return one step in words, with what can follow."""
    here = Markup(' class="is-here"') if step.state == "current" else ""
    kind = f"{step.kind}, {step.lane}" if step.lane else step.kind
    state = f": {step.state_text}" if step.state_text else ""
    following = "; ".join(f"{label} → {name}" if label else name for label, name in step.next)
    after = f" Daarna: {following}." if following else ""
    return Markup("<li{}><strong>{}</strong> ({}){}.{}</li>").format(here, step.name, kind, state, after)

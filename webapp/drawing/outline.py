"""The diagram in words: a numbered list for people who do not see it, and for small screens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.drawing.diagram import Diagram, Shape, read_diagram
from webapp.drawing.painter import STATE_TEXT, State

_KINDS = {
    "userTask": "taak",
    "manualTask": "taak",
    "serviceTask": "automatisch",
    "sendTask": "automatisch",
    "scriptTask": "automatisch",
    "businessRuleTask": "beslistabel",
    "receiveTask": "wacht op bericht",
    "callActivity": "deelproces",
    "subProcess": "deelproces",
    "exclusiveGateway": "keuze",
    "parallelGateway": "tegelijk",
    "eventBasedGateway": "wacht op wat het eerst komt",
    "startEvent": "begin",
    "endEvent": "einde",
}
_EVENT_KINDS = {"timerEventDefinition": "klok", "messageEventDefinition": "bericht"}


@dataclass(frozen=True)
class OutlineStep:
    """One element in words. `next` names what can follow: (label of the flow, name of the element)."""

    id: str
    kind: str
    name: str
    lane: str
    state: State | None
    next: tuple[tuple[str, str], ...]

    @property
    def state_text(self) -> str:
        return STATE_TEXT[self.state] if self.state else ""


def outline(xml: bytes, states: Mapping[str, State] | None = None) -> list[OutlineStep]:
    """Return the named elements of the BPMN file `xml` in the order in which work reaches them.

    Boundary events follow right after the step they sit on. Raises UnreadableFile on unsafe XML.
    """
    diagram, states = read_diagram(xml), states or {}
    shapes = {shape.id: shape for shape in diagram.shapes}
    return [
        OutlineStep(
            id=identity,
            kind=_kind(shapes[identity]),
            name=shapes[identity].name,
            lane=diagram.lanes.get(identity, ""),
            state=states.get(identity),
            next=_next(diagram, shapes, identity),
        )
        for identity in _walk(diagram, shapes)
        if shapes[identity].name
    ]


def _kind(shape: Shape) -> str:
    if shape.kind in _KINDS:
        return _KINDS[shape.kind]
    return _EVENT_KINDS.get(shape.event, "gebeurtenis")


def _walk(diagram: Diagram, shapes: Mapping[str, Shape]) -> Iterator[str]:
    """Breadth first from the start events; left to right where the flows leave it open."""
    followers: dict[str, list[str]] = {}
    for flow in diagram.flows:
        followers.setdefault(flow.source, []).append(flow.target)
    for node in diagram.nodes.values():
        if node.attached_to:
            followers.setdefault(node.attached_to, []).insert(0, node.id)
    nodes = [shape for shape in diagram.shapes if shape.id in diagram.nodes]
    nodes.sort(key=lambda shape: (shape.kind != "startEvent", shape.box.x, shape.box.y))
    seen: dict[str, None] = {}
    queue = [shape.id for shape in nodes if shape.kind == "startEvent"]
    while queue or len(seen) < len(nodes):
        if not queue:  # inside a sub-process, or not connected to anything
            queue = [next(shape.id for shape in nodes if shape.id not in seen)]
        identity = queue.pop(0)
        if identity not in seen and identity in shapes:
            seen[identity] = None
            queue.extend(followers.get(identity, ()))
    yield from seen


def _next(diagram: Diagram, shapes: Mapping[str, Shape], identity: str) -> tuple[tuple[str, str], ...]:
    """Follow nameless gateways through, so the sentence names steps a reader knows."""
    found: dict[tuple[str, str], None] = {}
    queue, seen = [("", identity)], {identity}
    while queue:
        label, source = queue.pop(0)
        for flow in diagram.flows:
            if flow.source != source or flow.target not in shapes:
                continue
            words = flow.name or label
            if name := shapes[flow.target].name:
                found[words, name] = None
            elif flow.target not in seen:
                seen.add(flow.target)
                queue.append((words, flow.target))
    return tuple(found)

"""Read the drawn part of a BPMN file: which shapes and lines stand where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from engine import parse_xml as parse

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_BPMNDI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_DI = "{http://www.omg.org/spec/DD/20100524/DI}"
_ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"

_NODE_KINDS = ("Task", "task", "Event", "Gateway", "callActivity", "subProcess")

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle in px; `x`, `y` is its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Shape:
    """A drawn element. `kind` is the BPMN tag name; `event` the tag of its event definition, if any."""

    id: str
    kind: str
    name: str
    box: Box
    label: Box | None = None
    event: str = ""
    interrupting: bool = True
    expanded: bool = True
    horizontal: bool = True

    @property
    def is_container(self) -> bool:
        return self.kind in {"participant", "lane"}


@dataclass(frozen=True)
class Edge:
    """A drawn connection; `is_default` marks the default flow of a gateway."""

    id: str
    kind: str
    name: str
    points: tuple[Point, ...]
    label: Box | None = None
    is_default: bool = False


@dataclass(frozen=True)
class Flow:
    """A sequence flow of the model, drawn or not."""

    source: str
    target: str
    name: str


@dataclass(frozen=True)
class Node:
    """A flow node of the model: what it means, apart from where it is drawn."""

    id: str
    kind: str
    name: str
    scope: str  # id of the process or sub-process that holds it
    called: str = ""  # id of the process a call activity calls
    attached_to: str = ""  # id of the activity a boundary event sits on
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Diagram:
    """Everything the painter and the texts need of one BPMN file."""

    title: str
    shapes: tuple[Shape, ...]
    edges: tuple[Edge, ...]
    flows: tuple[Flow, ...]
    nodes: Mapping[str, Node]
    lanes: Mapping[str, str]  # element id -> lane name


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _bounds(parent: etree._Element | None) -> Box | None:
    bounds = None if parent is None else parent.find(f"{_DC}Bounds")
    if bounds is None:
        return None
    return Box(*(float(bounds.get(key) or 0) for key in ("x", "y", "width", "height")))


def _name(element: etree._Element) -> str:
    if _tag(element) == "textAnnotation":
        return " ".join((element.findtext(f"{_BPMN}text") or "").split())
    return " ".join((element.get("name") or "").split())


def _event_definition(element: etree._Element) -> str:
    return next((_tag(child) for child in element if _tag(child).endswith("EventDefinition")), "")


def _shapes(root: etree._Element, elements: Mapping[str, etree._Element]) -> Iterator[Shape]:
    for drawn in root.iter(f"{_BPMNDI}BPMNShape"):
        element, box = elements.get(drawn.get("bpmnElement") or ""), _bounds(drawn)
        if element is None or box is None:
            continue
        not_interrupting = "false" in (element.get("cancelActivity"), element.get("isInterrupting"))
        yield Shape(
            id=element.get("id") or "",
            kind=_tag(element),
            name=_name(element),
            box=box,
            label=_bounds(drawn.find(f"{_BPMNDI}BPMNLabel")),
            event=_event_definition(element),
            interrupting=not not_interrupting,
            expanded=drawn.get("isExpanded") != "false",
            horizontal=drawn.get("isHorizontal") != "false",
        )


def _edges(root: etree._Element, elements: Mapping[str, etree._Element]) -> Iterator[Edge]:
    defaults = {element.get("default") for element in elements.values()} - {None}
    for drawn in root.iter(f"{_BPMNDI}BPMNEdge"):
        element = elements.get(drawn.get("bpmnElement") or "")
        points = tuple(
            (float(p.get("x") or 0), float(p.get("y") or 0)) for p in drawn.findall(f"{_DI}waypoint")
        )
        if element is None or len(points) < 2:
            continue
        identity = element.get("id") or ""
        label = _bounds(drawn.find(f"{_BPMNDI}BPMNLabel"))
        yield Edge(identity, _tag(element), _name(element), points, label, identity in defaults)


def _lanes(root: etree._Element) -> dict[str, str]:
    return {
        (ref.text or "").strip(): _name(lane)
        for lane in root.iter(f"{_BPMN}lane")
        for ref in lane.findall(f"{_BPMN}flowNodeRef")
    }


def _nodes(root: etree._Element) -> Iterator[Node]:
    for element in root.iter(f"{_BPMN}*"):
        if not _tag(element).endswith(_NODE_KINDS) or not element.get("id"):
            continue
        parent = element.getparent()
        called = next(element.iter(f"{_ZEEBE}calledElement"), None)
        pairs = element.iterfind(f"{_BPMN}extensionElements/{_ZEEBE}properties/{_ZEEBE}property")
        yield Node(
            id=element.get("id") or "",
            kind=_tag(element),
            name=_name(element),
            scope="" if parent is None else parent.get("id") or "",
            called=(called.get("processId") or "")
            if _tag(element) == "callActivity" and called is not None
            else "",
            attached_to=element.get("attachedToRef") or "",
            properties={pair.get("name") or "": pair.get("value") or "" for pair in pairs},
        )


@lru_cache(maxsize=192)  # a few versions
def read_diagram(xml: bytes) -> Diagram:
    """Return the drawing and the model in the BPMN file `xml`.

    Raises UnreadableFile when it is no safe XML. A file without drawing gives a diagram without shapes.
    """
    root = parse(xml, "diagram.bpmn")
    elements = {
        identity: element
        for element in root.iter(f"{_BPMN}*")
        if (identity := element.get("id")) and not _tag(element).startswith("BPMN")
    }
    flows = tuple(
        Flow(flow.get("sourceRef") or "", flow.get("targetRef") or "", _name(flow))
        for flow in root.iter(f"{_BPMN}sequenceFlow")
    )
    process = next(root.iter(f"{_BPMN}process"), None)
    return Diagram(
        title="" if process is None else _name(process),
        shapes=tuple(_shapes(root, elements)),
        edges=tuple(_edges(root, elements)),
        flows=flows,
        nodes={node.id: node for node in _nodes(root)},
        lanes=_lanes(root),
    )

"""Reads the elements of a diagram with their Camunda 8 (`zeebe:`) extensions (design §4).

SpiffWorkflow gets the flow of control; everything else that a step needs is read here, once per
version, into plain :class:`Element` objects keyed by element id.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from engine import xml

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
NS = {"bpmn": BPMN, "zeebe": ZEEBE}

FLOW_NODES = frozenset(
    {
        "startEvent",
        "endEvent",
        "userTask",
        "serviceTask",
        "scriptTask",
        "businessRuleTask",
        "callActivity",
        "subProcess",
        "exclusiveGateway",
        "parallelGateway",
        "eventBasedGateway",
        "boundaryEvent",
        "intermediateCatchEvent",
        "intermediateThrowEvent",
    }
)


@dataclass(frozen=True)
class Element:
    """One flow node of a diagram with everything the engine needs to know about it."""

    id: str
    kind: str  # local name of the BPMN tag
    label: str
    process: str  # id of the executable process it is drawn in
    scope: str  # id of the process or embedded sub-process that directly holds it
    file: str
    line: int
    lane: str = ""
    documentation: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    form: str = ""  # form id; by convention the element id
    due: str = ""  # FEEL
    candidates: tuple[str, ...] = ()
    block: str = ""  # building block of a service task
    headers: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)  # target -> FEEL
    decision: str = ""
    script: str = ""  # FEEL
    result: str = ""  # variable that receives the result
    called: str = ""
    attached_to: str = ""
    interrupting: bool = True
    timer: str = ""
    message: str = ""

    @property
    def role(self) -> str:
        """Return who may act: the lane, unless the task names exactly one group of its own."""
        return self.candidates[0] if len(self.candidates) == 1 else self.lane

    def listed(self, name: str) -> list[str]:
        """Return the names in a property, which may stand apart by spaces, commas or semicolons."""
        return list(_names_in(self.properties[name])) if name in self.properties else []

    @property
    def starters(self) -> tuple[str, ...]:
        """Return who may start the process that begins here: roles and `inwoner`; nobody when empty."""
        names = self.properties.get("wie_start", "").split(",")
        return tuple(name.strip() for name in names if name.strip())

    @property
    def place(self) -> str:
        """Return where it is drawn, for error messages: file, line and id."""
        return f"{self.file}, regel {self.line}, element {self.id}"

    @property
    def basis(self) -> str:
        return self.properties.get("grondslag", "")

    @property
    def waits_for(self) -> str:
        return self.properties.get("wacht_op", "")

    @property
    def is_reminder(self) -> bool:
        return self.properties.get("herinnering") == "ja"


@lru_cache(maxsize=1024)
def _names_in(text: str) -> tuple[str, ...]:
    return tuple(each for each in re.split(r"[\s,;]+", text) if each)


def read_diagram(data: bytes, filename: str) -> tuple[etree._Element, dict[str, Element]]:
    """Return the XML root of a diagram and its elements by id. Raises UnreadableFile."""
    return xml.parse(data, filename), dict(_elements(data, filename))


@lru_cache(
    maxsize=512
)  # two versions have most of their diagrams in common, and a draft changes one at a time
def _elements(data: bytes, filename: str) -> dict[str, Element]:
    root = xml.parse(data, filename)  # of its own: who parses a process may keep the other one
    messages = {m.get("id", ""): m.get("name", "") for m in root.iterfind("bpmn:message", NS)}
    elements: dict[str, Element] = {}
    for process in root.iterfind("bpmn:process", NS):
        lanes = _lanes(process)
        for node, scope, lane in _nodes(process, process.get("id", ""), "", lanes):
            element = _element(node, process.get("id", ""), scope, lane, messages, filename)
            elements[element.id] = element
    return elements


def _lanes(process: etree._Element) -> dict[str, str]:
    """Return element id -> lane name; the innermost lane of nested lane sets wins."""
    found: dict[str, str] = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):
        for reference in lane.iterfind("bpmn:flowNodeRef", NS):
            found[(reference.text or "").strip()] = lane.get("name", "")
    return found


def _nodes(
    container: etree._Element, scope: str, inherited: str, lanes: Mapping[str, str]
) -> Iterator[tuple[etree._Element, str, str]]:
    for node in container:
        if not isinstance(node.tag, str) or etree.QName(node).namespace != BPMN:
            continue
        if etree.QName(node).localname not in FLOW_NODES or not node.get("id"):
            continue
        node_id = node.get("id", "")
        lane = lanes.get(node_id, inherited)
        yield node, scope, lane
        if etree.QName(node).localname == "subProcess":
            yield from _nodes(node, node_id, lane, lanes)


def _element(
    node: etree._Element, process: str, scope: str, lane: str, messages: Mapping[str, str], filename: str
) -> Element:
    node_id = node.get("id", "")
    script = _extension(node, "script")
    decision = _extension(node, "calledDecision")
    due = _extension(node, "taskSchedule").get("dueDate", "")
    groups = _extension(node, "assignmentDefinition").get("candidateGroups", "")
    return Element(
        id=node_id,
        kind=etree.QName(node).localname,
        label=" ".join((node.get("name") or node_id).split()),
        process=process,
        scope=scope,
        file=filename,
        line=int(node.sourceline or 0),
        lane=lane,
        documentation=(node.findtext("bpmn:documentation", "", NS) or "").strip(),
        properties=_pairs(node, "properties/zeebe:property", "name", "value"),
        form=_extension(node, "formDefinition").get("formId", node_id),
        due=due,
        candidates=tuple(g.strip(' "') for g in groups.strip("=[] ").split(",") if g.strip(' "')),
        block=_extension(node, "taskDefinition").get("type", ""),
        headers=_pairs(node, "taskHeaders/zeebe:header", "key", "value"),
        inputs=_pairs(node, "ioMapping/zeebe:input", "target", "source"),
        decision=decision.get("decisionId", ""),
        script=script.get("expression", ""),
        result=script.get("resultVariable", "") or decision.get("resultVariable", ""),
        called=_extension(node, "calledElement").get("processId", ""),
        attached_to=node.get("attachedToRef", ""),
        interrupting=node.get("cancelActivity", "true") != "false",
        timer=_timer(node),
        message=_message(node, messages),
    )


def _extension(node: etree._Element, name: str) -> Mapping[str, str]:
    found = node.find(f"bpmn:extensionElements/zeebe:{name}", NS)
    return {} if found is None else {str(k): str(v) for k, v in found.attrib.items()}


def _pairs(node: etree._Element, path: str, key: str, value: str) -> dict[str, str]:
    found = node.iterfind(f"bpmn:extensionElements/zeebe:{path}", NS)
    return {e.get(key, ""): e.get(value, "") for e in found}


def _timer(node: etree._Element) -> str:
    definition = node.find("bpmn:timerEventDefinition", NS)
    if definition is None:
        return ""
    for tag in ("timeDate", "timeDuration"):
        text = definition.findtext(f"bpmn:{tag}", "", NS)
        if text and text.strip():
            return text.strip()
    return ""


def _message(node: etree._Element, messages: Mapping[str, str]) -> str:
    definition = node.find("bpmn:messageEventDefinition", NS)
    return "" if definition is None else messages.get(definition.get("messageRef", ""), "")

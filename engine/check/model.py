"""The diagrams of a bundle as a graph that rules can ask questions of.

Built from the XML itself, with source lines, and lenient: whatever is missing or wrong stays visible
(a dangling flow has no target node), so that a rule can tell about it. The parser of the engine is
stricter and knows no lines; that is why the checker does not use it.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from engine.bpmn.profile import BPMN, ZEEBE

TASKS = frozenset({"userTask", "serviceTask", "scriptTask", "businessRuleTask", "callActivity"})
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "eventBasedGateway"})
EVENTS = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"
})  # fmt: skip
FOREIGN = frozenset({
    "task", "manualTask", "sendTask", "receiveTask", "inclusiveGateway", "complexGateway",
    "transaction", "adHocSubProcess",
})  # fmt: skip
FLOW_NODES = TASKS | GATEWAYS | EVENTS | FOREIGN | {"subProcess"}


def local(element: etree._Element) -> str:
    """Return the tag without namespace; comments and processing instructions give ''."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def namespace(element: etree._Element) -> str:
    return etree.QName(element).namespace or "" if isinstance(element.tag, str) else ""


def line_of(element: etree._Element) -> int:
    return int(element.sourceline or 1)


def bpmn(parent: etree._Element, tag: str) -> list[etree._Element]:
    return parent.findall(f"{{{BPMN}}}{tag}")


def zeebe(parent: etree._Element, tag: str) -> etree._Element | None:
    """Return the first `zeebe:<tag>` among the extension elements of `parent`."""
    return parent.find(f"{{{BPMN}}}extensionElements/{{{ZEEBE}}}{tag}")


@dataclass(eq=False)
class Flow:
    """A sequence flow. `source` and `target` are None when the reference leads nowhere."""

    id: str
    name: str
    line: int
    element: etree._Element
    source_ref: str
    target_ref: str
    source: "Node | None" = None
    target: "Node | None" = None

    @cached_property
    def condition(self) -> etree._Element | None:
        return self.element.find(f"{{{BPMN}}}conditionExpression")


@dataclass(eq=False)
class Node:
    """A flow node with what hangs on it."""

    id: str
    tag: str
    name: str
    line: int
    element: etree._Element
    scope: "Scope"
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    boundaries: list["Node"] = field(default_factory=list)
    inner: "Scope | None" = None

    @cached_property
    def definitions(self) -> list[etree._Element]:
        return [child for child in self.element if local(child).endswith("EventDefinition")]

    @property
    def event(self) -> str:
        """The kind of event: 'timer', 'message', ...; '' for a plain one, '?' when it has several."""
        if len(self.definitions) > 1:
            return "?"
        return local(self.definitions[0]).removesuffix("EventDefinition") if self.definitions else ""

    @property
    def attached_to(self) -> str:
        return self.element.get("attachedToRef", "")

    @property
    def interrupting(self) -> bool:
        return self.element.get("cancelActivity", "true") != "false"

    @property
    def is_event_subprocess(self) -> bool:
        return self.element.get("triggeredByEvent") == "true"

    @property
    def waits(self) -> bool:
        """True when the engine stops here until a person, a message or the clock moves it on."""
        return self.tag == "userTask" or (
            self.tag in {"intermediateCatchEvent", "boundaryEvent", "eventBasedGateway"}
        )

    def successors(self) -> Iterator["Node"]:
        """Nodes that can come next, boundary events of this node included."""
        yield from (flow.target for flow in self.outgoing if flow.target is not None)
        yield from self.boundaries

    @cached_property
    def _extras(self) -> dict[str, etree._Element]:
        extras = [element for holder in bpmn(self.element, "extensionElements") for element in holder]
        return {local(element): element for element in reversed(extras) if namespace(element) == ZEEBE}

    def zeebe(self, tag: str) -> etree._Element | None:
        """Return the first `zeebe:<tag>` among its extension elements."""
        return self._extras.get(tag)

    @cached_property
    def properties(self) -> dict[str, tuple[str, int]]:
        """zeebe:properties as name -> (value, line)."""
        return _pairs(self.zeebe("properties"), "name")

    @cached_property
    def headers(self) -> dict[str, tuple[str, int]]:
        """zeebe:taskHeaders as key -> (value, line)."""
        return _pairs(self.zeebe("taskHeaders"), "key")


@dataclass(eq=False)
class Scope:
    """A process or an embedded sub-process: the border that no sequence flow may cross."""

    element: etree._Element
    depth: int
    owner: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    @property
    def starts(self) -> list[Node]:
        return [node for node in self.nodes if node.tag == "startEvent"]

    def reached_from(self, begin: Iterable[Node]) -> set[Node]:
        """Return the nodes of this scope that a token can reach from `begin`, itself included."""
        seen: set[Node] = set()
        queue = deque(begin)
        while queue:
            node = queue.popleft()
            if node not in seen:
                seen.add(node)
                queue.extend(following for following in node.successors() if following.scope is self)
        return seen


@dataclass(eq=False)
class Lane:
    name: str
    line: int
    element: etree._Element
    node_ids: tuple[str, ...]


@dataclass(eq=False)
class ProcessModel:
    """One process of one file."""

    file: str
    id: str
    name: str
    line: int
    element: etree._Element
    scopes: list[Scope] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)

    @cached_property
    def nodes(self) -> list[Node]:
        return [node for scope in self.scopes for node in scope.nodes]

    @cached_property
    def flows(self) -> list[Flow]:
        return [flow for scope in self.scopes for flow in scope.flows]

    @cached_property
    def by_id(self) -> dict[str, Node]:
        return {node.id: node for node in reversed(self.nodes) if node.id}

    @property
    def is_executable(self) -> bool:
        return self.element.get("isExecutable") != "false"

    @cached_property
    def _by_tag(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.tag, []).append(node)
        return found

    def tagged(self, *tags: str) -> Iterator[Node]:
        if len(tags) == 1:
            return iter(self._by_tag.get(tags[0], ()))
        return (node for node in self.nodes if node.tag in tags)

    @cached_property
    def lane_of(self) -> dict[str, str]:
        """Lane name by node id; nodes in a sub-process take the lane of the sub-process."""
        direct = {node_id: lane.name for lane in self.lanes for node_id in lane.node_ids}
        lanes: dict[str, str] = {}
        for scope in self.scopes:  # an outer scope stands before its inner ones
            inherited = lanes.get(scope.owner.id, "") if scope.owner else ""
            lanes |= {node.id: direct.get(node.id) or inherited for node in scope.nodes}
        return lanes


@dataclass(eq=False)
class Diagram:
    """One .bpmn file that could be read."""

    file: str
    root: etree._Element

    @cached_property
    def processes(self) -> list[ProcessModel]:
        return [_process(self.file, element) for element in bpmn(self.root, "process")]

    @cached_property
    def messages(self) -> dict[str, str]:
        """Message name by id, for messages that have one."""
        return {
            element.get("id", ""): element.get("name", "").strip() for element in bpmn(self.root, "message")
        }


def form_of(node: Node) -> str:
    """Return the name of the form of a task: its id, unless the diagram names another."""
    element = node.zeebe("formDefinition")
    return (element.get("formId") if element is not None else "") or node.id


def called(node: Node) -> str:
    element = node.zeebe("calledElement")
    return "" if element is None else element.get("processId", "")


def _pairs(parent: etree._Element | None, key: str) -> dict[str, tuple[str, int]]:
    if parent is None:
        return {}
    return {child.get(key, ""): (child.get("value", ""), line_of(child)) for child in parent if local(child)}


def _process(file: str, element: etree._Element) -> ProcessModel:
    process = ProcessModel(
        file, element.get("id", ""), element.get("name", "").strip(), line_of(element), element
    )
    pending = deque([Scope(element, depth=0)])
    while pending:  # a loop, not recursion: nesting may be as deep as an attacker likes
        scope = pending.popleft()
        process.scopes.append(scope)
        _fill(scope)
        for node in scope.nodes:
            if node.tag in {"subProcess", "transaction", "adHocSubProcess"}:
                node.inner = Scope(node.element, scope.depth + 1, node)
                pending.append(node.inner)
    _connect(process)
    process.lanes = [_lane(lane) for lane in element.iter(f"{{{BPMN}}}lane")]
    return process


def _fill(scope: Scope) -> None:
    for child in scope.element:
        tag = local(child)
        common = (child.get("id", ""), child.get("name", "").strip(), line_of(child))
        if tag == "sequenceFlow":
            refs = (child.get("sourceRef", ""), child.get("targetRef", ""))
            scope.flows.append(Flow(*common, child, *refs))
        elif tag in FLOW_NODES and namespace(child) == BPMN:
            scope.nodes.append(Node(common[0], tag, common[1], common[2], child, scope))


def _connect(process: ProcessModel) -> None:
    for flow in process.flows:
        flow.source = process.by_id.get(flow.source_ref)
        flow.target = process.by_id.get(flow.target_ref)
        if flow.source is not None:
            flow.source.outgoing.append(flow)
        if flow.target is not None:
            flow.target.incoming.append(flow)
    for node in process.tagged("boundaryEvent"):
        host = process.by_id.get(node.attached_to)
        if host is not None:
            host.boundaries.append(node)


def _lane(element: etree._Element) -> Lane:
    refs = tuple((ref.text or "").strip() for ref in bpmn(element, "flowNodeRef"))
    return Lane(element.get("name", "").strip(), line_of(element), element, refs)

"""The ground that scenarios walk on: the diagrams of a bundle as one graph, called processes included."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine import xml
from engine.bpmn.trace import DEFAULT
from engine.bundle import Bundle
from engine.check.model import Diagram, Flow, Node, ProcessModel, called
from engine.definition import Definition, Element, definition_of
from engine.scenarios import reach


@dataclass(frozen=True)
class Arrival:
    """One way to get to a node: from a node before it, over an arrow if there is one."""

    source: Node
    flow: Flow | None = None


class Ground:
    """All processes of a bundle. Raises EngineError when one cannot be read."""

    def __init__(self, bundle: Bundle) -> None:
        self._definition: Definition = definition_of(bundle.hash, lambda _: bundle.files)
        diagrams = [Diagram(path, xml.parse(data, path)) for path, data in bundle.processes()]
        self.processes: list[ProcessModel] = [p for diagram in diagrams for p in diagram.processes]
        self._arrivals: dict[Node, list[Arrival]] = {}  # hints ask for the same ones over and over

    @property
    def elements(self) -> dict[str, Element]:
        return self._definition.elements

    @cached_property
    def nodes(self) -> dict[str, Node]:
        return {node.id: node for process in self.processes for node in process.nodes}

    @cached_property
    def process_of(self) -> dict[str, ProcessModel]:
        return {node.id: process for process in self.processes for node in process.nodes}

    def label(self, node: Node) -> str:
        return self.elements[node.id].label

    def branch_label(self, flow: Flow) -> str:
        """Return `Klacht in behandeling? → Ja`."""
        source = self.label(flow.source) if flow.source else flow.source_ref
        target = self.label(flow.target) if flow.target else flow.target_ref
        return f"{source} → {' '.join(flow.name.split()) or target}"

    def branches(self, process: ProcessModel) -> Iterator[Flow]:
        """Yield the arrows that leave a gateway where a choice is made."""
        for node in process.tagged("exclusiveGateway", "eventBasedGateway"):
            if len(node.outgoing) > 1:
                yield from node.outgoing

    def branch_key(self, flow: Flow) -> str:
        """Return the key that is reached when a case goes along `flow`.

        Of two arrows with the same condition only the first is ever taken; the other keeps a key that
        nothing reaches.
        """
        gateway = flow.source
        assert gateway is not None
        if gateway.tag == "eventBasedGateway":
            return flow.target_ref
        condition = condition_of(flow)
        twins = [other for other in gateway.outgoing if condition_of(other) == condition]
        return reach.branch(gateway.id, condition) if twins[0] is flow else f"nooit:{gateway.id}/{flow.id}"

    def arrivals(self, node: Node) -> list[Arrival]:
        """Return every way to get to `node`: arrows, the step it sits on, and what starts its process."""
        if node not in self._arrivals:
            self._arrivals[node] = list(self._arriving(node))
        return self._arrivals[node]

    def _arriving(self, node: Node) -> Iterator[Arrival]:
        yield from (Arrival(flow.source, flow) for flow in node.incoming if flow.source is not None)
        if node.attached_to in self.nodes:
            yield Arrival(self.nodes[node.attached_to])
        if node.tag == "startEvent":
            yield from (Arrival(owner) for owner in self._owners(node))

    def _owners(self, start: Node) -> Iterator[Node]:
        if start.scope.owner is not None:
            yield start.scope.owner
        else:
            yield from self._begun_by.get(self.process_of[start.id].id, ())

    @cached_property
    def _begun_by(self) -> dict[str, list[Node]]:
        """Steps by the process that they begin."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            found[self.begins(node)].append(node)
        return found

    def begins(self, node: Node) -> str:
        """Return the process that a step calls, or asks a case of its own for; empty for other steps."""
        if node.tag == "callActivity":
            return called(node)
        element = self.elements[node.id]
        return element.headers.get("proces", "") if element.block == "start_zaak" else ""

    def starts_inside(self, node: Node) -> Iterator[Node]:
        """Yield the start events that a case passes when it enters a sub-process or called process."""
        if node.inner is not None:
            yield from node.inner.starts
        if node.tag == "callActivity":
            yield from self._starts.get(called(node), ())

    @cached_property
    def _starts(self) -> dict[str, list[Node]]:
        """Start events by process."""
        return {process.id: process.scopes[0].starts for process in self.processes}

    def ends_inside(self, node: Node) -> Iterator[Node]:
        """Yield the end events by which a case leaves a sub-process or called process."""
        for start in self.starts_inside(node):
            yield from (other for other in start.scope.nodes if other.tag == "endEvent")


def condition_of(flow: Flow) -> str:
    """Return the condition on an arrow as drawn; DEFAULT for the one that is taken when none is true."""
    if flow.source is not None and flow.source.element.get("default") == flow.id:
        return DEFAULT
    return DEFAULT if flow.condition is None else (flow.condition.text or "").strip()

"""Is a value known by the time it is read? Walks the drawing across sub-processes and calls.

A step that reads the answers of a task which no way has passed before always reads null. Nobody
sees that on the drawing, and the choice behind it silently goes one way.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engine.check.codes import found
from engine.check.expressions import written_in
from engine.check.finding import Finding
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, Scope, called
from engine.check.vocabulary import FUNCTIONS
from engine.feel import FeelError, expression_text, parse_expression

Graph = Mapping[Node, set[Node]]


def values_are_known_when_read(material: Material) -> Iterator[Finding]:
    sources = _sources(material)
    graph = _graph(material)
    after: dict[str, set[Node]] = {}  # computed for names that are read, not for every step there is
    for process in material.processes:
        leaving = {flow.id: flow.source for flow in process.flows}
        for written in written_in(process):
            reader = _reader(process, written.place.id) or leaving.get(written.place.id)
            for name in sorted(_names(written.text, sources)) if reader else ():
                if name not in after:
                    after[name] = _reached(graph, sources[name])
                if reader not in after[name]:
                    message = f"De {written.purpose} leest '{name}', maar dat is hier nog nooit ingevuld."
                    yield found("W87", written.file, written.place, message)


def _sources(material: Material) -> dict[str, list[Node]]:
    """Return the steps that give a name its value: tasks and messages their own, results by name."""
    sources: dict[str, list[Node]] = defaultdict(list)
    for node_id, (_, node) in material.nodes.items():
        if node.tag == "userTask" or node.event == "message":
            sources[node_id].append(node)
    for name, where in material.results().items():
        sources[name].extend(node for _, node in where)
    return sources


def _names(text: str, sources: Mapping[str, list[Node]]) -> set[str]:
    try:
        expression = parse_expression(expression_text(text), names=sources, functions=FUNCTIONS)
    except FeelError:
        return set()  # told by expressions_are_right
    return {path[0] for path in expression.names} & sources.keys()


def _reader(process: ProcessModel, element_id: str) -> Node | None:
    """Return the step that evaluates; the timer on a border is armed together with its host."""
    node = process.by_id.get(element_id)
    return process.by_id.get(node.attached_to, node) if node and node.tag == "boundaryEvent" else node


def _graph(material: Material) -> Graph:
    """Return what can come after each step, into and out of sub-processes and called processes."""
    graph: dict[Node, set[Node]] = {}
    for process in material.processes:
        for node in process.nodes:
            graph.setdefault(node, set()).update(node.successors())
            inner = node.inner or _called_scope(material, node)
            if inner is not None:
                graph[node].update(inner.starts)
                for last in inner.nodes:
                    graph.setdefault(last, set()).update(node.boundaries)
                    if last.tag == "endEvent":
                        graph[last].update(flow.target for flow in node.outgoing if flow.target is not None)
    return graph


def _called_scope(material: Material, node: Node) -> Scope | None:
    process = material.by_process.get(called(node)) if node.tag == "callActivity" else None
    return process.scopes[0] if process else None


def _reached(graph: Graph, begin: list[Node]) -> set[Node]:
    """Return what can come after any of `begin`; a step itself only when a way leads back to it."""
    seen: set[Node] = set()
    pending = [following for node in begin for following in graph.get(node, ())]
    while pending:
        node = pending.pop()
        if node not in seen:
            seen.add(node)
            pending.extend(graph.get(node, ()))
    return seen


BUNDLE_RULES = (values_are_known_when_read,)

"""Is a value known by the time it is read? Walks the drawing across sub-processes and calls.

A step that reads the answers of a task which no way has passed before always reads null. Nobody
sees that on the drawing, and the choice behind it silently goes one way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.check.codes import found
from engine.check.expressions import written_in
from engine.check.finding import Finding
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, Scope, called
from engine.check.vocabulary import FUNCTIONS
from engine.feel import FeelError, expression_text, parse_expression

Graph = Mapping[Node, set[Node]]


class Course:
    """Which steps come after the ones that give a name its value; computed when a name is asked for."""

    def __init__(self, material: Material) -> None:
        self.sources = _sources(material)
        self._graph = _graph(material)
        self._after: dict[str, set[Node]] = {}

    def is_known_at(self, name: str, node: Node) -> bool:
        if name not in self._after:
            self._after[name] = _reached(self._graph, self.sources[name])
        return node in self._after[name]

    def never_known(self, names: Iterable[str], readers: Sequence[Node]) -> list[str]:
        """Return those of `names` that no reader can know."""
        own = sorted(set(names) & self.sources.keys())
        return [name for name in own if not any(self.is_known_at(name, node) for node in readers)]


def values_are_known_when_read(material: Material) -> Iterator[Finding]:
    course = Course(material)
    for process in material.processes:
        leaving = {flow.id: flow.source for flow in process.flows}
        for written in written_in(process):
            reader = _reader(process, written.place.id) or leaving.get(written.place.id)
            for name in course.never_known(_names(written.text, course), [reader] if reader else []):
                if reader is not None:
                    message = f"De {written.purpose} leest '{name}', maar dat is hier nog nooit ingevuld."
                    yield found("W87", written.file, written.place, message)


def letters_and_tables_know_their_values(material: Material) -> Iterator[Finding]:
    """A letter or table may serve several steps; a value is missed when none of them can know it."""
    course = Course(material)
    for name, readers in _uses(material, "brief").items():
        letter = material.letters.get(name)
        roots = {dotted.partition(".")[0] for dotted in letter.variables()} if letter else set()
        yield from _never_known(course, roots, readers, f"De brief '{name}'")
    for path, model in material.decision_models:
        readers = [use for key in model.decisions for use in _uses(material, "decision").get(key, [])]
        roots = {path_[0] for text in model.texts() if text.compiled for path_ in text.compiled.names}
        if readers:
            yield from _never_known(course, roots, readers, f"De beslistabel {path.rsplit('/', 1)[-1]}")


Use = tuple[ProcessModel, Node]


def _never_known(course: Course, roots: set[str], uses: list[Use], what: str) -> Iterator[Finding]:
    process, node = uses[0]
    for name in course.never_known(roots, [reader for _, reader in uses]):
        yield found("W87", process.file, node, f"{what} leest '{name}', maar dat is hier nog nooit ingevuld.")


def _uses(material: Material, kind: str) -> dict[str, list[Use]]:
    uses: dict[str, list[Use]] = defaultdict(list)
    for process in material.processes:
        for node in process.tagged("serviceTask", "businessRuleTask"):
            if kind == "brief" and "brief" in node.headers:
                uses[node.headers["brief"][0]].append((process, node))
            element = node.zeebe("calledDecision")
            if kind == "decision" and element is not None:
                uses[element.get("decisionId", "")].append((process, node))
    return uses


def _sources(material: Material) -> dict[str, list[Node]]:
    """Return the steps that give a name its value: tasks and messages their own, results by name."""
    sources: dict[str, list[Node]] = defaultdict(list)
    for node_id, (_, node) in material.nodes.items():
        if node.tag == "userTask" or node.event == "message":
            sources[node_id].append(node)
    for name, where in material.results().items():
        sources[name].extend(node for _, node in where)
    return sources


def _names(text: str, course: Course) -> set[str]:
    try:
        expression = parse_expression(expression_text(text), names=course.sources, functions=FUNCTIONS)
    except FeelError:
        return set()  # told by expressions_are_right
    return {path[0] for path in expression.names}


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


BUNDLE_RULES = (values_are_known_when_read, letters_and_tables_know_their_values)

"""The course of a case over its diagrams: what can come next, across called processes."""

from collections.abc import Callable, Iterable, Mapping

from webapp.drawing.diagram import Diagram, Node, read_diagram


class Course:
    """All diagrams of one version as one map. `files` are BPMN files by process id."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.diagrams: dict[str, Diagram] = {process: read_diagram(xml) for process, xml in files.items()}
        self.nodes: dict[str, Node] = {}
        self._process_of: dict[str, str] = {}
        self._followers: dict[str, list[str]] = {}
        for process, diagram in self.diagrams.items():
            self.nodes |= diagram.nodes
            self._process_of |= dict.fromkeys(diagram.nodes, process)
            for flow in diagram.flows:
                self._followers.setdefault(flow.source, []).append(flow.target)
        self._starts: dict[str, list[str]] = {}
        for node in self.nodes.values():
            if node.kind == "startEvent":
                self._starts.setdefault(node.scope, []).append(node.id)
        self._callers = {node.called: node.id for node in self.nodes.values() if node.called}

    def process_of(self, node_id: str) -> str:
        return self._process_of.get(node_id, "")

    def is_on_an_edge(self, node_id: str) -> bool:
        """Return whether this hangs on the edge of a step: it may happen, but nobody waits for it."""
        return node_id in self.nodes and bool(self.nodes[node_id].attached_to)

    def callers(self, node_ids: Iterable[str]) -> set[str]:
        """Return the call activities through which the processes of these nodes run, all levels up."""
        found: set[str] = set()
        queue = list(node_ids)
        while queue:
            caller = self._callers.get(self.process_of(queue.pop()))
            if caller and caller not in found:
                found.add(caller)
                queue.append(caller)
        return found

    def next(self, node_ids: Iterable[str], wanted: Callable[[Node], bool]) -> list[Node]:
        """Return the first `wanted` nodes on every path from these nodes, in the order of the flows.

        Paths go into sub-processes and called processes and come out again at their ends. Boundary
        events are not followed: they are what happens when something goes differently.
        """
        found: dict[str, Node] = {}
        seen = set(node_ids)
        queue = [follower for node_id in node_ids for follower in self._after(node_id)]
        while queue:
            node_id = queue.pop(0)
            if node_id in seen or node_id not in self.nodes:
                continue
            seen.add(node_id)
            if wanted(self.nodes[node_id]):
                found[node_id] = self.nodes[node_id]
            else:
                queue.extend(self._into(node_id) or self._after(node_id))
        return list(found.values())

    def _into(self, node_id: str) -> list[str]:
        node = self.nodes[node_id]
        scope = node.called or (node_id if node.kind == "subProcess" else "")
        return self._starts.get(scope, []) if scope else []

    def _after(self, node_id: str) -> list[str]:
        """What follows a node; after the end of a called or embedded process what follows that."""
        if node_id not in self.nodes:
            return []
        node = self.nodes[node_id]
        if node.kind != "endEvent":
            return self._followers.get(node_id, [])
        if node.scope in self.nodes:
            return self._followers.get(node.scope, [])
        caller = self._callers.get(self.process_of(node_id))
        return self._followers.get(caller, []) if caller else []

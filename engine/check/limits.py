"""Bounds on size and on running on, so that no drawing can bring the engine down."""

from collections.abc import Iterator

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, Scope, called

MAX_PREDICTED = 2_000  # tasks; SpiffWorkflow keeps each predicted step of a case in memory
MAX_DEPTH = 4  # sub-processes within sub-processes
MAX_NODES = 150  # per diagram; beyond this nobody can read it
_HUGE = 10**9

Sizes = dict[Node, int]


def parallel_blocks_are_bounded(process: ProcessModel) -> Iterator[Finding]:
    """The engine predicts ahead, one copy of what follows per parallel way, up to the next choice.

    Twelve three-way blocks in a row are 3.4 million predicted tasks; the number is computed here
    on the graph, without building any of them.
    """
    for scope in process.scopes:
        sizes = predicted_sizes(scope)
        too_large = [node for node in scope.nodes if sizes.get(node, 0) > MAX_PREDICTED]
        if too_large:
            node = min(too_large, key=lambda node: (sizes[node], node.line))
            size = "meer dan een miljoen" if sizes[node] > 1_000_000 else f"ongeveer {sizes[node]}"
            message = f"Vanaf hier rekent de motor {size} stappen vooruit; het maximum is {MAX_PREDICTED}."
            yield found("E33", process.file, node, message)


def predicted_sizes(scope: Scope) -> Sizes:
    """Return for each node how many tasks are predicted from it on (capped at 10^9)."""
    sizes: Sizes = {}
    for root in scope.nodes:
        stack: list[tuple[Node, bool]] = [(root, False)]
        open_nodes: set[Node] = set()
        while stack:
            node, visited = stack.pop()
            if visited:
                sizes[node] = _size(node, sizes)
            elif node not in sizes and node not in open_nodes:
                open_nodes.add(node)
                stack.append((node, True))
                if not _stops_prediction(node):
                    stack.extend((following, False) for following in node.successors())
    return sizes


def _stops_prediction(node: Node) -> bool:
    return node.tag in {"exclusiveGateway", "eventBasedGateway"}


def _size(node: Node, sizes: Sizes) -> int:
    if _stops_prediction(node):
        return 1 + sum(1 + _children(flow.target) for flow in node.outgoing if flow.target is not None)
    if node.tag == "endEvent":
        return 3  # with the two steps by which SpiffWorkflow closes a process
    border = 2 + len(node.boundaries) if node.boundaries else 0  # its own split and joins around the host
    return min(1 + border + sum(sizes.get(following, 1) for following in node.successors()), _HUGE)


def _children(node: Node) -> int:
    """Return what stands directly behind a step: past a choice the engine looks two steps ahead."""
    return 1 + len(node.boundaries) if node.boundaries else max(1, len(node.outgoing))


def nesting_is_shallow(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        if scope.depth == MAX_DEPTH + 1 and scope.owner:
            message = f"Dit subproces staat meer dan {MAX_DEPTH} lagen diep."
            yield found("E34", process.file, scope.owner, message)


def diagrams_stay_readable(process: ProcessModel) -> Iterator[Finding]:
    if len(process.nodes) > MAX_NODES:
        message = (
            f"Dit diagram heeft {len(process.nodes)} onderdelen; meer dan {MAX_NODES} is niet te overzien."
        )
        yield found("W35", process.file, process, message)


def loops_wait_for_something(material: Material) -> Iterator[Finding]:
    """A way round on which nobody and nothing is waited for runs until the engine breaks it off."""
    through = _runs_through(material)
    for process in material.processes:
        for scope in process.scopes:
            stopping = {node for node in scope.nodes if _waits(node, through)}
            for ring in _rings(scope, stopping):
                names = ", ".join(f"'{node.name or node.id}'" for node in ring[:6])
                yield found("E26", process.file, ring[0], f"Deze kring loopt vanzelf rond: {names}.")


def loops_have_a_choice(process: ProcessModel) -> Iterator[Finding]:
    """Without a choice on it the engine would predict the way round without end."""
    for scope in process.scopes:
        stopping = {node for node in scope.nodes if _stops_prediction(node)}
        for ring in _rings(scope, stopping):
            names = ", ".join(f"'{node.name or node.id}'" for node in ring[:6])
            yield found("E36", process.file, ring[0], f"In deze kring staat geen keuze: {names}.")


def _runs_through(material: Material) -> set[Node]:
    """Return the sub-processes and calls that can be passed without waiting.

    Grown from nothing until it no longer changes, so that calls in a circle end too.
    """
    passing: set[Node] = set()
    holders = [(p, n) for p in material.processes for n in p.tagged("subProcess", "callActivity")]
    while True:
        more = {node for _, node in holders if _can_pass(_inside(material, node), passing)}
        if more == passing:
            return passing
        passing = more


def _inside(material: Material, node: Node) -> Scope | None:
    if node.inner is not None:
        return node.inner
    process = material.by_process.get(called(node))
    return process.scopes[0] if process else None


def _can_pass(scope: Scope | None, passing: set[Node]) -> bool:
    if scope is None:
        return False
    pending, seen = list(scope.starts), set()
    while pending:
        node = pending.pop()
        if node.tag == "endEvent":
            return True
        if node not in seen and not _waits(node, passing):
            seen.add(node)
            pending.extend(flow.target for flow in node.outgoing if flow.target is not None)
    return False


def _waits(node: Node, passing: set[Node]) -> bool:
    return node.waits or (node.tag in {"subProcess", "callActivity"} and node not in passing)


def _rings(scope: Scope, stopping: set[Node]) -> Iterator[list[Node]]:
    """Yield the steps on ways round that never pass `stopping` (all rings of a scope together).

    Found by peeling: a step that nothing of the rest leads to, or that leads to nothing of the rest,
    is on no way round.
    """
    rest = set(scope.nodes) - stopping
    after = {node: {other for other in node.successors() if other in rest} for node in rest}
    before: dict[Node, set[Node]] = {node: set() for node in rest}
    for node, targets in after.items():
        for target in targets:
            before[target].add(node)
    pending = [node for node in rest if not after[node] or not before[node]]
    while pending:
        node = pending.pop()
        if node in rest:
            rest.remove(node)
            for other in before[node]:
                after[other].discard(node)
            for other in after[node]:
                before[other].discard(node)
            pending.extend(before[node] | after[node])
            pending = [other for other in pending if not after[other] or not before[other]]
    if rest:
        yield sorted(rest, key=lambda node: (node.line, node.id))


BUNDLE_RULES = (loops_wait_for_something,)
PROCESS_RULES = (loops_have_a_choice, parallel_blocks_are_bounded, nesting_is_shallow, diagrams_stay_readable)

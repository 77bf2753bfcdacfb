"""Bounds on size, so that no drawing can bring the engine down or is too large to read."""

from collections.abc import Iterator

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.model import Node, ProcessModel, Scope

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
                if not stops_prediction(node):
                    stack.extend((following, False) for following in node.successors())
    return sizes


def stops_prediction(node: Node) -> bool:
    """A choice: the engine looks no further than two steps past one."""
    return node.tag in {"exclusiveGateway", "eventBasedGateway"}


def _size(node: Node, sizes: Sizes) -> int:
    if stops_prediction(node):
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


PROCESS_RULES = (parallel_blocks_are_bounded, nesting_is_shallow, diagrams_stay_readable)

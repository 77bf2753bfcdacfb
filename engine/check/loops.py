"""Ways round: somebody or something must be waited for, a choice must lead out, nothing runs parallel."""

from collections.abc import Iterator

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.limits import stops_prediction
from engine.check.material import Material
from engine.check.model import Node, ProcessModel, Scope, called


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
        stopping = {node for node in scope.nodes if stops_prediction(node)}
        for ring in _rings(scope, stopping):
            names = ", ".join(f"'{node.name or node.id}'" for node in ring[:6])
            yield found("E36", process.file, ring[0], f"In deze kring staat geen keuze: {names}.")


def parallel_blocks_stand_outside_loops(process: ProcessModel) -> Iterator[Finding]:
    """On a way round, SpiffWorkflow 3.2.0 counts the arrivals of the round before and joins too early.

    A split on a way round that is not joined there adds a token each round, which is as wrong. A
    sub-process starts afresh each round, so a whole block inside one is safe.
    """
    for scope in process.scopes:
        for node in scope.nodes:
            if node.tag != "parallelGateway" or max(len(node.incoming), len(node.outgoing)) < 2:
                continue
            after = (flow.target for flow in node.outgoing if flow.target is not None)
            if node in scope.reached_from(after):
                yield found("E37", process.file, node, "Deze parallelle ruit staat in een kring.")


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
        if node not in rest:
            continue
        rest.remove(node)
        for other in before[node]:
            after[other].discard(node)
        for other in after[node]:
            before[other].discard(node)
        pending += [other for other in before[node] | after[node] if not after[other] or not before[other]]
    if rest:
        yield sorted(rest, key=lambda node: (node.line, node.id))


BUNDLE_RULES = (loops_wait_for_something,)
PROCESS_RULES = (loops_have_a_choice, parallel_blocks_stand_outside_loops)

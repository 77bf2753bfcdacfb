"""Can a case get stuck, or do a step twice? Tried by playing every choice with tokens on the arrows.

A token on an arrow stands before its target. Choices branch the search, a parallel split puts a
token on each way, a join waits until all its arrows carry one. The token that is furthest back in
the drawing moves first; steps of different tokens do not influence each other, so this one order
finds every place where a case gets stuck, with far fewer states than all orders.
"""

from collections import deque
from collections.abc import Iterator
from itertools import product

from engine.check.codes import found
from engine.check.finding import Finding
from engine.check.model import Flow, Node, ProcessModel, Scope

MAX_STATES = 4_000  # beyond this the search stops and says nothing; diagrams people read stay under 300

Token = tuple[Flow, bool]  # the arrow, and whether the token began at a timer that interrupts nothing
State = frozenset[Token]


def joins_do_not_wait_for_ever(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        stuck, doubled = explore(scope)
        for node in sorted(stuck, key=lambda node: node.line):
            yield found("E30", process.file, node, "Een van de wegen hierheen wordt niet altijd gelopen.")
        for node in sorted(doubled - stuck, key=lambda node: node.line):
            yield found("W31", process.file, node, "Hier komen parallelle wegen aan zonder samenvoeging.")


def explore(scope: Scope) -> tuple[set[Node], set[Node]]:
    """Return the joins where a case gets stuck, and the nodes that parallel tokens reach unjoined."""
    rank = _ranks(scope)
    stuck: set[Node] = set()
    doubled: set[Node] = set()
    begin = [frozenset((flow, False) for flow in start.outgoing) for start in scope.starts]
    pending = deque(state for state in begin if state)
    seen = set(pending)
    while pending and len(seen) < MAX_STATES:
        state = pending.popleft()
        movable = [token for token in state if _can_move(token, state)]
        if not movable:
            stuck |= {flow.target for flow, _ in state if flow.target is not None}
            continue
        twice = _met(state)
        if twice is not None:
            doubled.add(twice)
            continue
        token = min(movable, key=lambda token: (rank.get(token[0].target, 0), token[0].id, token[1]))
        for following in _moved(token, state):
            if following and following not in seen:
                seen.add(following)
                pending.append(following)
    return stuck, doubled


def _can_move(token: Token, state: State) -> bool:
    target = token[0].target
    if target is None or not _is_join(target):
        return True
    present = {flow for flow, _ in state}
    return all(flow in present for flow in target.incoming)


def _is_join(node: Node) -> bool:
    return node.tag == "parallelGateway" and len(node.incoming) > 1


def _met(state: State) -> Node | None:
    """Return a step that two tokens are about to take, unless a reminder path is all there is."""
    arrived: dict[Node, list[bool]] = {}
    for flow, aside in state:
        if flow.target is not None and flow.target.tag != "endEvent" and not _is_join(flow.target):
            arrived.setdefault(flow.target, []).append(aside)
    return next((node for node, sides in arrived.items() if len(sides) > 1 and not all(sides)), None)


def _moved(token: Token, state: State) -> Iterator[State]:
    """Return the states after `token` moves through its target."""
    flow, aside = token
    target = flow.target
    if target is None:
        yield state - {token}
    elif target.tag == "endEvent":
        yield frozenset() if target.event == "terminate" else state - {token}
    elif _is_join(target):
        rest = frozenset(other for other in state if other[0] not in target.incoming)
        yield rest | {(out, False) for out in target.outgoing}
    else:
        for produced in _outcomes(target, aside):
            yield (state - {token}) | produced


def _outcomes(node: Node, aside: bool) -> Iterator[State]:
    if node.tag in {"exclusiveGateway", "eventBasedGateway"}:
        yield from (frozenset({(flow, aside)}) for flow in node.outgoing)
        return
    ways: list[State] = [frozenset((flow, aside) for flow in node.outgoing)]
    ways += [frozenset((flow, aside) for flow in b.outgoing) for b in node.boundaries if b.interrupting]
    reminders = [boundary for boundary in node.boundaries if not boundary.interrupting][:4]
    # Each reminder fires or not, beside whichever way the step itself ends.
    for fired in product((False, True), repeat=len(reminders)):
        chosen = [boundary for boundary, fires in zip(reminders, fired, strict=True) if fires]
        extra: State = frozenset((flow, True) for boundary in chosen for flow in boundary.outgoing)
        yield from (way | extra for way in ways)


def _ranks(scope: Scope) -> dict[Node | None, int]:
    """Number the nodes so that, loops aside, every arrow runs from a lower to a higher number."""
    order: list[Node] = []
    seen: set[Node] = set()
    for start in scope.starts:
        stack = [(start, iter(list(start.successors())))]
        seen.add(start)
        while stack:
            node, following = stack[-1]
            nxt = next((other for other in following if other not in seen and other.scope is scope), None)
            if nxt is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(nxt)
                stack.append((nxt, iter(list(nxt.successors()))))
    return {node: number for number, node in enumerate(reversed(order))}


PROCESS_RULES = (joins_do_not_wait_for_ever,)

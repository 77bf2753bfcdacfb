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
NOTHING: State = frozenset()


def a_case_can_always_end(process: ProcessModel) -> Iterator[Finding]:
    for scope in process.scopes:
        played = Exploration(scope)
        for node in _in_order(played.stuck):
            yield found("E30", process.file, node, "Een van de wegen hierheen wordt niet altijd gelopen.")
        for node in _in_order(played.doubled - played.stuck):
            yield found("E31", process.file, node, "Hier komen parallelle wegen aan zonder samenvoeging.")
        if not played.stuck | played.doubled:
            for node in _in_order(played.endless)[:1]:
                yield found("E28", process.file, node, "Wie hier komt, kan nooit meer helemaal klaar zijn.")


def _in_order(nodes: set[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: (node.line, node.id))


class Exploration:
    """The states that a scope can be in, and what is wrong with them."""

    def __init__(self, scope: Scope) -> None:
        self.stuck: set[Node] = set()  # joins that wait for ever
        self.doubled: set[Node] = set()  # steps that parallel tokens reach unjoined
        self.endless: set[Node] = set()  # steps after which there is always something left to do
        self._rank = ranks(scope)
        self._before: dict[State, list[State]] = {}
        self._over: list[State] = []  # states that end well, or whose trouble has been told
        begin = [frozenset((flow, False) for flow in start.outgoing) for start in scope.starts]
        self._explore([state for state in begin if state])

    def _explore(self, begin: list[State]) -> None:
        pending = deque(begin)
        self._before = {state: [] for state in begin}
        while pending:
            if len(self._before) > MAX_STATES:
                return  # too large to judge; whatever was found so far is true
            state = pending.popleft()
            for following in self._following(state):
                if following not in self._before:
                    self._before[following] = []
                    pending.append(following)
                self._before[following].append(state)
        self._find_endless()

    def _following(self, state: State) -> list[State]:
        """Return the states after one step; none when the case is over or in trouble."""
        movable = [token for token in state if _can_move(token, state)]
        twice = _met(state)
        if not movable:
            self.stuck |= {flow.target for flow, _ in state if flow.target is not None}
        elif twice is not None:
            self.doubled.add(twice)
        else:
            token = min(movable, key=self._place)
            return list(self._moved(token, state))
        self._over.append(state)
        return []

    def _place(self, token: Token) -> tuple[int, str, bool]:
        flow, aside = token
        return self._rank.get(flow.target, 0), flow.id, aside

    def _moved(self, token: Token, state: State) -> Iterator[State]:
        for rest, produced in _moves(token, state):
            occupied = {flow for flow, aside in rest if not aside} & {flow for flow, _ in produced}
            self.doubled |= {flow.target for flow in occupied if flow.target is not None}
            if not occupied:
                yield rest | produced

    def _find_endless(self) -> None:
        ending = deque([*self._over, *(state for state in self._before if not state)])
        seen = set(ending)
        while ending:
            for earlier in self._before[ending.popleft()]:
                if earlier not in seen:
                    seen.add(earlier)
                    ending.append(earlier)
        for state in self._before:
            if state not in seen:
                self.endless |= {flow.target for flow, _ in state if flow.target is not None}


def _can_move(token: Token, state: State) -> bool:
    target = token[0].target
    if target is None or not is_join(target):
        return True
    present = {flow for flow, _ in state}
    return all(flow in present for flow in target.incoming)


def is_join(node: Node) -> bool:
    return node.tag == "parallelGateway" and len(node.incoming) > 1


def _met(state: State) -> Node | None:
    """Return a step that two tokens are about to take, unless a reminder path is all there is."""
    arrived: dict[Node, list[bool]] = {}
    for flow, aside in state:
        if flow.target is not None and flow.target.tag != "endEvent" and not is_join(flow.target):
            arrived.setdefault(flow.target, []).append(aside)
    return next((node for node, sides in arrived.items() if len(sides) > 1 and not all(sides)), None)


def _moves(token: Token, state: State) -> Iterator[tuple[State, State]]:
    """Return, for each way `token` can go through its target, the tokens that stay and the new ones."""
    flow, aside = token
    target = flow.target
    rest = state - {token}
    if target is None:
        yield rest, NOTHING
    elif target.tag == "endEvent":
        yield NOTHING if target.event == "terminate" else rest, NOTHING
    elif is_join(target):
        left = frozenset(other for other in state if other[0] not in target.incoming)
        yield left, frozenset((out, False) for out in target.outgoing)
    else:
        for produced in _outcomes(target, aside):
            yield rest, produced


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


def ranks(scope: Scope) -> dict[Node | None, int]:
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


PROCESS_RULES = (a_case_can_always_end,)

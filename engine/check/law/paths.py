"""Walks every path of a procedure and tells which rules a path can break.

A token on an arrow carries its own history. Parallel ways each take a copy along and put theirs
together where they join, so a step can only rely on what surely came before it, whatever the other
ways are doing. A timer that interrupts nothing starts a path of its own from what was done when
its step began. Sub-processes and called processes are walked inside the path that reaches them.
Histories only grow out of a bounded set of marks and values, so loops end by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heappop, heappush
from itertools import count

from engine.check.law.history import CUT_OFF, WATCHED, History, Trail, after, together
from engine.check.law.knowledge import Known, names_in, refined, tree_of
from engine.check.law.rules import ASIDE, END, RULES, SIDE_END, TAKES_BACK, TERM, WAIT, Rule
from engine.check.law.steps import ORAL, Steps, condition_of
from engine.check.law.timers import cuts_off, watches
from engine.check.model import Flow, Node, ProcessModel, Scope
from engine.check.soundness import is_join, ranks

MAX_STATES = 20_000  # in all; the shipped procedure has a few hundred
MAX_DEPTH = 20  # of processes and sub-processes in each other

Token = tuple[Flow, History]
Tokens = tuple[tuple[Token, Trail | None], ...]
Ended = tuple[History, Trail] | None


class TooLarge(Exception):
    """There are more paths than can be walked."""


@dataclass(frozen=True)
class Miss:
    """A path on which a rule is broken; the last step is where."""

    rule: Rule
    node: Node
    steps: tuple[Trail, ...]


@dataclass
class Result:
    """What a walk can have become, with a short path to it."""

    ends: dict[History, Trail] = field(default_factory=dict)
    midway: dict[History, Trail | None] = field(default_factory=dict)  # where it can be broken off


class Paths:
    """One walk through a procedure. `misses` holds the shortest path found for each broken rule."""

    def __init__(self, steps: Steps) -> None:
        self.misses: dict[Rule, Miss] = {}
        self._steps = steps
        self._results: dict[tuple[tuple[Flow, ...], History], Result] = {}
        self._asides: set[tuple[Node, History]] = set()
        self._callers: list[Trail] = []
        self._states = 0
        self._ranks: dict[Scope, dict[Node | None, int]] = {}

    def walk(self, process: ProcessModel) -> None:
        """Walk all paths of `process`. Raises TooLarge when there are too many."""
        begin = tuple(flow for start in process.scopes[0].starts for flow in start.outgoing)
        history = History().knowing(self._steps.at_start(process), self._steps.followed)
        for ended, trail in self._walked(begin, history).ends.items():
            self._judge((END,), ended, trail, trail.node)

    # ---- a scope: tokens on arrows

    def _walked(self, begin: tuple[Flow, ...], history: History) -> Result:
        if (begin, history) not in self._results:
            if len(self._callers) > MAX_DEPTH:
                raise TooLarge
            self._results[begin, history] = self._explored(begin, history)
        return self._results[begin, history]

    def _explored(self, begin: tuple[Flow, ...], history: History) -> Result:
        result, seen, number = Result(), set(), count()
        heap: list[tuple[int, int, Tokens, Ended]] = []

        def push(tokens: Iterable[tuple[Token, Trail | None]], ended: Ended) -> None:
            laid = tuple(tokens)
            lengths = [trail.length for _, trail in laid if trail] + [ended[1].length if ended else 0]
            heappush(heap, (max(lengths), next(number), laid, ended))

        push((((flow, history), _origin(flow)) for flow in begin), None)
        while heap:
            _, _, tokens, ended = heappop(heap)
            state = (frozenset(token for token, _ in tokens), ended[0] if ended else None)
            if state in seen:
                continue
            seen.add(state)
            self._states += 1
            if self._states > MAX_STATES:
                raise TooLarge
            if tokens:
                self._note_midway(result, tokens, ended)
                for following in self._moves(tokens, ended):
                    push(*following)
            elif ended:
                result.ends.setdefault(*ended)
        return result

    def _moves(self, tokens: Tokens, ended: Ended) -> Iterator[tuple[Tokens, Ended]]:
        arrived = {flow for (flow, _), _ in tokens}
        movable = [laid for laid in tokens if _can_move(laid[0][0], arrived)]
        movable = movable or list(tokens)  # a join that waits for ever; soundness tells, we walk on
        ((flow, history), trail) = min(movable, key=lambda laid: self._rank(laid[0][0]))
        node = flow.target
        rest = tuple(laid for laid in tokens if laid[0] != (flow, history))
        if node is None:
            yield rest, ended
        elif node.tag == "endEvent":
            everywhere = node.event == "terminate"
            histories = [h for (_, h), _ in (rest if everywhere else ())] + [self._left_by(node, history)]
            histories += [ended[0]] if ended else []
            yield () if everywhere else rest, (together(histories), after(trail, node))
        elif is_join(node):
            joined = [laid for laid in tokens if laid[0][0] in node.incoming]
            longest = max((t for _, t in joined if t), key=lambda t: t.length, default=None)
            merged = together(h for (_, h), _ in joined)
            left = tuple(laid for laid in tokens if laid not in joined)
            yield left + self._split(node, merged, after(longest, node)), ended
        else:
            for produced in self._passed(node, history, trail):
                yield rest + produced, ended

    def _rank(self, flow: Flow) -> tuple[int, str]:
        if flow.target is None:
            return -1, flow.id
        scope = flow.target.scope
        if scope not in self._ranks:
            self._ranks[scope] = ranks(scope)
        return self._ranks[scope].get(flow.target, 0), flow.id

    # ---- a node

    def _passed(self, node: Node, history: History, trail: Trail | None) -> Iterator[Tokens]:
        """Yield, for each way on from `node`, the tokens behind it."""
        if node.tag == "exclusiveGateway":
            yield from self._chosen(node, history, trail)
        elif node.tag == "parallelGateway":
            yield self._split(node, history, after(trail, node))
        elif node.tag == "eventBasedGateway":
            self._judge((WAIT,), history, trail, node)
            for flow in node.outgoing:
                yield (((flow, history), after(trail, node)),)
        else:
            yield from self._performed(node, history, trail)

    def _split(self, node: Node, history: History, trail: Trail) -> Tokens:
        """A way forgets what the ways beside it may change meanwhile."""
        if len(node.outgoing) < 2:
            return tuple(((flow, history), trail) for flow in node.outgoing)
        after_flow = {flow: [flow.target] if flow.target else [] for flow in node.outgoing}
        reach = {flow: node.scope.reached_from(begin) for flow, begin in after_flow.items()}
        shared = set.intersection(*reach.values())
        changed = {flow: self._set_in(nodes - shared) for flow, nodes in reach.items()}
        beside = {
            flow: frozenset[str]().union(*(names for other, names in changed.items() if other is not flow))
            for flow in node.outgoing
        }
        return tuple(((flow, history.forgetting(beside[flow])), trail) for flow in node.outgoing)

    def _chosen(self, node: Node, history: History, trail: Trail | None) -> Iterator[Tokens]:
        steps = self._steps
        texts = {flow: condition_of(flow.condition) for flow in node.outgoing}
        read = frozenset(name for text in texts.values() for name in names_in(text))
        for flow in node.outgoing:
            if node.element.get("default") == flow.id:
                known: Known | None = history.known
                for other, text in texts.items():
                    if known is not None and other is not flow and text:
                        known = refined(known, tree_of(text), False)
            else:
                known = refined(history.known, tree_of(texts[flow]), True)
            if known is None:
                continue  # nobody can go this way here
            gives = {
                answer.gives
                for name in read & known.keys()
                for answer in steps.meant(name)
                if known[name].within(answer.values)
            }
            keep = steps.followed - (read - steps.kept)
            onward = history.knowing(known, keep).marked(add=gives)
            yield (((flow, onward), after(trail, node, flow.name)),)

    def _performed(self, node: Node, history: History, trail: Trail | None) -> Iterator[Tokens]:
        """Yield the ways on from a step: itself, and each timer or message that interrupts it."""
        inside = self._entered(node, history)
        self._start_asides(node, history, trail)
        for ended, here in self._endings(node, inside, trail):
            onward = self._left_by(node, ended).outside(history)
            yield tuple(((flow, onward), here) for flow in node.outgoing)
        for border in (b for b in node.boundaries if b.interrupting):
            term = cuts_off(border, self._steps.rule_of)
            for midway, here in self._midway(node, inside, trail):
                broken = midway.outside(history)
                broken = self._left_by(border, broken.too_late_for(term) if term else broken)
                yield tuple(((flow, broken), after(here, border)) for flow in border.outgoing)

    def _entered(self, node: Node, history: History) -> History:
        rule_of, borders = self._steps.rule_of, node.boundaries
        marks = {f"{CUT_OFF}{term}" for border in borders if (term := cuts_off(border, rule_of))}
        marks |= {f"{WATCHED}{TERM}" for border in borders if watches(border, rule_of)}
        beside = node.scope.reached_from([border for border in borders if not border.interrupting])
        return history.inside(marks).forgetting(self._set_in(beside) if beside else frozenset())

    def _endings(self, node: Node, inside: History, trail: Trail | None) -> Iterator[tuple[History, Trail]]:
        scope = self._steps.inner(node)
        if scope is None:
            marks = self._steps.marks(node)
            self._judge((*marks, WAIT) if node.waits else tuple(marks), inside, trail, node)
            yield inside, after(trail, node)
        else:
            for ended, path in self._inside(node, scope, inside, trail).ends.items():
                yield ended, after(trail, node, "", path)

    def _midway(self, node: Node, inside: History, trail: Trail | None) -> Iterator[tuple[History, Trail]]:
        """Yield what can have happened by the moment that `node` is broken off."""
        scope = self._steps.inner(node)
        if scope is None:
            yield inside, after(trail, node)
        else:
            for midway, path in self._inside(node, scope, inside, trail).midway.items():
                yield midway, after(trail, node, "", path)

    def _inside(self, node: Node, scope: Scope, history: History, trail: Trail | None) -> Result:
        self._callers.append(after(trail, node))
        try:
            return self._walked(tuple(flow for start in scope.starts for flow in start.outgoing), history)
        finally:
            self._callers.pop()

    def _note_midway(self, result: Result, tokens: Tokens, ended: Ended) -> None:
        if not self._can_be_broken_off:
            return
        before = [ended[0]] if ended else []
        for (flow, history), trail in tokens:
            others = [h for (other, h), _ in tokens if other is not flow]
            ways: list[tuple[History, Trail | None]] = [(history, trail)]
            if flow.target is not None and self._steps.inner(flow.target) is not None:
                ways += list(self._midway(flow.target, self._entered(flow.target, history), trail))
            for midway, path in ways:
                result.midway.setdefault(together([*before, *others, midway]), path)

    @cached_property
    def _can_be_broken_off(self) -> bool:
        return any(
            border.interrupting and self._steps.inner(node) is not None
            for node in self._steps.process_of
            for border in node.boundaries
        )

    # ---- timers that interrupt nothing

    def _start_asides(self, node: Node, history: History, trail: Trail | None) -> None:
        for border in node.boundaries:
            if border.interrupting or (border, history) in self._asides:
                continue
            self._asides.add((border, history))
            marks = {ASIDE} | ({f"na:{TERM}"} if watches(border, self._steps.rule_of) else set())
            begun = self._left_by(border, history.forgetting(self._steps.followed).marked(add=marks))
            here = after(after(trail, node), border)
            self._callers.append(here)
            for ended, path in self._walked(tuple(border.outgoing), begun).ends.items():
                self._judge((SIDE_END,), ended, path, path.node)
            self._callers.pop()

    # ---- histories

    def _left_by(self, node: Node, history: History) -> History:
        """Return the history after `node` was done."""
        steps = self._steps
        marks, answers = steps.marks(node), steps.answers(node)
        if node.waits and node.tag != "boundaryEvent":
            history = history.waited()
        given = {answer.gives for answer in answers}
        undone = given.union(*(TAKES_BACK.get(mark, frozenset()) for mark in marks))
        if given:  # what was answered before no longer counts
            stale = {n for n, _ in history.values if any(a.gives in given for a in steps.meant(n))}
            history = history.forgetting(frozenset(stale))
        history = history.marked(remove=undone, add=marks - given)
        new = {name: found for name, found in steps.set_by(node).items() if name in steps.followed}
        if ASIDE in history.done:  # the handling may change facts at any moment
            new = {name: found for name, found in new.items() if name not in steps.registered}
        return history.knowing({**history.known, **new}, steps.followed) if new else history

    def _set_in(self, nodes: Iterable[Node]) -> frozenset[str]:
        """Return the names that any of `nodes`, or what is inside them, gives a value."""
        names: set[str] = set()
        seen: set[Node] = set()
        pending = list(nodes)
        while pending:
            node = pending.pop()
            if node not in seen:
                seen.add(node)
                names |= self._steps.set_by(node).keys()
                scope = self._steps.inner(node)
                pending += scope.nodes if scope is not None else []
        return frozenset(names)

    # ---- rules

    def _judge(self, places: Iterable[str], history: History, trail: Trail | None, node: Node) -> None:
        known = history.known
        if any(name in known and known[name].within(oral.values) for name, oral in ORAL.items()):
            return  # 9:2 asks proper handling of an oral complaint; 9:5-9:12a do not apply
        for rule in (rule for place in places for rule in _RULES_AT[place]):
            if rule.when and not any(map(history.holds, rule.when)):
                continue
            if not any(map(history.holds, rule.needs + rule.unless)):
                self._miss(rule, node, trail)

    def _miss(self, rule: Rule, node: Node, trail: Trail | None) -> None:
        steps = [step for caller in self._callers for step in caller.steps()]
        steps += trail.steps() if trail else []
        if not steps or steps[-1].node is not node:
            steps.append(after(None, node))
        if rule not in self.misses or len(steps) < len(self.misses[rule].steps):
            self.misses[rule] = Miss(rule, node, tuple(steps))


def _rules_at() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        for place in rule.at:
            found[place].append(rule)
    return found


_RULES_AT = _rules_at()


def _origin(flow: Flow) -> Trail | None:
    """A path begins with the start it comes from; that of a timer with the timer, told by its caller."""
    source = flow.source
    return after(None, source) if source is not None and source.tag == "startEvent" else None


def _can_move(flow: Flow, arrived: set[Flow]) -> bool:
    target = flow.target
    return target is None or not is_join(target) or all(other in arrived for other in target.incoming)

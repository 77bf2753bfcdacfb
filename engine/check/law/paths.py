"""Walks every path of a procedure and has each step judged.

A token on an arrow carries its own history. Parallel ways each take a copy along and put theirs
together where they join, so a step can only rely on what surely came before it, whatever the other
ways are doing. A timer or message that interrupts nothing starts a path of its own from what was
done when its step began; an end there that stops the handling too is judged on that path alone.
Sub-processes and called processes are walked inside the path that reaches them.
Histories only grow out of a bounded set of marks and values, so loops end by themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

from engine.check.law.effects import Effects
from engine.check.law.history import CHANGED, History, Trail, after, together
from engine.check.law.judge import Judge
from engine.check.law.liveness import Liveness
from engine.check.law.marks import END, SIDE_END, WAIT
from engine.check.law.steps import Steps, stops
from engine.check.model import Flow, Node, ProcessModel, Scope
from engine.check.soundness import is_join, ranks

MAX_MOVES = 100_000  # of tokens, in all: a few seconds; the shipped procedure takes 16,000
MAX_DEPTH = 20  # of processes and sub-processes in each other

Token = tuple[Flow, History]
Laid = tuple[Token, Trail | None]  # with the path along which it came
Ended = tuple[History, Trail] | None


class TooLarge(Exception):
    """There are more paths than can be walked."""


@dataclass
class Result:
    """What a walk can have become, with a short path to it."""

    ends: dict[History, Trail] = field(default_factory=dict)
    midway: dict[History, Trail | None] = field(default_factory=dict)  # where it can be broken off


class Paths:
    """One walk through a procedure."""

    def __init__(self, steps: Steps, judge: Judge) -> None:
        self._steps, self._judge = steps, judge
        self._effects = Effects(steps)
        self._results: dict[tuple[tuple[Flow, ...], History], Result] = {}
        self.moved = 0
        self.changed: set[str] = set()  # facts, by paths beside a handling that went on
        self._ranks: dict[Scope, dict[Node | None, int]] = {}

    def walk(self, process: ProcessModel) -> None:
        """Walk all paths of `process`. Raises TooLarge when there are too many."""
        self._live = Liveness(self._steps, process)
        history = History().knowing(self._steps.at_start(process), self._steps.followed)
        for ended, trail in self._walked(_begin(process.scopes[0]), history).ends.items():
            self._judge.judge((END,), ended, trail, trail.node)

    # ---- a scope: tokens on arrows

    def _walked(self, begin: tuple[Flow, ...], history: History) -> Result:
        history = self._needed(history, *begin)
        if (begin, history) not in self._results:
            if self._judge.depth > MAX_DEPTH:
                raise TooLarge
            self._results[begin, history] = self._explored(begin, history)
        return self._results[begin, history]

    def _explored(self, begin: tuple[Flow, ...], history: History) -> Result:
        """Return what can become of tokens on `begin`; short paths are walked first."""
        result, seen, number = Result(), set(), count()
        can_break_off = any(self._live.can_break_off(f.target.scope) for f in begin if f.target is not None)
        heap: list[tuple[int, int, tuple[Laid, ...], Ended]] = []

        def push(tokens: Iterable[Laid], ended: Ended) -> None:
            laid = tuple(tokens)
            lengths = [trail.length for _, trail in laid if trail]
            heappush(heap, (max(lengths, default=0), next(number), laid, ended))

        push((((flow, history), _origin(flow)) for flow in begin), None)
        while heap:
            _, _, tokens, ended = heappop(heap)
            state = (frozenset(token for token, _ in tokens), ended[0] if ended else None)
            if state in seen:
                continue
            seen.add(state)
            self.moved += 1 + len(tokens)
            if self.moved > MAX_MOVES:
                raise TooLarge
            if tokens:
                if can_break_off:
                    self._note_midway(result, tokens, ended)
                for following in self._moves(tokens, ended, result):
                    push(*following)
            elif ended:
                result.ends.setdefault(*ended)
        return result

    def _moves(
        self, tokens: tuple[Laid, ...], ended: Ended, result: Result
    ) -> Iterator[tuple[tuple[Laid, ...], Ended]]:
        """Yield what follows when the token moves that is furthest back in the drawing."""
        moving = tokens[0] if len(tokens) == 1 else self._furthest_back(tokens)
        (flow, history), trail = moving
        node = flow.target
        rest = tuple(laid for laid in tokens if laid is not moving)
        if node is None:
            yield rest, ended
        elif node.tag == "endEvent":
            all_stop = stops(node)
            others = [h for (_, h), _ in rest] if all_stop else []
            histories = [*others, self._effects.left(node, history), *([ended[0]] if ended else [])]
            whole = self._live.trimmed(together(histories), self._live.behind(node.scope))
            yield () if all_stop else rest, (whole, after(trail, node))
        elif is_join(node):
            joined = [laid for laid in tokens if laid[0][0] in node.incoming]
            longest = max((t for _, t in joined if t), key=lambda t: t.length, default=None)
            merged, here = together(h for (_, h), _ in joined), after(longest, node)
            split = tuple((self._laid(*token), here) for token in self._effects.split(node, merged))
            yield tuple(laid for laid in tokens if laid not in joined) + split, ended
        else:
            self._walk_asides(node, history, trail, result)
            for produced in self._passed(node, history, trail):
                yield rest + produced, ended

    def _furthest_back(self, tokens: tuple[Laid, ...]) -> Laid:
        arrived = {flow for (flow, _), _ in tokens}
        movable = [laid for laid in tokens if _can_move(laid[0][0], arrived)]
        movable = movable or list(tokens)  # a join that waits for ever; soundness tells, we walk on
        return min(movable, key=lambda laid: self._rank(laid[0][0]))

    def _rank(self, flow: Flow) -> tuple[int, str]:
        if flow.target is None:
            return -1, flow.id
        scope = flow.target.scope
        if scope not in self._ranks:
            self._ranks[scope] = ranks(scope)
        return self._ranks[scope].get(flow.target, 0), flow.id

    def _laid(self, flow: Flow, history: History) -> Token:
        return flow, self._needed(history, flow)

    def _needed(self, history: History, *flows: Flow) -> History:
        return self._live.trimmed(history, self._live.for_arrows(flows))

    # ---- a node

    def _passed(self, node: Node, history: History, trail: Trail | None) -> Iterator[tuple[Laid, ...]]:
        """Yield, for each way on from `node`, the tokens behind it."""
        if node.tag == "exclusiveGateway":
            for token in self._effects.chosen(node, history):
                yield ((self._laid(*token), after(trail, node, token[0].name)),)
        elif node.tag == "parallelGateway":
            tokens = (self._laid(*token) for token in self._effects.split(node, history))
            yield tuple((token, after(trail, node)) for token in tokens)
        elif node.tag == "eventBasedGateway":
            self._judge.judge((WAIT,), history, trail, node)
            for flow in node.outgoing:
                yield ((self._laid(flow, history), after(trail, node)),)
        else:
            for onward, here, flows in self._performed(node, history, trail):
                yield tuple((self._laid(flow, onward), here) for flow in flows)

    def _performed(
        self, node: Node, history: History, trail: Trail | None
    ) -> Iterator[tuple[History, Trail, list[Flow]]]:
        """Yield the ways on from a step: its own, and each timer or message that interrupts it."""
        effects, inside = self._effects, self._effects.entered(node, history)
        for ended, here in self._endings(node, inside, trail):
            yield effects.left(node, ended).outside(history), here, node.outgoing
        for border in node.boundaries:
            if border.interrupting:
                for midway, here in self._midway(node, inside, trail):
                    broken = effects.broken_off(border, midway.outside(history))
                    yield broken, after(here, border), border.outgoing

    def _endings(self, node: Node, inside: History, trail: Trail | None) -> Iterator[tuple[History, Trail]]:
        scope = self._steps.inner(node)
        if scope is None:
            places = self._effects.judged_at(node, inside)
            self._judge.judge((*places, WAIT) if node.waits else places, inside, trail, node)
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
        with self._judge.within(after(trail, node)):
            return self._walked(_begin(scope), history)

    def _note_midway(self, result: Result, tokens: tuple[Laid, ...], ended: Ended) -> None:
        before = [ended[0]] if ended else []
        for (flow, history), trail in tokens:
            others = [h for (other, h), _ in tokens if other is not flow]
            ways: list[tuple[History, Trail | None]] = [(history, trail)]
            if flow.target is not None and self._steps.inner(flow.target) is not None:
                ways += self._midway(flow.target, self._effects.entered(flow.target, history), trail)
            for midway, path in ways:
                if flow.target is not None:
                    whole = together([*before, *others, midway])
                    needs = self._live.broken_off(flow.target.scope)
                    result.midway.setdefault(self._live.trimmed(whole, needs), path)

    # ---- paths beside the handling

    def _walk_asides(self, node: Node, history: History, trail: Trail | None, result: Result) -> None:
        for border in node.boundaries:
            if border.interrupting:
                continue
            begun, here = self._effects.begun(history, border), after(after(trail, node), border)
            with self._judge.within(here):
                ends = self._walked(tuple(border.outgoing), begun).ends
                for ended, path in ends.items():
                    self._judge.judge((SIDE_END,), ended, path, path.node)
            for ended, path in ends.items():
                if stops(path.node):  # the handling too, wherever it is
                    whole = after(here, path.node, "", path.before)
                    result.ends.setdefault(self._effects.stopped(ended), whole)
                else:
                    marks = {mark for mark in ended.done if mark.startswith(CHANGED)}
                    self.changed |= {mark.removeprefix(CHANGED) for mark in marks}


def _begin(scope: Scope) -> tuple[Flow, ...]:
    return tuple(flow for start in scope.starts for flow in start.outgoing)


def _origin(flow: Flow) -> Trail | None:
    """A path begins with the start it comes from; that of a timer with the timer, told by its caller."""
    source = flow.source
    return after(None, source) if source is not None and source.tag == "startEvent" else None


def _can_move(flow: Flow, arrived: set[Flow]) -> bool:
    target = flow.target
    return target is None or not is_join(target) or all(other in arrived for other in target.incoming)

"""How steps, choices and surroundings change what a path carries with it."""

from collections.abc import Iterator
from functools import lru_cache

from engine.check.law.history import CHANGED, CUT_OFF, WATCHED, History
from engine.check.law.knowledge import Known, names_in, range_of, refined, tree_of
from engine.check.law.marks import ASIDE, LATE, MAYBE_ADVICE, SPOKEN, TAKES_BACK, TERM
from engine.check.law.rules import ASKED
from engine.check.law.steps import ORAL, Steps, condition_of
from engine.check.law.timers import cuts_off, watches
from engine.check.model import Flow, Node


class Effects:
    """Asked many times for the same node, so what does not depend on the history is kept."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps
        self._around = lru_cache(maxsize=None)(self._look_around)
        self._beside = lru_cache(maxsize=None)(self._look_beside)
        self._elsewhere = lru_cache(maxsize=None)(steps.elsewhere)
        self._changed_beside = lru_cache(maxsize=None)(self._look_at_host)
        self._facts = lru_cache(maxsize=None)(steps.facts_of)
        self._read_at = lru_cache(maxsize=None)(self._read)
        self.left = lru_cache(maxsize=None)(self._after)
        self.chosen = lru_cache(maxsize=None)(self._choices)

    def begun(self, history: History, border: Node) -> History:
        """Return the history of a path that begins at a timer or message that interrupts nothing.

        The handling goes on beside it and may change any value. Known are the regime, unless the handling
        changes it, and of facts what they can be at all. That a committee may advise is judged there.
        """
        steps, marks = self._steps, {ASIDE} | ({LATE} if watches(border, self._steps.rule_of) else set())
        unknown = steps.followed - (ORAL.keys() - self._changed_beside(border))
        begun = self._set_off(border, history).forgetting(unknown).marked(add=marks, remove={MAYBE_ADVICE})
        return self.left(border, begun.knowing({**begun.known, **self._elsewhere(border)}, steps.followed))

    def _look_at_host(self, border: Node) -> frozenset[str]:
        """Return the names that the step of `border` gives a value."""
        return self._steps.set_in(node for node in border.scope.nodes if border in node.boundaries)

    def _set_off(self, border: Node, history: History) -> History:
        """Return the history behind the automatic steps with which the step of `border` begins."""
        (host,) = [node for node in border.scope.nodes if border in node.boundaries]
        scope = self._steps.inner(host)
        node, seen = _only_next(scope.starts[0]) if scope and len(scope.starts) == 1 else None, set[Node]()
        while node is not None and node.tag == "serviceTask" and node not in seen:
            seen.add(node)
            history, node = self.left(node, history), _only_next(node)
        return history

    def stopped(self, history: History) -> History:
        """Return the history of a case that a path beside the handling brought to its end."""
        changed = {mark for mark in history.done if mark.startswith(CHANGED)}
        return history.marked(remove={ASIDE, LATE} | changed)

    def entered(self, node: Node, history: History) -> History:
        """Return the history inside `node`, with the timers on its border and what they may change."""
        marks, changed = self._around(node)
        return history.marked(add=marks).forgetting(changed)

    def _look_around(self, node: Node) -> tuple[frozenset[str], frozenset[str]]:
        rule_of, borders = self._steps.rule_of, node.boundaries
        marks = {f"{CUT_OFF}{term}" for border in borders if (term := cuts_off(border, rule_of))}
        marks |= {f"{WATCHED}{TERM}" for border in borders if watches(border, rule_of)}
        beside = node.scope.reached_from([border for border in borders if not border.interrupting])
        return frozenset(marks), self._steps.set_in(beside) - self._steps.registered

    def _after(self, node: Node, history: History) -> History:
        """Return the history after `node` was done."""
        steps = self._steps
        marks = steps.marks(node)
        if node.waits and node.tag != "boundaryEvent":
            history = history.waited()
        given = {answer.gives for answer in steps.answers(node)}
        undone = given.union(*(TAKES_BACK.get(mark, frozenset()) for mark in marks))
        if given:  # what was answered before no longer counts
            stale = {n for n, _ in history.values if any(a.gives in given for a in steps.meant(n))}
            history = history.forgetting(frozenset(stale))
        history = history.marked(remove=undone, add=(marks - given) & ASKED)
        new = {name: found for name, found in self.given(node, history).items() if name in steps.followed}
        if ASIDE in history.done:
            history = history.marked(add={f"{CHANGED}{name}" for name in new.keys() & steps.facts_of(node)})
        return history.knowing({**history.known, **new}, steps.followed) if new else history

    def given(self, node: Node, history: History) -> Known:
        """Return the values that `node` sets; what it copies is as much known as what it is copied from."""
        new, moving = self._steps.set_by(node), self._steps.moving(node)
        if not moving:
            return new
        known = history.known
        return {**new, **{key: range_of(tree, known) for key, tree in moving.items()}}

    def judged_at(self, node: Node, history: History) -> frozenset[str]:
        """Return the places in the table of rules that `node` is: its marks, and whether it ends the term."""
        facts, places = self._facts(node) & ORAL.keys(), self._steps.marks(node)
        if facts:
            given = self.given(node, history)
            if any(given[name].allows(ORAL[name]) for name in facts):
                places |= {SPOKEN}
        return places

    def broken_off(self, border: Node, history: History) -> History:
        """Return the history after `border` interrupted its step."""
        term = cuts_off(border, self._steps.rule_of)
        return self.left(border, history.too_late_for(term) if term else history)

    def _choices(self, node: Node, history: History) -> list[tuple[Flow, History]]:
        """Return the ways on from a choice that can be taken, each with what is known there."""
        return list(self._chosen(node, history))

    def _chosen(self, node: Node, history: History) -> Iterator[tuple[Flow, History]]:
        steps = self._steps
        for flow in node.outgoing:
            known = _known_on(flow, node, history.known)
            if known is None:
                continue
            read = self._read_at(node)
            gives = {
                answer.gives
                for name in read & known.keys()
                for answer in steps.meant(name)
                if known[name].within(answer.values)
            }
            yield flow, history.knowing(known, steps.followed).marked(add=gives)

    def _read(self, node: Node) -> frozenset[str]:
        return frozenset().union(*(names_in(condition_of(flow.condition)) for flow in node.outgoing))

    def split(self, node: Node, history: History) -> Iterator[tuple[Flow, History]]:
        """Yield the parallel ways; each forgets what the ways beside it may change meanwhile."""
        for flow, changed in self._beside(node).items():
            yield flow, history.forgetting(changed)

    def _look_beside(self, node: Node) -> dict[Flow, frozenset[str]]:
        if len(node.outgoing) < 2:
            return {flow: frozenset() for flow in node.outgoing}
        reached_from = node.scope.reached_from
        reach = {flow: reached_from([flow.target] if flow.target else []) for flow in node.outgoing}
        shared = set.intersection(*reach.values())
        own = {flow: self._steps.set_in(nodes - shared) for flow, nodes in reach.items()}
        return {
            flow: frozenset().union(*(names for other, names in own.items() if other is not flow))
            for flow in node.outgoing
        }


def _only_next(node: Node) -> Node | None:
    return node.outgoing[0].target if len(node.outgoing) == 1 else None


def _known_on(flow: Flow, node: Node, known: Known) -> Known | None:
    """Return what is known on an arrow out of a choice; None when nobody can go that way."""
    if node.element.get("default") != flow.id:
        return refined(known, tree_of(condition_of(flow.condition)), True)
    left: Known | None = known
    for other in node.outgoing:
        if left is not None and other is not flow:
            left = refined(left, tree_of(condition_of(other.condition)), False)
    return left

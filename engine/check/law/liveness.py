"""What of its history a path still needs, so that paths that differ in nothing else become one.

A value is needed while a choice or a registration that is still to come may read it; a mark while a rule
that is still to be held asks for it. What is set anew before that is not needed either. Forgetting the
rest changes no verdict, for nothing ahead looks at it. Computed once, backwards over all drawings, and
for all callers of a process together.
"""

from collections import defaultdict
from functools import lru_cache

from engine.check.law.history import AROUND, CHANGED, PASSED, WITHIN, History
from engine.check.law.knowledge import Range, names_in, sources
from engine.check.law.marks import ANYWHERE, ASIDE, LATE, SPOKEN
from engine.check.law.rule import Rule
from engine.check.law.rules import ASKED, RULES
from engine.check.law.steps import ORAL, OUTCOME, REGIME, Steps, condition_of
from engine.check.law.timers import cuts_off
from engine.check.model import Flow, Node, ProcessModel, Scope

Needs = frozenset[str]  # marks, and names of values
NOTHING: Needs = frozenset()
_NOT_ADVICE = Range(frozenset({"9.1.3"}), others=True)
_BY_THEMSELVES = (*AROUND, CHANGED)


class Liveness:
    """What is needed before each node, and when a scope is left or broken off."""

    def __init__(self, steps: Steps, process: ProcessModel) -> None:
        self._steps = steps
        nodes = steps.with_inner(process.nodes)
        self._owners: dict[Scope, list[Node]] = defaultdict(list)
        for node in nodes:
            scope = steps.inner(node)
            if scope is not None:
                self._owners[scope].append(node)
        self._before: dict[Node, Needs] = dict.fromkeys(nodes, NOTHING)
        self._breaks: dict[Scope, Needs] = {node.scope: NOTHING for node in nodes}
        self._uses = {node: self._used_by(node) for node in nodes}
        self._sets = {node: self._set_by(node) for node in nodes}
        self._settle()
        self.for_arrows = lru_cache(maxsize=None)(self._for_arrows)
        self.behind = lru_cache(maxsize=None)(self._behind)
        self.trimmed = lru_cache(maxsize=None)(_trimmed)
        self.can_break_off = lru_cache(maxsize=None)(self._can_break_off)

    def _for_arrows(self, flows: tuple[Flow, ...]) -> Needs:
        """Return what a token on any of these arrows needs."""
        return NOTHING.union(*(self._before[flow.target] for flow in flows if flow.target is not None))

    def _behind(self, scope: Scope) -> Needs:
        """Return what is needed after the end of a scope, by any of its callers."""
        return NOTHING.union(*(self._after(owner) for owner in self._owners[scope]))

    def _broken_off(self, scope: Scope) -> Needs:
        borders = [b for owner in self._owners[scope] for b in owner.boundaries if b.interrupting]
        outer = (self._breaks[owner.scope] for owner in self._owners[scope])
        return NOTHING.union(*outer, *(self._before[border] for border in borders))

    def broken_off(self, scope: Scope) -> Needs:
        """Return what is needed where a timer or message around a scope interrupts it."""
        return self._breaks[scope]

    def _can_break_off(self, scope: Scope) -> bool:
        """Tell whether a timer or message around a scope, however far out, interrupts it."""
        around, pending = set[Node](), list(self._owners[scope])
        while pending:
            owner = pending.pop()
            if owner not in around:
                around.add(owner)
                pending += self._owners[owner.scope]
        return any(border.interrupting for owner in around for border in owner.boundaries)

    # ---- backwards until nothing changes

    def _settle(self) -> None:
        backwards = self._backwards()
        is_changing = True
        while is_changing:
            is_changing = False
            for node in backwards:
                needs = self._needed_at(node)
                if needs != self._before[node]:
                    self._before[node] = needs
                    is_changing = True
            for scope in self._breaks:
                needs = self._broken_off(scope)
                if needs != self._breaks[scope]:
                    self._breaks[scope] = needs
                    is_changing = True

    def _backwards(self) -> list[Node]:
        """Return the nodes so that, loops aside, what follows a node stands before it."""
        order: dict[Node, None] = {}
        opened = set[Node]()
        for first in self._before:
            pending = [first]
            while pending:
                node = pending[-1]
                if node in opened:
                    order.setdefault(pending.pop())
                    continue
                opened.add(node)
                scope = self._steps.inner(node)
                ahead = [*(scope.starts if scope else []), *node.successors()]
                pending += [other for other in ahead if other not in opened]
        return list(order)

    def _needed_at(self, node: Node) -> Needs:
        scope = self._steps.inner(node)
        inside = [self._before[start] for start in scope.starts] if scope else []
        beside = [self._before[border] for border in node.boundaries]
        return self._uses[node].union(
            self._after(node) - self._sets[node], self._breaks[node.scope], *inside, *beside
        )

    def _after(self, node: Node) -> Needs:
        following = [self._before[flow.target] for flow in node.outgoing if flow.target is not None]
        if node.tag == "endEvent":
            following.append(self._behind(node.scope))
        return NOTHING.union(*following)

    # ---- a node by itself

    def _used_by(self, node: Node) -> Needs:
        steps = self._steps
        places = steps.marks(node) | ({SPOKEN} if steps.facts_of(node) & ORAL.keys() else NOTHING)
        asked = {mark for rule in RULES if not places.isdisjoint(rule.at) for mark in _asked_by(rule)}
        read = {name for flow in node.outgoing for name in names_in(condition_of(flow.condition))}
        copied = NOTHING.union(*map(sources, steps.moving(node).values()))
        cuts = {f"{PASSED}{term}" for term in self._cut_off_around(node)} if node.waits else NOTHING
        return frozenset(asked | read | copied | cuts)

    def _cut_off_around(self, node: Node) -> set[str]:
        """Return the terms at which a timer breaks off this step or one that it is part of."""
        found, pending, seen = set[str](), [node], set[Node]()
        while pending:
            host = pending.pop()
            if host not in seen:
                seen.add(host)
                found |= {
                    term for border in host.boundaries if (term := cuts_off(border, self._steps.rule_of))
                }
                pending += self._owners.get(host.scope, [])
        return found

    def _set_by(self, node: Node) -> Needs:
        """Return the marks and names that are surely new, or gone, after a node."""
        steps = self._steps
        if steps.inner(node) is not None:
            return NOTHING
        timed = (
            {m for m in ASKED if m.startswith(WITHIN)} if node.waits and node.tag != "boundaryEvent" else ()
        )
        given = {answer.gives for answer in steps.answers(node)}
        return frozenset(steps.set_by(node)).union(steps.marks(node) - given, given, timed)


def _asked_by(rule: Rule) -> tuple[str, ...]:
    return (*rule.needs, *rule.when, *rule.unless)


_EVERYWHERE = frozenset(mark for rule in RULES if ANYWHERE & set(rule.at) for mark in _asked_by(rule))
_KEPT = _EVERYWHERE | {ASIDE, LATE}


_RULED = frozenset({*ORAL, OUTCOME, REGIME})  # names that rules ask about


@lru_cache(maxsize=4096)
def _kept(done: Needs) -> Needs:
    """Return the marks that stay, whatever is ahead."""
    return frozenset(mark for mark in done if mark in _KEPT or mark.startswith(_BY_THEMSELVES))


def _trimmed(history: History, needs: Needs) -> History:
    """Return what of a history is needed; of what only rules ask, as much as they can ask."""
    done = (history.done & needs) | _kept(history.done)
    values = set()
    for pair in history.values:
        name, found = pair
        if name in needs:
            values.add(pair)
        elif name in _RULED and (left := _for_rules(name, found)) is not None:
            values.add((name, left))
    return History(done, frozenset(values))


def _for_rules(name: str, found: Range) -> Range | None:
    """Return what rules can ask about a value that nothing ahead reads; None for nothing."""
    if name in ORAL and found.within(ORAL[name].values):
        return found
    if name == OUTCOME:
        return found if len(found.values) == 1 and not found.others else None
    if name != REGIME or not found.excludes("9.1.3"):
        return found if name == REGIME and found.within(_NOT_ADVICE.values) else None
    return _NOT_ADVICE

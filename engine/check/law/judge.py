"""Holds the rules against a history, and keeps the shortest path on which each is broken."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.check.law.history import History, Trail, after
from engine.check.law.rule import Rule
from engine.check.law.rules import RULES
from engine.check.law.steps import ORAL
from engine.check.model import Node


@dataclass(frozen=True)
class Miss:
    """A path on which a rule is broken; the last step is where."""

    rule: Rule
    node: Node
    steps: tuple[Trail, ...]


class Judge:
    """`misses` holds the shortest path that was found for each broken rule."""

    def __init__(self) -> None:
        self.misses: dict[Rule, Miss] = {}
        self._outer: list[Trail] = []  # how the process or sub-process that is walked now was reached

    @property
    def depth(self) -> int:
        return len(self._outer)

    @contextmanager
    def within(self, trail: Trail) -> Iterator[None]:
        """Paths that are judged inside begin behind `trail`."""
        self._outer.append(trail)
        try:
            yield
        finally:
            self._outer.pop()

    def judge(self, places: Iterable[str], history: History, trail: Trail | None, node: Node) -> None:
        """Hold every rule of `places` against what was done before `node`."""
        is_oral = _is_oral(history)
        for rule in (rule for place in places for rule in _RULES_AT[place]):
            if is_oral and not rule.oral_too:
                continue
            if rule.when and not any(map(history.holds, rule.when)):
                continue
            if not any(map(history.holds, rule.needs + rule.unless)):
                self._miss(rule, node, trail)

    def _miss(self, rule: Rule, node: Node, trail: Trail | None) -> None:
        steps = [step for way in (*self._outer, *([trail] if trail else [])) for step in way.steps()]
        if not steps or steps[-1].node is not node:
            steps.append(after(None, node))
        if rule not in self.misses or len(steps) < len(self.misses[rule].steps):
            self.misses[rule] = Miss(rule, node, tuple(steps))


def _is_oral(history: History) -> bool:
    """9:2 asks proper handling of an oral complaint; 9:5 to 9:12a are for written ones (9:4)."""
    return any(name in ORAL and found.within(ORAL[name].values) for name, found in history.values)


def _rules_at() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in RULES:
        for place in rule.at:
            found[place].append(rule)
    return found


_RULES_AT = _rules_at()

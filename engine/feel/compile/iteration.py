"""`for`, `some` and `every`. Each round is charged, so no loop outlives its budget."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from engine.feel.compile.compiler import Compiler, handles
from engine.feel.errors import FeelLimitError
from engine.feel.limits import MAX_INT, MAX_ITEMS
from engine.feel.syntax import Node, count, parts
from engine.feel.values import NUMBERS, Closure, Frame, Range, Run, Value, adopt_part

Domain = Callable[[Run, Frame], Iterable[Value] | None]


def as_list(value: Value) -> list[Value]:
    """Return a list as it is, null as the empty list, another value as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def steps_between(start: Value, end: Value) -> list[Value] | None:
    """Return the whole numbers or days from `start` to `end`, both included, in either direction."""
    if type(start) in NUMBERS and type(end) in NUMBERS:
        if max(abs(start), abs(end)) >= MAX_INT:
            return None
        first, last = int(start), int(end)
        if first != start or last != end:
            return None
        _check_length(abs(last - first))
        return list(range(first, last + 1) if first <= last else range(first, last - 1, -1))
    if type(start) is date and type(end) is date:
        days = (end - start).days
        _check_length(abs(days))
        step = 1 if days >= 0 else -1
        return [start + timedelta(days=n) for n in range(0, days + step, step)]
    return None


def _check_length(length: int) -> None:
    if length >= MAX_ITEMS:
        raise FeelLimitError(f"De reeks is langer dan {MAX_ITEMS}.")


def _domain(compiler: Compiler, trees: list[Any]) -> Domain:
    closures = compiler.compile_all(trees)
    if len(closures) == 2:
        start, end = closures
        return lambda run, frame: steps_between(start(run, frame), end(run, frame))
    (only,) = closures

    def values(run: Run, frame: Frame) -> list[Value] | None:
        value = only(run, frame)
        if isinstance(value, Range):
            return _steps_in(value)
        return None if value is None else as_list(value)

    return values


def _steps_in(interval: Range) -> list[Value] | None:
    steps = steps_between(interval.start, interval.end)
    if steps is None:
        return None
    return steps[0 if interval.start_included else 1 : len(steps) if interval.end_included else -1]


class Iteration:
    """The iterators of one `for`, `some` or `every`, and the expression they feed."""

    def __init__(self, compiler: Compiler, iterators: Node, body: Node, extra: set[str]) -> None:
        self.domains: list[tuple[str, Domain]] = []
        depth = len(compiler.scopes)
        compiler.scopes.append(set(extra))
        for iterator in parts(iterators):
            name, *trees = parts(iterator)
            self.domains.append((str(name), _domain(compiler, trees)))
            compiler.scopes.append({str(name)})
        self.body = compiler.compile(body)
        del compiler.scopes[depth:]
        self.cost = 1 + count(body)

    def rounds(self, run: Run, frame: Frame) -> Iterator[Frame] | None:
        """Return the local names of each round, or None when there is nothing to go through."""
        values = self.domains[0][1](run, frame)
        return None if values is None else self._rounds(run, frame, 0, values)

    def _rounds(self, run: Run, frame: Frame, level: int, values: Iterable[Value]) -> Iterator[Frame]:
        name = self.domains[level][0]
        innermost = level + 1 == len(self.domains)
        for value in values:
            inner = ({name: adopt_part(value)}, frame)
            run.charge(self.cost if innermost else 1)
            if innermost:
                yield inner
            else:
                following = self.domains[level + 1][1](run, inner)
                yield from self._rounds(run, inner, level + 1, following or ())


@handles("loop")
def _loop(compiler: Compiler, tree: Node) -> Closure:
    iterators, body = parts(tree)
    iteration = Iteration(compiler, iterators, body, {"partial"})

    def loop(run: Run, frame: Frame) -> Value:
        results: list[Value] = []
        rounds = iteration.rounds(run, ({"partial": results}, frame))
        if rounds is None:
            return None
        for inner in rounds:
            results.append(iteration.body(run, inner))
            _check_length(len(results) - 1)
        return results

    return loop


@handles("quantified")
def _quantified(compiler: Compiler, tree: Node) -> Closure:
    word, iterators, body = parts(tree)
    iteration = Iteration(compiler, iterators, body, set())
    decisive = word == "some"  # one true decides `some`, one false decides `every`

    def quantified(run: Run, frame: Frame) -> bool | None:
        rounds = iteration.rounds(run, ({}, frame))
        if rounds is None:
            return None
        outcome: bool | None = not decisive
        for inner in rounds:
            value = iteration.body(run, inner)
            if value is decisive:
                return bool(value)
            if not isinstance(value, bool):
                outcome = None
        return outcome

    return quantified

"""Functions on lists."""

from collections.abc import Callable
from functools import cmp_to_key
from itertools import chain
from typing import Any

from engine.feel.builtins.numbers import Number, total
from engine.feel.builtins.registry import builtin
from engine.feel.comparison import equal, less
from engine.feel.limits import size_checked, weigh
from engine.feel.values import CONTEXT, NUMBERS, Function, Run, Value, adopt

Items = list[Value]


def _numbers(items: Items) -> bool:
    return bool(items) and all(type(item) in NUMBERS for item in items)


@builtin("list contains(list: list, element: any)")
def list_contains(items: Items, element: Value) -> bool:
    return any(equal(item, element) is True for item in items)


@builtin("count(list: list)")
def count(items: Items) -> int:
    return len(items)


def _extreme(items: Items, better: Callable[[Value, Value], bool | None]) -> Value:
    if not items:
        return None
    best = items[0]
    for item in items:
        outcome = better(item, best)
        if outcome is None:
            return None
        if outcome:
            best = item
    return best


@builtin("min(list: list)", "min(...list: any)")
def minimum(items: Items) -> Value:
    return _extreme(items, less)


@builtin("max(list: list)", "max(...list: any)")
def maximum(items: Items) -> Value:
    return _extreme(items, lambda item, best: less(best, item))


@builtin("sum(list: list)", "sum(...list: any)")
def sum_of(items: Items) -> Value:
    return total(items) if _numbers(items) else None


@builtin("product(list: list)", "product(...list: any)")
def product(items: Items) -> Value:
    if not _numbers(items):
        return None
    outcome: Any = CONTEXT.create_decimal(1)
    for item in items:
        outcome = CONTEXT.multiply(outcome, item)
    return outcome


@builtin("mean(list: list)", "mean(...list: any)")
def mean(items: Items) -> Value:
    return CONTEXT.divide(total(items), len(items)) if _numbers(items) else None


@builtin("median(list: list)", "median(...list: any)")
def median(items: Items) -> Value:
    if not _numbers(items):
        return None
    ordered, middle = sorted(items), len(items) // 2
    if len(items) % 2:
        return ordered[middle]
    return CONTEXT.divide(CONTEXT.add(ordered[middle - 1], ordered[middle]), 2)


@builtin("stddev(list: list)", "stddev(...list: any)")
def stddev(items: Items) -> Value:
    """Return the standard deviation of a sample."""
    if not _numbers(items) or len(items) < 2:
        return None
    centre = CONTEXT.divide(total(items), len(items))
    squares: list[Number] = [CONTEXT.power(CONTEXT.subtract(item, centre), 2) for item in items]
    return CONTEXT.sqrt(CONTEXT.divide(total(squares), len(items) - 1))


@builtin("mode(list: list)", "mode(...list: any)")
def mode(items: Items) -> Value:
    """Return the numbers that occur most, in ascending order."""
    if not items:
        return []
    if not _numbers(items):
        return None
    counts: dict[Number, int] = {}
    for item in items:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values())
    return sorted(value for value, times in counts.items() if times == most)


@builtin("all(list: list)", "all(...list: any)", "and(list: list)", "and(...list: any)")
def all_true(items: Items) -> bool | None:
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


@builtin("any(list: list)", "any(...list: any)", "or(list: list)", "or(...list: any)")
def any_true(items: Items) -> bool | None:
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


@builtin("sublist(list: list, start position: integer, length?: integer)")
def sublist(items: Items, start: int, length: int | None = None) -> Items | None:
    if start == 0 or abs(start) > len(items):
        return None
    begin = start - 1 if start > 0 else len(items) + start
    if length is None:
        return items[begin:]
    return items[begin : begin + length] if 0 < length <= len(items) - begin else None


@builtin("append(list: list, ...item: any)")
def append(items: Items, more: Items) -> Items:
    return size_checked([*items, *more])


@builtin("concatenate(...list: any)")
def concatenate(lists: Items) -> Items | None:
    if any(part is None for part in lists):
        return None
    parts = [part if isinstance(part, list) else [part] for part in lists]
    size_checked(range(sum(map(len, parts))))
    return list(chain.from_iterable(parts))


@builtin("insert before(list: list, position: integer, newItem: any)")
def insert_before(items: Items, position: int, new: Value) -> Items | None:
    index = _index(items, position)
    return None if index is None else [*items[:index], new, *items[index:]]


@builtin("remove(list: list, position: integer)")
def remove(items: Items, position: int) -> Items | None:
    index = _index(items, position)
    return None if index is None else [*items[:index], *items[index + 1 :]]


def _index(items: Items, position: int) -> int | None:
    """Return the index of a position that counts from 1, or from -1 at the end."""
    if position == 0 or abs(position) > len(items):
        return None
    return position - 1 if position > 0 else len(items) + position


@builtin("list replace(list: list, position: integer, newItem: any)")
def list_replace(items: Items, position: int, new: Value) -> Items | None:
    index = _index(items, position)
    return None if index is None else [*items[:index], new, *items[index + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any)", needs_run=True)
def list_replace_matching(run: Run, items: Items, match: Function, new: Value) -> Items | None:
    outcome: Items = []
    for item in items:
        decision = match.call(run, (item, new))
        if not isinstance(decision, bool):
            return None
        outcome.append(new if decision else item)
    return outcome


@builtin("reverse(list: list)")
def reverse(items: Items) -> Items:
    return items[::-1]


@builtin("index of(list: list, match: any)")
def index_of(items: Items, match: Value) -> list[int]:
    return [index for index, item in enumerate(items, 1) if equal(item, match) is True]


@builtin("union(...list: any)", needs_run=True)
def union(run: Run, lists: Items) -> Items | None:
    joined = concatenate(lists)
    return None if joined is None else distinct_values(run, joined)


@builtin("distinct values(list: list)", needs_run=True)
def distinct_values(run: Run, items: Items) -> Items:
    outcome: Items = []
    for item in items:
        run.charge(1 + len(outcome) // 8)
        if not any(equal(item, known) is True for known in outcome):
            outcome.append(item)
    return outcome


@builtin("duplicate values(list: list)", needs_run=True)
def duplicate_values(run: Run, items: Items) -> Items:
    run.charge(len(items) * len(items) // 8)
    return distinct_values(run, [item for item in items if len(index_of(items, item)) > 1])


@builtin("flatten(list: list)")
def flatten(items: Items) -> Items:
    weigh(items)
    outcome: Items = []
    todo = items[::-1]
    while todo:
        item = todo.pop()
        if isinstance(item, list):
            todo.extend(reversed(item))
        else:
            outcome.append(adopt(item))
    return outcome


@builtin("sort(list: list, precedes?: function)", needs_run=True)
def sort(run: Run, items: Items, precedes: Function | None = None) -> Items | None:
    """Return the list in the order of `precedes`, or in natural order; null when items cannot be compared."""
    failed = False

    def compare(left: Value, right: Value) -> int:
        nonlocal failed
        run.charge(1)
        forth = precedes.call(run, (left, right)) if precedes else less(left, right)
        if forth is True:
            return -1
        failed = failed or (forth is None and precedes is None)
        back = precedes.call(run, (right, left)) if precedes else less(right, left)
        return 1 if back is True else 0

    ordered = sorted(items, key=cmp_to_key(compare))
    return None if failed else ordered

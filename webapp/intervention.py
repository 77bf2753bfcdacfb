"""Which tasks to give to whom, so that fewer cases become late: the forecast, run again with the move."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from webapp.forecast import Forecast, Position, Work

AMOUNTS = (1, 2, 3, 5, 8, 13, 20)  # tasks to move at once
SOURCES = 4  # queues looked at: those with most threatened cases
TARGETS = 3  # colleagues looked at: those with least to do


@dataclass(frozen=True)
class Proposal:
    """Give `tasks` of queue `source` to `target`. Cases that are late then: `before` and `after`."""

    source: str
    target: str
    role: str
    tasks: tuple[int, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def saved(self) -> int:
        return len(self.before) - len(self.after)


def propose(
    forecast: Forecast,
    positions: Iterable[Position],
    work: Sequence[Work],
    team: Mapping[str, Sequence[str]],
    *,
    may_have: Callable[[str, str], bool],
    until: date,
) -> Proposal | None:
    """Return the move that keeps most cases in time, the smallest that does so; None when no move helps.

    `team` names the people of a role; `may_have(username, case_id)` is false for who is involved (Awb 9:7).
    Looks at terms that end up to and including `until`.
    """
    within = {one.task_id: one for one in positions if one.task_id and one.last_day <= until}
    late = set(late_cases(forecast, within.values(), forecast.turns(work)))
    best: Proposal | None = None
    for source, role in _sources(work, late):
        for target in _targets(work, team.get(role, ()), source):
            found = _best_amount(forecast, within, work, late, source, target, role, may_have)
            if found and (best is None or (found.saved, -len(found.tasks)) > (best.saved, -len(best.tasks))):
                best = found
    return best


def late_cases(forecast: Forecast, positions: Iterable[Position], turns: Mapping[int, int]) -> list[str]:
    """Return the cases whose term runs and will more likely be missed than not."""
    return [
        one.case_id
        for one in positions
        if forecast.in_time(one) and forecast.estimate(one, turns.get(one.task_id, 0)).threatened
    ]


def moved(work: Iterable[Work], tasks: Iterable[int], queue: str) -> list[Work]:
    """Return the open tasks as they would lie after giving `tasks` to `queue`."""
    chosen = set(tasks)
    return [replace(one, queue=queue) if one.task_id in chosen else one for one in work]


def _best_amount(
    forecast: Forecast,
    within: Mapping[int, Position],
    work: Sequence[Work],
    late: set[str],
    source: str,
    target: str,
    role: str,
    may_have: Callable[[str, str], bool],
) -> Proposal | None:
    queue = f"@{target}"
    mine = [one for one in work if one.queue in (source, queue)]
    touched = [within[one.task_id] for one in mine if one.task_id in within]
    cases = {one.case_id for one in touched}
    before = tuple(sorted(late & cases))
    candidates = [
        one.task_id
        for one in sorted(mine, key=lambda one: (one.due, one.task_id))
        if one.queue == source and one.role == role and one.task_id in within and one.case_id in late
        and not one.waits
        and may_have(target, one.case_id)
    ]  # fmt: skip
    best: Proposal | None = None
    others = tuple(sorted(late - cases))
    for amount in AMOUNTS:
        if amount > len(candidates) and amount != AMOUNTS[0] and len(candidates) <= _previous(amount):
            break
        tasks = tuple(candidates[:amount])
        if not tasks:
            break
        turns = forecast.turns(moved(mine, tasks, queue))
        after = tuple(sorted(late_cases(forecast, touched, turns)))
        found = Proposal(source, target, role, tasks, others + before, others + after)
        if found.saved > 0 and (best is None or found.saved > best.saved):
            best = found
    return best


def _previous(amount: int) -> int:
    return max((one for one in AMOUNTS if one < amount), default=0)


def _sources(work: Iterable[Work], late: set[str]) -> list[tuple[str, str]]:
    held: dict[tuple[str, str], int] = defaultdict(int)
    for one in work:
        if one.case_id in late and not one.waits:
            held[one.queue, one.role] += 1
    return sorted(held, key=lambda pair: (-held[pair], pair))[:SOURCES]


def _targets(work: Iterable[Work], people: Sequence[str], source: str) -> list[str]:
    load = dict.fromkeys(people, 0)
    for one in work:
        if one.queue[1:] in load and one.queue.startswith("@"):
            load[one.queue[1:]] += 1
    load.pop(source.removeprefix("@"), None)
    return sorted(load, key=lambda name: (load[name], name))[:TARGETS]

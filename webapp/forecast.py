"""Which terms will be missed if nothing happens? Pure arithmetic: no database, no clock.

**What it learns.** In finished cases every step lasted from its opening until the next one opened, the last
one until the term was met. Those spans add up to the whole road, waiting for others included. Per step it
keeps how many *working* days the span took (an empirical distribution) and which step came next how often.

**Few observations.** A distribution is mixed with a wider one as if that had been seen `WEIGHT` times: a step
with that of its process, a process with that of everything, and everything with `UNKNOWN`. A step that was
never seen goes on to the nearest step in the drawing.

**How it looks ahead.** The time left is what is left of the present step, given the days it has lasted
already, plus the road behind it: all continuations, weighed by how often they were taken. The present step
takes at least as long as its turn takes to come: the place of the task in its queue, by date, divided
by what that person or team finishes in a working day. That is why redistributing helps, and how far.

A case is *late* when more working days are needed than are left up to and including the last day.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

LONGEST = 60  # working days; whatever takes longer counts as this long
WEIGHT = 4.0  # observations
UNKNOWN = {0: 0.1, 1: 0.2, 2: 0.2, 3: 0.15, 5: 0.15, 10: 0.15, 20: 0.05}  # days of any step, anywhere
ROUNDS = 40  # how often a road with loops is walked
CLOSE_ENOUGH = 1e-5
SLOWEST = 0.2  # tasks a working day; nobody is taken to be slower
USUAL = 2.0  # tasks a working day of somebody of whom nothing is known
MET = ""  # the "step" in which the term has been met

Chances = Sequence[float]


class WorkDays:
    """Counts working days, fast: asked tens of thousands of times for days close together."""

    def __init__(self, is_working_day: Callable[[date], bool]) -> None:
        self._is_working_day = is_working_day
        self._numbers: dict[date, int] = {}
        self._first = self._last = date.min

    def between(self, start: date, end: date) -> int:
        """Return the working days after `start` up to and including `end`; negative when it is earlier."""
        return self._number(end) - self._number(start)

    def after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; the day itself for 0."""
        while count > 0:
            day += timedelta(days=1)
            count -= self._is_working_day(day)
        return day

    def _number(self, day: date) -> int:
        found = self._numbers.get(day)
        if found is None:
            self._reach(day)
            found = self._numbers[day]
        return found

    def _reach(self, day: date) -> None:
        if not self._numbers:
            self._first = self._last = day
            self._numbers[day] = 0
        while self._last < day:
            number, self._last = self._numbers[self._last], self._last + timedelta(days=1)
            self._numbers[self._last] = number + self._is_working_day(self._last)
        while self._first > day:
            earlier = self._first - timedelta(days=1)
            self._numbers[earlier] = self._numbers[self._first] - self._is_working_day(self._first)
            self._first = earlier


@dataclass(frozen=True)
class Stay:
    """How long one step of a case lasted, in working days, and what came next (`MET`: the end)."""

    process: str
    step: str
    days: int
    following: str


@dataclass
class _Seen:
    days: Counter[int] = field(default_factory=Counter)
    following: Counter[str] = field(default_factory=Counter)


class Model:
    """What finished cases teach. `road` gives the step after one that was never seen."""

    def __init__(self, stays: Iterable[Stay], road: Callable[[str], str] = lambda step: MET) -> None:
        self._seen: dict[str, _Seen] = defaultdict(_Seen)
        self._process: dict[str, str] = {}
        self._road = road
        for stay in stays:
            seen = self._seen[stay.step]
            seen.days[min(max(stay.days, 0), LONGEST)] += 1
            seen.following[stay.following] += 1
            self._process[stay.step] = stay.process
        self._learn()

    @classmethod
    def from_told(cls, told: Mapping[str, Any], road: Callable[[str], str] = lambda step: MET) -> "Model":
        """Return the model that :meth:`told` wrote."""
        model = cls((), road)
        for step, (process, days, following) in told.items():
            model._process[step] = process
            model._seen[step] = _Seen(Counter(dict(days)), Counter(dict(following)))
        model._learn()
        return model

    def told(self) -> dict[str, Any]:
        """Return what was learnt as plain values, to keep."""
        return {
            step: [self._process[step], [list(pair) for pair in seen.days.items()],
                   [list(pair) for pair in seen.following.items()]]
            for step, seen in self._seen.items()
        }  # fmt: skip

    @property
    def steps(self) -> Sequence[str]:
        return tuple(self._seen)

    def observations(self, step: str) -> int:
        return sum(self._seen[step].days.values()) if step in self._seen else 0

    def late(self, step: str, process: str, elapsed: int, turn: int) -> tuple[float, ...]:
        """Return, per number of working days left, the chance that they are too few.

        `elapsed` are the days the step has lasted; `turn` those before somebody gets to it.
        """
        key = (step, process, min(elapsed, LONGEST), min(turn, LONGEST))
        if key not in self._late:
            self._late[key] = self._tail(*key)
        return self._late[key]

    # -- learning ---------------------------------------------------------------------------------

    def _learn(self) -> None:
        self._late: dict[tuple[str, str, int, int], tuple[float, ...]] = {}
        pooled: dict[str, Counter[int]] = defaultdict(Counter)
        for step, seen in self._seen.items():
            pooled[self._process[step]] += seen.days
        everything = sum(pooled.values(), Counter())
        self._any = _mixed(everything, UNKNOWN)
        self._of_process = {process: _mixed(days, self._any) for process, days in pooled.items()}
        self._roads: dict[str, list[float]] = {MET: _now()}
        for step in self._seen:
            self._roads[step] = _now()
        for _ in range(ROUNDS):
            if self._walk() < CLOSE_ENOUGH:
                break

    def _walk(self) -> float:
        """Work out every road once more from the roads behind it; return the largest change."""
        moved = 0.0
        for step in self._seen:
            road = _sum(self._days(step, self._process[step]), self._behind(step))
            moved = max(moved, max(abs(a - b) for a, b in zip(road, self._roads[step], strict=True)))
            self._roads[step] = road
        return moved

    def _days(self, step: str, process: str) -> Mapping[int, float]:
        pool = self._of_process.get(process, self._any)
        return _mixed(self._seen[step].days, pool) if step in self._seen else pool

    def _behind(self, step: str) -> Chances:
        """The time from the end of a step until the term is met."""
        if step not in self._seen:
            following = self._road(step)
            return self._roads.get(following) or _sum(self._any, self._unseen_road(following))
        total, road = self.observations(step), [0.0] * (LONGEST + 1)
        for following, times in self._seen[step].following.items():
            for days, chance in enumerate(self._roads[following if following in self._roads else MET]):
                road[days] += chance * times / total
        return road

    def _unseen_road(self, step: str) -> Chances:
        walked, road = {step}, _now()
        while (step := self._road(step)) and step not in walked:
            walked.add(step)
            if step in self._roads:
                return _sum(dict(enumerate(road)), self._roads[step])
            road = _sum(self._any, road)
        return road

    # -- looking ahead ----------------------------------------------------------------------------

    def _tail(self, step: str, process: str, elapsed: int, turn: int) -> tuple[float, ...]:
        left: dict[int, float] = defaultdict(float)
        days = self._days(step, process)
        possible = sum(chance for length, chance in days.items() if length >= elapsed)
        if possible < 1e-9:  # longer than ever seen: as if it had just begun
            days, elapsed, possible = self._of_process.get(process, self._any), 0, 1.0
        for length, chance in days.items():
            if length >= elapsed:
                left[max(length - elapsed, turn)] += chance / possible
        total = _sum(left, self._behind(step))
        return tuple(max(0.0, 1.0 - sure) for sure in accumulate(total))


def _now() -> list[float]:
    return [1.0] + [0.0] * LONGEST


def _mixed(seen: Counter[int], wider: Mapping[int, float]) -> dict[int, float]:
    """The observations, with the wider distribution as if it had been seen `WEIGHT` times."""
    total = sum(seen.values()) + WEIGHT
    mixed = {days: WEIGHT * chance / total for days, chance in wider.items()}
    for days, times in seen.items():
        mixed[days] = mixed.get(days, 0.0) + times / total
    return mixed


def _sum(first: Mapping[int, float], second: Chances) -> list[float]:
    """The distribution of the sum of two independent numbers of days."""
    total = [0.0] * (LONGEST + 1)
    some = [(days, chance) for days, chance in enumerate(second) if chance > 1e-9]
    for days, chance in first.items():
        for more, other in some:
            total[min(days + more, LONGEST)] += chance * other
    return total


# -- the cases of today ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Position:
    """Where the case of one term stands: the oldest step that is open, since when, and its task if any."""

    case_id: str
    key: str
    last_day: date
    process: str
    step: str
    since: date
    task_id: int = 0


@dataclass(frozen=True)
class Work:
    """An open task. `queue` is `@username` or a role; what waits for others takes nobody's turn."""

    task_id: int
    case_id: str
    role: str
    queue: str
    due: date
    waits: bool = False


@dataclass(frozen=True)
class Estimate:
    """The chance that the last day is missed, and the day on which it is as likely as not to be done."""

    chance: float
    expected: date

    @property
    def threatened(self) -> bool:
        return self.chance >= 0.5


@dataclass(frozen=True)
class Pace:
    """What every queue finishes in a working day, in the first `days`; what comes after goes at `later`."""

    speeds: Mapping[str, float]
    days: int = LONGEST
    later: Mapping[str, float] = field(default_factory=dict)

    def turn(self, queue: str, place: int) -> int:
        """Return after how many working days the queue gets to the task at this place."""
        speed = max(self.speeds.get(queue, USUAL), SLOWEST)
        behind = place - speed * self.days
        if behind <= 0:
            return int(place / speed)
        return int(self.days + behind / max(self.later.get(queue, USUAL), SLOWEST))


class Forecast:
    """The open cases, seen from one day."""

    def __init__(self, model: Model, days: WorkDays, today: date, pace: Pace) -> None:
        self.model, self._days, self._today, self._pace = model, days, today, pace

    def turns(self, work: Iterable[Work]) -> dict[int, int]:
        """Return per task after how many working days somebody gets to it."""
        queues: dict[str, list[Work]] = defaultdict(list)
        for one in work:
            if not one.waits:
                queues[one.queue].append(one)
        turns: dict[int, int] = {}
        for queue, waiting in queues.items():
            for place, one in enumerate(sorted(waiting, key=lambda one: (one.due, one.task_id))):
                turns[one.task_id] = self._pace.turn(queue, place)
        return turns

    def estimate(self, position: Position, turn: int) -> Estimate:
        """Return what to expect of one case."""
        elapsed = max(self._days.between(position.since, self._today), 0)
        late = self.model.late(position.step, position.process, elapsed, turn)
        needed = next((days for days, chance in enumerate(late) if chance < 0.5), LONGEST)
        left = self._days.between(self._today, position.last_day)
        chance = 1.0 if position.last_day < self._today else late[min(left, LONGEST)]
        return Estimate(chance, self._days.after(self._today, needed))

    def in_time(self, position: Position) -> bool:
        """Return whether the last day has not passed yet."""
        return position.last_day >= self._today

    def run(self, positions: Iterable[Position], work: Iterable[Work]) -> dict[tuple[str, str], Estimate]:
        """Return what to expect of each term, by case and key."""
        turns = self.turns(work)
        return {(one.case_id, one.key): self.estimate(one, turns.get(one.task_id, 0)) for one in positions}

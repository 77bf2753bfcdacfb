"""The figures of the deadlines page, without the cases that a viewer must keep away from."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any

from engine import local_date
from webapp import outlook
from webapp.store import queries
from webapp.store.queries import Viewer
from webapp.turns import WHO

WEEKS_AHEAD = 8
DAYS_AHEAD = 21
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Numbers:
    """Terms that end on a day or in a week."""

    total: int = 0
    adjourned: int = 0
    threatened: int = 0

    def __add__(self, other: "Numbers") -> "Numbers":
        return Numbers(
            self.total + other.total,
            self.adjourned + other.adjourned,
            self.threatened + other.threatened,
        )

    def __sub__(self, other: "Numbers") -> "Numbers":
        return Numbers(
            self.total - other.total,
            self.adjourned - other.adjourned,
            self.threatened - other.threatened,
        )


@dataclass(frozen=True)
class Load:
    """Work of a team or a person."""

    open: int = 0
    this_week: int = 0
    late: int = 0

    def __add__(self, other: "Load") -> "Load":
        return Load(self.open + other.open, self.this_week + other.this_week, self.late + other.late)


@dataclass(frozen=True)
class Advice:
    """Give these tasks to `target`: `before` of the cases would be late, `after` that only `after`."""

    source: str
    target: str
    role: str
    tasks: tuple[int, ...]
    before: int
    after: int


@dataclass(frozen=True)
class Picture:
    """Numbers by role and last day, as they were at `made_at`. Role "": it is nobody's turn here."""

    made_at: datetime
    today: date
    numbers: Mapping[tuple[str, date], Numbers]
    load: Mapping[tuple[str, str], Load]
    advice: Advice | None
    observations: int
    awaited: Mapping[tuple[str, str], int]  # by role, and whose turn it is
    away: int  # colleagues who are away on a day until the end of next week

    def only(self, team: str) -> "Picture":
        """Return the same of one team."""
        mine = {key: numbers for key, numbers in self.numbers.items() if key[0] == team}
        return replace(self, numbers=mine)

    def turns(self, team: str = "") -> list[tuple[str, str, int]]:
        """Return for how many terms (of a team) it is whose turn: code, words, number; ours first."""
        found: dict[str, int] = defaultdict(int)
        for (role, who), number in self.awaited.items():
            found[who] += number if team in ("", role) else 0
        return [(who, WHO[who], found[who]) for who in WHO if found[who]]

    @property
    def is_stuck(self) -> bool:
        """Whether something will be late before the end of next week, without a proposal for it."""
        return not self.advice and bool(self.this_week.threatened or self.next_week.threatened)

    @property
    def monday(self) -> date:
        return self.today - timedelta(days=self.today.weekday())

    def between(self, first: date | None, last: date | None) -> Numbers:
        """Return the terms whose last day lies in this period, both days included."""
        days, until = self._counted
        start = bisect_left(days, first) if first else 0
        return until[bisect_right(days, last) if last else len(days)] - until[start]

    @cached_property
    def _counted(self) -> tuple[list[date], list[Numbers]]:
        """The days, and of all roles together what ends before each and after all: a page asks them for some
        seventy periods."""
        found: dict[date, Numbers] = {}
        for (_, day), numbers in self.numbers.items():
            found[day] = found[day] + numbers if day in found else numbers
        days = sorted(found)
        return days, list(accumulate((found[day] for day in days), initial=Numbers()))

    @property
    def all(self) -> Numbers:
        return self.between(None, None)

    @property
    def overdue(self) -> int:
        return self.between(None, self.today - timedelta(days=1)).total

    @property
    def this_week(self) -> Numbers:
        return self.between(self.today, self.monday + timedelta(days=6))

    @property
    def next_week(self) -> Numbers:
        return self.between(self.monday + WEEK, self.monday + timedelta(days=13))

    def weeks(self) -> list[tuple[date, Numbers]]:
        """Return every week from this one, empty ones too."""
        mondays = [self.monday + n * WEEK for n in range(WEEKS_AHEAD)]
        return [(monday, self.between(monday, monday + timedelta(days=6))) for monday in mondays]

    def days(self) -> list[tuple[date, Numbers]]:
        """Return every day from today for three weeks; a weekend only when a term ends in it."""
        days = [self.today + timedelta(days=n) for n in range(DAYS_AHEAD)]
        counted = [(day, self.between(day, day)) for day in days]
        return [(day, numbers) for day, numbers in counted if day.weekday() < 5 or numbers.total]

    def teams(self) -> dict[str, Load]:
        """Return the work per role, busiest first."""
        found: dict[str, Load] = defaultdict(Load)
        for (role, _), load in self.load.items():
            found[role] += load
        return dict(sorted(found.items(), key=lambda pair: (-pair[1].open, pair[0])))

    def people(self) -> dict[tuple[str, str], Load]:
        """Return the work per person within a role, and what nobody has yet (person "")."""
        return {
            (role, queue.removeprefix("@") if queue.startswith("@") else ""): load
            for (role, queue), load in self.load.items()
        }


def picture_for(viewer: Viewer, at: datetime) -> Picture | None:
    """Return the figures for a viewer; None while the first forecast is still to come.

    At most five statements, whatever the number of cases.
    """
    found = outlook.picture(at)
    if found is None:
        return None
    made, told = found
    numbers = {(role, day): Numbers(*counts) for role, day, *counts in told["counts"]}
    load = {(role, queue): Load(*counts) for role, queue, *counts in told["load"]}
    awaited = {(role, who): number for role, who, number in told["awaited"]}
    barred = queries.barred_outlooks(viewer)
    for row in barred:
        key = (row.role, row.last_day)
        less = Numbers(-1, -int(row.adjourned), -int(row.threatened))
        numbers[key] = numbers.get(key, Numbers()) + less
        for who in row.awaited.split():
            awaited[row.role, who] = awaited.get((row.role, who), 0) - 1
    _take_off(load, viewer, local_date(made))
    advice = _advice(told["proposal"], {row.case_id for row in barred}, local_date(at))
    return Picture(made, local_date(at), numbers, load, advice, told["observations"], awaited, told["away"])


def _take_off(load: dict[tuple[str, str], Load], viewer: Viewer, day: date) -> None:
    """Leave out the tasks of cases that the viewer must keep away from (Awb 9:7)."""
    sunday = day + timedelta(days=6 - day.weekday())
    for one in queries.barred_work(viewer):
        less = Load(-1, -int(day <= one.due <= sunday), -int(one.due < day))
        load[one.role, one.queue] = load.get((one.role, one.queue), Load()) + less


def _advice(told: Mapping[str, Any] | None, barred: set[str], today: date) -> Advice | None:
    if told is None or told["target"] in queries.away_today(today):  # he may have reported ill since
        return None
    before, after = (_count(told[name], barred) for name in ("before", "after"))
    if before <= after:
        return None
    return Advice(told["source"], told["target"], told["role"], tuple(told["tasks"]), before, after)


def _count(case_ids: Iterable[str], barred: set[str]) -> int:
    return sum(case_id not in barred for case_id in case_ids)

"""Who is away in the coming days, and what that does to the pace at which work gets done. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.forecast import WorkDays


@dataclass(frozen=True)
class Away:
    """Days that somebody is away, both ends included, and who stands in."""

    username: str
    from_on: date
    until_on: date
    substitute: str | None = None


@dataclass(frozen=True)
class Attendance:
    """The share of the coming working days that people are away: 1 is all of them."""

    missed: Mapping[str, float]
    stood_in: Mapping[tuple[str, str], float]  # (who is away, who stands in)

    def pace(self, username: str, usual: float) -> float:
        """Return what is left of somebody's usual pace."""
        return usual * (1 - self.missed.get(username, 0.0))

    def speeds(self, usual: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
        """Return what each queue finishes in a working day, from the usual pace of its people."""
        found: dict[str, float] = {}
        for role, people in usual.items():
            there = {name: self.pace(name, speed) for name, speed in people.items()}
            found[role] = sum(there.values())
            for name, speed in there.items():
                found[f"@{name}"] = max(found.get(f"@{name}", 0.0), speed)
        return self.with_substitutes(found)

    def with_substitutes(self, paces: Mapping[str, float]) -> dict[str, float]:
        """Return the pace of every queue once substitutes divide theirs over all queues they look after."""
        found = dict(paces)
        helped = Counter(substitute for (_, substitute), share in self.stood_in.items() if share > 0)
        for (away, substitute), share in self.stood_in.items():
            spent = share / (1 + helped[substitute]) * paces.get(f"@{substitute}", 0.0)
            found[f"@{away}"] = found.get(f"@{away}", 0.0) + spent
            found[f"@{substitute}"] = found.get(f"@{substitute}", 0.0) - spent
        return found


def attendance(absences: Iterable[Away], days: WorkDays, first: date, last: date) -> Attendance:
    """Return who misses how much of the working days from `first` up to and including `last`."""
    total = _working(days, first, last)
    missed: dict[str, float] = defaultdict(float)
    stood_in: dict[tuple[str, str], float] = defaultdict(float)
    for one in absences:
        number = _working(days, max(one.from_on, first), min(one.until_on, last))
        share = number / total if total and number > 0 else 0.0
        missed[one.username] = min(missed[one.username] + share, 1.0)
        if one.substitute:
            stood_in[one.username, one.substitute] += share
    return Attendance(missed, stood_in)


def _working(days: WorkDays, first: date, last: date) -> int:
    return days.between(first - timedelta(days=1), last)

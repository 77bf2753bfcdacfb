"""The calendar: weekends, recognised holidays and days equated by decree (Atw art. 3 lid 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from engine.awb.datums import FIRST_YEAR, LAST_YEAR, format_date_nl
from engine.awb.errors import TermError
from engine.awb.feestdagen import NAMES, feestdagen

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Besluit:
    """A decree that equates days with a holiday for the years `first` up to and including `last`.

    `doubt` is Dutch and says why its days are not certain; empty when they are.
    """

    name: str
    first: int
    last: int
    days: frozenset[date]
    doubt: str = ""

    def told(self) -> dict[str, Any]:
        """Return the decree as a table of `kalender.toml`; :func:`decree_of` reads it back."""
        years, days = [self.first, self.last], sorted(self.days)
        return {"naam": self.name, "jaren": years, "dagen": days, "onzeker": self.doubt}


class Calendar:
    """Which days are free for a statutory term, and which are working days for staff. Immutable."""

    def __init__(self, decrees: Iterable[Besluit] = (), staff_works_on: Iterable[str] = ()) -> None:
        self.decrees = tuple(decrees)
        self.staff_works_on = frozenset(staff_works_on)
        self._staff_present: frozenset[str | None] = self.staff_works_on | {None}
        self._equated = {day: decree.name for decree in self.decrees for day in decree.days}
        last = max((decree.last for decree in self.decrees), default=None)
        self.horizon = None if last is None else date(last, 12, 31)
        """Last day for which a decree is known; None without decrees."""
        self._doubts: dict[int, str] = {}
        for decree in self.decrees:
            for year in range(decree.first, decree.last + 1):
                self._doubts[year] = decree.doubt or self._doubts.get(year, "")

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> "Calendar":
        """Build from the parsed `kalender.toml`; TermError (Dutch) names the entry that is wrong."""
        unknown = set(data) - {"besluit", "werkdagen"}
        if unknown:
            raise TermError(f"Onbekend onderdeel '{min(unknown)}'. Gebruik [[besluit]] en [werkdagen].")
        decrees = data.get("besluit", [])
        if not isinstance(decrees, list) or not decrees:
            raise TermError("Er staat geen enkel [[besluit]] in. Neem ten minste het laatste besluit op.")
        staff = data.get("werkdagen", {})
        names = staff.get("toch_werkdag", []) if isinstance(staff, dict) else None
        if not isinstance(names, list) or not set(map(str, names)) <= NAMES:
            raise TermError(f"[werkdagen] toch_werkdag: kies uit {', '.join(sorted(NAMES))}.")
        found = [_decree(number, item) for number, item in enumerate(decrees, 1)]
        names_of = [decree.name for decree in found]
        for name in names_of:
            if names_of.count(name) > 1:
                raise TermError(f"Besluit '{name}' staat er twee keer in. Geef elk besluit een eigen naam.")
        return cls(found, names)

    def revised(self, decrees: Iterable[Besluit], lapsed: Iterable[str] = ()) -> "Calendar":
        """Return this calendar with other decrees: by name, new ones replace those that are here."""
        decrees = tuple(decrees)
        gone = {*lapsed, *(decree.name for decree in decrees)}
        kept = (decree for decree in self.decrees if decree.name not in gone)
        return Calendar((*kept, *decrees), self.staff_works_on)

    def revision(self, newer: "Calendar") -> tuple[tuple[Besluit, ...], tuple[str, ...]]:
        """Return what makes this calendar equate the days that `newer` does: see :meth:`revised`."""
        mine, theirs = set(self.decrees), {decree.name for decree in newer.decrees}
        changed = tuple(decree for decree in newer.decrees if decree not in mine)
        return changed, tuple(decree.name for decree in self.decrees if decree.name not in theirs)

    def free_reason(self, day: date) -> str | None:
        """Why a statutory term cannot end on `day`, in Dutch; None for an ordinary day."""
        holiday = feestdagen(day.year).get(day)
        if holiday:
            return holiday
        if day.weekday() >= SATURDAY:
            return "een zaterdag" if day.weekday() == SATURDAY else "een zondag"
        decree = self._equated.get(day)
        return f"een gelijkgestelde dag volgens het {decree}" if decree else None

    def is_free(self, day: date) -> bool:
        """Saturday, Sunday, recognised holiday or equated day (Atw art. 1 and 3)."""
        return day.weekday() >= SATURDAY or day in self._equated or day in feestdagen(day.year)

    def next_ordinary(self, day: date) -> date:
        """`day` itself when ordinary, else the first ordinary day after it."""
        while self.is_free(day):
            day += ONE_DAY
        return day

    def is_working_day(self, day: date) -> bool:
        """A day on which staff works: equated days are ordinary working days, holidays are not."""
        return day.weekday() < SATURDAY and feestdagen(day.year).get(day) in self._staff_present

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); 0: the first from `day` on."""
        step = -ONE_DAY if count < 0 else ONE_DAY
        if not count:
            while not self.is_working_day(day):
                day += step
        for _ in range(abs(count)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def doubt(self, day: date) -> str | None:
        """A Dutch warning when it is not certain which days near `day` are equated; else None."""
        if self.horizon is not None and day > self.horizon:
            return (
                f"Deze termijn eindigt na {format_date_nl(self.horizon, weekday=False)}. Welke dagen daarna "
                "met een feestdag zijn gelijkgesteld, is nog niet bekend; de uiterste dag kan later worden."
            )
        doubt = self._doubts.get(day.year)
        if doubt is None:
            return (
                f"Het besluit over gelijkgestelde dagen in {day.year} is niet bekend; "
                "de uiterste dag kan in werkelijkheid later zijn."
            )
        return f"Gelijkgestelde dagen in {day.year} zijn niet zeker: {doubt}" if doubt else None


def decree_of(told: Mapping[str, Any]) -> Besluit:
    """Return the decree in one table; TermError (Dutch) names what is wrong with it."""
    return _decree(1, told)


def _decree(number: int, item: Any) -> Besluit:
    """One [[besluit]] table; the checks guard against a typing error in years or dates."""
    where = f"[[besluit]] nummer {number}"
    if not isinstance(item, dict) or not isinstance(item.get("naam"), str) or not item["naam"].strip():
        raise TermError(f"{where}: vul 'naam' in, bijvoorbeeld \"Besluit voor 2026-2028\".")
    where = f"{where} ({item['naam']})"
    years, days, doubt = item.get("jaren"), item.get("dagen"), item.get("onzeker", "")
    match years:
        case [int(first), int(last)] if FIRST_YEAR <= first <= last <= LAST_YEAR:
            pass
        case _:
            raise TermError(f"{where}: schrijf 'jaren' als eerste en laatste jaar, zoals [2026, 2028].")
    if not isinstance(days, list) or not all(type(day) is date for day in days):
        raise TermError(f"{where}: schrijf 'dagen' als lijst van datums, zoals [2026-01-02, 2026-05-15].")
    for day in days:
        if not first <= day.year <= last:
            raise TermError(f"{where}: {day.isoformat()} valt buiten de jaren {first}-{last}.")
    if not isinstance(doubt, str):
        raise TermError(f"{where}: 'onzeker' moet een zin zijn die zegt waarom.")
    return Besluit(item["naam"].strip(), first, last, frozenset(days), doubt.strip())

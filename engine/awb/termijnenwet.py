"""Algemene termijnenwet (Atw): when and how far a term set in a law is extended."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from engine.awb.datums import format_date_nl, join_nl, months_later, number_nl, years_later
from engine.awb.errors import TermError
from engine.awb.kalender import ONE_DAY, SATURDAY, Calendar

Eenheid = Literal["uren", "dagen", "weken", "maanden", "jaren"]
# Artikel 4 onder a: longer terms are never extended, nor those in hours or years.
LONGEST = {"uren": 0, "dagen": 90, "weken": 12, "maanden": 3, "jaren": 0}
SINGULAR = {"uren": "uur", "dagen": "dag", "weken": "week", "maanden": "maand", "jaren": "jaar"}


@dataclass(frozen=True)
class Lengte:
    """Length of a term as the law writes it. Ten weeks and four more are two lengths, not one of fourteen."""

    count: int
    unit: Eenheid

    def __str__(self) -> str:
        same = self.unit == "jaren" or self.count == 1
        return f"{number_nl(self.count)} {SINGULAR[self.unit] if same else self.unit}"

    @property
    def extendable(self) -> bool:
        """Whether the Atw applies to a term of this length (artikel 4 onder a)."""
        return self.count <= LONGEST[self.unit]

    @property
    def shorter_than_three_days(self) -> bool:
        """Artikel 2 leaves such a term alone."""
        return self.unit == "dagen" and self.count < 3

    def after(self, day: date) -> date:
        """Last day of a term of this length that starts on the day after `day`, before any extension."""
        match self.unit:
            case "jaren":
                return years_later(day, self.count)
            case "maanden":
                return months_later(day, self.count)
            case "weken":
                return day + timedelta(weeks=self.count)
            case "dagen":
                return day + timedelta(days=self.count)
        raise TermError("Een termijn in uren heeft geen laatste dag. Kies dagen, weken, maanden of jaren.")


@dataclass(frozen=True)
class Einde:
    """End of one counted term, with the Dutch steps that lead there."""

    nominal: date
    last_day: date
    steps: tuple[str, ...]


def count_term(start: date, length: Lengte, calendar: Calendar, *, law: bool = True) -> Einde:
    """Count `length` from `start` (not included) and extend the end as Atw art. 1, 2 and 4 prescribe.

    With `law` False the term is a service norm: by choice its end rolls in the same way, whatever its length.
    """
    nominal = length.after(start)
    first_step = f"{str(length).capitalize()} later is {format_date_nl(nominal)}."
    if law and not length.extendable:
        step = "Deze termijn wordt niet verlengd, ook niet in het weekend (Algemene termijnenwet artikel 4)."
        return Einde(nominal, nominal, (first_step, step))
    rolled = calendar.next_ordinary(nominal)
    steps = [first_step, _roll_step(nominal, rolled, calendar, law)]
    last_day = rolled if length.shorter_than_three_days else max(rolled, _second_ordinary(start, calendar))
    if last_day != rolled:
        source = " (Algemene termijnenwet artikel 2)" if law else ""
        steps.append(
            "In de termijn moeten ten minste twee gewone dagen zitten; "
            f"daarom loopt hij door tot en met {format_date_nl(last_day)}{source}."
        )
    return Einde(nominal, last_day, tuple(steps))


def _second_ordinary(start: date, calendar: Calendar) -> date:
    """Second ordinary day after `start`: the earliest end that leaves two of them in a term (artikel 2)."""
    first = calendar.next_ordinary(start + ONE_DAY)
    return calendar.next_ordinary(first + ONE_DAY)


def _roll_step(nominal: date, rolled: date, calendar: Calendar, law: bool) -> str:
    """Say why the end stays or moves."""
    if nominal == rolled:
        return "Dat is een gewone dag; de termijn wordt niet verlengd."
    reason = calendar.free_reason(nominal)
    source = " (Algemene termijnenwet artikel 1)" if law else ""
    outcome = f"de termijn loopt door tot en met {format_date_nl(rolled)}{source}."
    others = []
    for offset in range(1, (rolled - nominal).days):
        day = nominal + timedelta(days=offset)
        why = calendar.free_reason(day) or ""
        label = "" if day.weekday() >= SATURDAY else f" ({why.removeprefix('een ')})"
        others.append(f"{format_date_nl(day, year=False)}{label}")
    if not others:
        return f"Dat is {reason}; {outcome}"
    verb = "zijn vrije dagen" if len(others) > 1 else "is een vrije dag"
    return f"Dat is {reason}. Ook {join_nl(others)} {verb}; {outcome}"

"""What comes first: not what came in first, but what the law or a promise makes urgent.

Pure rules. Every line says in words why it is there.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from webapp.store.queries import AtHand, RunningTerm, TaskRow
from webapp.wording import week_day

MOST = 7
ACKNOWLEDGEMENT = "ontvangstbevestiging"  # key of the term of Awb 9:6
PROMISE_SOON = timedelta(days=2)

Tone = Literal["late", "soon", ""]


@dataclass(frozen=True)
class Line:
    """A task on the first screen. `reason` is a whole sentence."""

    row: TaskRow
    rank: int
    day: date
    reason: str
    tone: Tone
    icon: str


def first_things(
    found: Sequence[AtHand],
    terms: Mapping[str, Sequence[RunningTerm]],
    today: date,
    *,
    is_promise: Callable[[TaskRow], bool] = lambda row: False,
) -> list[Line]:
    """Return at most seven tasks by risk; of each case only the first by its statutory term."""
    lines: list[Line] = []
    warned: set[str] = set()
    for one in sorted(found, key=lambda one: (one.row.due_on or date.max, one.row.id)):
        running = terms.get(one.row.case_id, ())
        line = _legal(one, running, today, warned) or _other(one.row, running, today, is_promise(one.row))
        lines.append(line)
    return sorted(lines, key=lambda line: (line.rank, line.day, line.row.id))[:MOST]


def _legal(one: AtHand, running: Collection[RunningTerm], today: date, warned: set[str]) -> Line | None:
    if one.legal_on is None or one.row.case_id in warned or (one.legal_on - today).days > 7:
        return None
    warned.add(one.row.case_id)
    title = next((t.title for t in running if t.statutory and t.last_day == one.legal_on), "")
    subject = f"De wettelijke termijn “{title[:1].lower()}{title[1:]}”" if title else "De wettelijke termijn"
    if one.legal_on < today:
        days = (today - one.legal_on).days
        text = f"{subject} is {_days(days)} voorbij (uiterlijk {week_day(one.legal_on)})."
        return Line(one.row, 1, one.legal_on, text, "late", "alert")
    text = f"{subject} eindigt {_when(one.legal_on, today)}."
    return Line(one.row, 2, one.legal_on, text, "soon", "clock")


def _other(row: TaskRow, running: Collection[RunningTerm], today: date, promise: bool) -> Line:
    day = row.due_on or date.max
    if promise and row.due_on and row.due_on <= today + PROMISE_SOON:
        late = row.due_on < today
        text = (
            f"Dit is de inwoner beloofd voor {week_day(row.due_on)}. Die dag is voorbij."
            if late
            else f"Dit is de inwoner beloofd: uiterlijk {_when(row.due_on, today)}."
        )
        return Line(row, 3, row.due_on, text, "late" if late else "soon", "flag")
    if row.due_on and row.due_on < today:
        text = f"Deze taak is {_days((today - row.due_on).days)} te laat."
        return Line(row, 4, day, text, "late", "alert")
    if waiting := next((term for term in running if term.key == ACKNOWLEDGEMENT), None):
        late = waiting.last_day < today
        text = "De ontvangstbevestiging is nog niet verstuurd. " + (
            f"Dat moest uiterlijk {week_day(waiting.last_day)}."
            if late
            else f"Dat moet uiterlijk {_when(waiting.last_day, today)}."
        )
        return Line(row, 5, waiting.last_day, text, "late" if late else "soon", "mail")
    if row.due_on == today:
        return Line(row, 6, day, "Deze taak moet vandaag klaar zijn.", "soon", "clock")
    if row.waiting:
        return Line(row, 7, day, "Er wordt gewacht op een reactie van de inwoner.", "", "phone")
    text = f"Uiterlijk {_when(row.due_on, today)}." if row.due_on else "Deze taak heeft geen uiterste dag."
    return Line(row, 8, day, text, "", "clock")


def _when(day: date, today: date) -> str:
    left = (day - today).days
    return {0: "vandaag", 1: "morgen"}.get(left, week_day(day))


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"

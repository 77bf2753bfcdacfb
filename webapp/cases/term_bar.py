"""The bar at the top of a case file: the statutory term from receipt to the last day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from engine import local_date
from webapp.drawing import DeadlineBar, Milestone, deadline_bar
from webapp.store.queries import CaseHead, TermView, TimelineEntry
from webapp.wording import long_day

SETTLEMENT = "afdoening"  # key of the term of Awb 9:11
_MOST_MILESTONES = 3


@dataclass(frozen=True)
class TermBar:
    """The bar in two drawings, one for wide screens and one for phones."""

    term: TermView
    wide: Markup
    narrow: Markup


def term_bar(
    case: CaseHead,
    terms: Sequence[TermView],
    entries: Sequence[TimelineEntry],
    today: date,
    reserve_until: date | None = None,
) -> TermBar | None:
    """Return the bar of the settlement term; None when the law gives this complaint no term.

    `reserve_until` is the day to which it may still be adjourned; shown while that can help.
    """
    term = next((term for term in terms if term.key == SETTLEMENT), None)
    if term is None or term.last_day is None:
        return None
    bar = DeadlineBar(
        start=term.start,
        today=today,
        last_day=term.last_day,
        reserve_until=reserve_until if reserve_until and today <= term.last_day < reserve_until else None,
        milestones=tuple(_milestones(entries)),
        closed_on=term.met_on or (local_date(case.closed_at) if case.closed_at else None),
    )
    return TermBar(term, deadline_bar(bar), deadline_bar(bar, narrow=True))


def bar_title(case: CaseHead, bar: TermBar | None, today: date) -> str:
    """Return the state of the term in one line."""
    if bar is None or bar.term.last_day is None:
        return "Geen wettelijke termijn"
    last_day, met_on = bar.term.last_day, bar.term.met_on
    if met_on:
        late = (met_on - last_day).days
        how = "op tijd" if late <= 0 else f"{_days(late)} te laat"
        return f"Afgehandeld op {long_day(met_on)}, {how}"
    if case.state == "closed":
        return f"Gesloten. De laatste dag was {long_day(last_day)}"
    left = (last_day - today).days
    if left < 0:
        return f"De wettelijke termijn is {_days(-left)} voorbij ({long_day(last_day)})"
    if left == 0:
        return f"Vandaag is de laatste dag van de wettelijke termijn ({long_day(last_day)})"
    return f"Nog {_days(left)} tot de wettelijke termijn ({long_day(last_day)})"


def _days(number: int) -> str:
    return "1 dag" if number == 1 else f"{number} dagen"


def _milestones(entries: Sequence[TimelineEntry]) -> list[Milestone]:
    done = [entry for entry in entries if entry.counts and entry.kind == "task_completed" and entry.title]
    return [Milestone(local_date(entry.at), entry.title.lower()) for entry in done[-_MOST_MILESTONES:]]

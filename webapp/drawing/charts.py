"""Charts as SVG: the deadline bar of a case, terms per week, a small bar in a table row.

Everything a chart shows is also on the page in words; the accessible name is the summary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from markupsafe import Markup, escape

from webapp.drawing.lettering import text_width

_LEFT, _RIGHT = 12.0, 12.0  # px kept free at both ends


@dataclass(frozen=True)
class Milestone:
    """Something that happened on the way: a day and a few words."""

    day: date
    text: str


@dataclass(frozen=True)
class DeadlineBar:
    """The days of one term. `reserve_until` is the day to which it may still be adjourned, if at all."""

    start: date
    today: date
    last_day: date
    reserve_until: date | None = None
    milestones: tuple[Milestone, ...] = ()
    closed_on: date | None = None

    @property
    def summary(self) -> str:
        until = self.closed_on or self.today
        passed, total = (until - self.start).days, (self.last_day - self.start).days
        words = f"Termijnbalk: dag {passed} van {total}, laatste dag {_long(self.last_day)}"
        if self.reserve_until:
            words += f", verdagen kan tot {_long(self.reserve_until)}"
        return words + "."


@dataclass(frozen=True)
class WeekCount:
    """How many terms end in a week or on a day. `tone` late or soon; `adjourned` is part of `total`.

    `threatened` of them will probably be late. With `href` the bar is a link, that is called `told`;
    `current`: it is the one being looked at.
    """

    label: str
    total: int
    adjourned: int = 0
    tone: str = ""
    threatened: int = 0
    href: str = ""
    told: str = ""
    current: bool = False


def _svg(width: float, height: float, body: str, summary: str, css: str, *, role: str = "img") -> Markup:
    return Markup(
        f'<svg class="chart {css}" viewBox="0 0 {width:g} {height:g}" role="{role}" '
        f'aria-label="{escape(summary)}">{body}</svg>'
    )


def _text(x: float, y: float, text: str, css: str = "", anchor: str = "start") -> str:
    return f'<text class="{css}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>'


def _long(day: date) -> str:
    return format_date(day, "d MMMM y", "nl")


def _short(day: date) -> str:
    return format_date(day, "d MMM", "nl").replace(".", "")


class _Scale:
    """Days to px."""

    def __init__(self, bar: DeadlineBar, width: float) -> None:
        self.start = bar.start
        end = max(filter(None, (bar.last_day, bar.reserve_until, bar.closed_on or bar.today)))
        self._px = (width - _LEFT - _RIGHT) / max((end - bar.start).days, 1)

    def __call__(self, day: date) -> float:
        return _LEFT + max((day - self.start).days, 0) * self._px


def deadline_bar(bar: DeadlineBar, *, narrow: bool = False) -> Markup:
    """Return the term as a bar; `narrow` is the drawing for phones, with fewer words at the same size."""
    width = 340.0 if narrow else 1120.0
    x, y, thick = _Scale(bar, width), 34.0, 18.0
    until = bar.closed_on or bar.today
    body = _track(x(bar.start), x(bar.last_day), y, thick, "track")
    if bar.reserve_until:
        body += _track(x(bar.last_day) + 3, x(bar.reserve_until), y, thick, "reserve")
    late = until > bar.last_day
    body += _track(x(bar.start), min(x(until), x(bar.last_day)), y, thick, "passed")
    if late:
        body += _track(x(bar.last_day), x(until), y, thick, "late")
    body += _mark(x(bar.last_day), y, thick, "limit")
    if bar.closed_on is None:
        body += _mark(x(bar.today), y, thick, "now")
    body += _above(bar, x, width, narrow) + _below(bar, x, width, narrow)
    return _svg(
        width, 84.0 if narrow else 100.0, body, bar.summary, "chart--narrow" if narrow else "chart--wide"
    )


def _track(left: float, right: float, y: float, thick: float, css: str) -> str:
    width = max(right - left, 0.0)
    size = f'width="{width:g}" height="{thick:g}" rx="{thick / 2:g}"'
    return f'<rect class="{css}" x="{left:g}" y="{y:g}" {size}/>'


def _mark(x: float, y: float, thick: float, css: str) -> str:
    return f'<line class="{css}" x1="{x:g}" x2="{x:g}" y1="{y - 8:g}" y2="{y + thick + 6:g}"/>'


def _span(x: float, text: str, width: float) -> tuple[float, float]:
    """Where text centred on `x` starts and ends; pushed inwards at the edges of the drawing."""
    wide = text_width(text, 13)
    left = min(max(x - wide / 2, 0.0), max(width - wide, 0.0))
    return left, left + wide


def _above(bar: DeadlineBar, x: _Scale, width: float, narrow: bool) -> str:
    number = (bar.today - bar.start).days
    now = f"dag {number}" if narrow else f"Vandaag, dag {number}"
    limit = _short(bar.last_day) if narrow else f"{_short(bar.last_day)}, laatste dag"
    left, right = _span(x(bar.last_day), limit, width)
    parts = [_text(left, 18, limit, "strong")]
    if bar.closed_on is None:
        start, end = _span(x(bar.today), now, width)
        if start < right + 12 and end > left - 12 and bar.today <= bar.last_day:
            start, end = left - 12 - text_width(now, 13), left - 12  # before the last day, not under it
        if start >= 0 and (end <= left - 12 or start >= right + 12):
            parts.append(_text(start, 18, now, "strong"))
            right = max(right, end)
    if bar.reserve_until and not narrow:
        start, end = _span(width, _short(bar.reserve_until), width)
        if start >= right + 12:
            parts.append(_text(start, 18, _short(bar.reserve_until)))
    return "".join(parts)


class _Rows:
    """Two rows of words under the bar; a word goes where nothing else stands."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._taken: dict[float, list[tuple[float, float]]] = {72.0: [], 92.0: []}

    def write(self, x: float, words: str) -> str:
        """Return the words in the first row with room from `x` on; nothing when both are full."""
        end = x + text_width(words, 13) + 12
        for row, taken in self._taken.items():
            if end <= self._width + 12 and all(end <= left or right <= x for left, right in taken):
                taken.append((x, end))
                return _text(x, row, words, "fine")
        return ""


def _below(bar: DeadlineBar, x: _Scale, width: float, narrow: bool) -> str:
    received = f"{_short(bar.start)} ontvangen"
    if narrow:
        parts = [_text(_LEFT, 72, received, "fine")]
        if bar.reserve_until:
            parts.append(_text(width, 72, f"verdagen tot {_short(bar.reserve_until)}", "fine", "end"))
        return "".join(parts)
    rows = _Rows(width)
    parts = [rows.write(_LEFT, received)]
    if bar.reserve_until:
        parts.append(rows.write(x(bar.last_day) + 12, "verdagen mogelijk"))
    for milestone in bar.milestones:  # without room the dot stays and the timeline tells the rest
        parts.append(f'<circle class="dot" cx="{x(milestone.day) + 6:g}" cy="43" r="4"/>')
        parts.append(rows.write(x(milestone.day), f"{_short(milestone.day)} {milestone.text}"))
    return "".join(parts)


def week_bars(weeks: Sequence[WeekCount], summary: str, *, narrow: bool = False) -> Markup:
    """Return a bar a week (or day): how many terms end in it, the adjourned ones as an open block on top.

    `narrow` is the drawing for phones: the same numbers at the same size, the bars closer together.
    """
    base, height = 206.0, 150.0
    step = (292.0 / max(len(weeks), 8)) if narrow else (600.0 / max(len(weeks), 8))
    width = 48 + step * max(len(weeks), 1)
    highest = max([week.total for week in weeks] + [4])
    unit = height / highest
    body = ""
    for value in sorted({0, round(highest / 2), highest}):
        y = base - value * unit
        body += f'<line class="grid" x1="34" x2="{width:g}" y1="{y:g}" y2="{y:g}"/>'
        body += _text(26, y + 4, str(value), "", "end")
    for index, week in enumerate(weeks):
        body += _linked(week, _week(week, 48 + index * step, step, base, unit))
    linked = any(week.href for week in weeks)  # what is an image has no links for whoever does not see it
    css = "chart--narrow" if narrow else "chart--wide"
    return _svg(width, 232, body, summary, css, role="group" if linked else "img")


def _linked(week: WeekCount, body: str) -> str:
    if not week.href:
        return body
    current = ' aria-current="true"' if week.current else ""
    told = escape(week.told or f"{week.label}: {week.total}")
    return f'<a class="bar-link" href="{escape(week.href)}" aria-label="{told}"{current}>{body}</a>'


def _week(week: WeekCount, left: float, step: float, base: float, unit: float) -> str:
    wide = min(step * 0.56, 44.0)
    x, middle = left + (step - wide) / 2, left + step / 2
    plain, top = (week.total - week.adjourned) * unit, week.total * unit
    body = ""
    if week.href:  # the whole column can be clicked
        body += f'<rect class="reach" x="{left:g}" y="6" width="{step:g}" height="{base + 20:g}" rx="4"/>'
    size = f'width="{wide:g}" height="{plain:g}" rx="3"'
    body += f'<rect class="bar {week.tone}" x="{x:g}" y="{base - plain:g}" {size}/>'
    if week.adjourned:
        size = f'width="{wide:g}" height="{max(week.adjourned * unit - 2, 0):g}" rx="3"'
        body += f'<rect class="reserve" x="{x:g}" y="{base - top:g}" {size}/>'
    if week.threatened:
        body += _text(middle, base - top - 23, _threat(week.threatened, step), "threat", "middle")
    body += _text(middle, base - top - 7, str(week.total), "strong", "middle")
    label = week.label if step > 60 else week.label.split()[-1]
    return body + _text(middle, base + 20, label, "", "middle")


def _threat(number: int, step: float) -> str:
    return f"{number} dreigt" if step > 60 else f"{number}!"


def progress(percent: int, tone: str) -> Markup:
    """Return a small bar for a table row: `percent` of the term has passed."""
    body = '<rect class="track" y="4" width="144" height="8" rx="4"/>'
    body += f'<rect class="bar {tone}" y="4" width="{max(0, min(percent, 100)) * 1.44:g}" height="8" rx="4"/>'
    return _svg(144, 16, body, f"{percent} procent van de termijn is voorbij", "chart--row")

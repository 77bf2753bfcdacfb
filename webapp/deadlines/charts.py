"""The two charts of the deadlines page: per day and per week, each bar a link to its cases."""

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from webapp.deadlines.picture import Numbers, Picture
from webapp.deadlines.selection import Selection
from webapp.deadlines.sentences import bar_words, chart_words
from webapp.drawing import WeekCount, week_bars
from webapp.wording import short_day, week_day

DAYS_ON_A_PHONE = 8


@dataclass(frozen=True)
class Chart:
    """A chart for wide screens, one for phones, and the same as a table: (words, address, numbers)."""

    id: str
    title: str
    unit: str
    wide: Markup
    narrow: Markup
    table: list[tuple[str, str, Numbers]]


def charts(picture: Picture, selection: Selection) -> tuple[Chart, Chart]:
    """Return the charts, with the filters of the page kept in their links."""
    by_day, by_week = chart_words(picture)
    days = [(day, _day(day, numbers, picture, selection), numbers) for day, numbers in picture.days()]
    weeks = [(day, _week(day, numbers, picture, selection), numbers) for day, numbers in picture.weeks()]
    day_bars, bars = [bar for _, bar, _ in days], [bar for _, bar, _ in weeks]
    return (
        Chart(
            "dagen", "Laatste dagen, de komende drie weken", "Dag", week_bars(day_bars, by_day),
            week_bars(day_bars[:DAYS_ON_A_PHONE], by_day, narrow=True),
            [(week_day(day).capitalize(), bar.href, numbers) for day, bar, numbers in days],
        ),
        Chart(
            "weken", "Aflopende termijnen per week", "Week vanaf maandag", week_bars(bars, by_week),
            week_bars(bars, by_week, narrow=True),
            [(short_day(day), bar.href, numbers) for day, bar, numbers in weeks],
        ),
    )  # fmt: skip


def _day(day: date, numbers: Numbers, picture: Picture, selection: Selection) -> WeekCount:
    soon = (day - picture.monday).days < 7
    return WeekCount(
        label=str(day.day),
        total=numbers.total,
        adjourned=numbers.adjourned,
        tone="soon" if soon else "",
        threatened=numbers.threatened,
        href=selection.list_url(dag=day.isoformat(), week="", soort="") if numbers.total else "",
        told=bar_words(numbers, day),
        current=selection.day == day,
    )


def _week(monday: date, numbers: Numbers, picture: Picture, selection: Selection) -> WeekCount:
    return WeekCount(
        label=f"wk {monday.isocalendar().week}",
        total=numbers.total,
        adjourned=numbers.adjourned,
        tone="soon" if monday == picture.monday else "",
        threatened=numbers.threatened,
        href=selection.list_url(week=monday.isoformat(), dag="", soort="") if numbers.total else "",
        told=bar_words(numbers, monday, monday + timedelta(days=6)),
        current=not selection.day and selection.first == monday,
    )

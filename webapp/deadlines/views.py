from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.clock import today
from webapp.drawing import WeekCount, progress, week_bars
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import DeadlineRow, DeadlinesOverview
from webapp.wording import due, share_passed

bp = Blueprint("deadlines", __name__)

ONLY_LATE = "te_laat"


@bp.get("/termijnen")
@role_required(*CASE_READERS)
def index() -> ResponseReturnValue:
    day, cursor = today(), request.args.get("plaats")
    only_late = request.args.get("alleen") == ONLY_LATE
    overview = queries.deadlines_overview(viewer(), today=day)
    page = queries.deadline_list(viewer(), today=day, overdue=only_late, cursor=cursor)
    filters = {"alleen": ONLY_LATE} if only_late else {}
    return render_template(
        "deadlines/index.html",
        overview=overview,
        sentence=_sentence(overview),
        charts=_charts(overview),
        next_monday=day + timedelta(days=7 - day.weekday()),
        adjourned=sum(week.adjourned for week in overview.weeks),
        rows=[_line(row, day) for row in page.rows],
        only_late=only_late,
        cursor=cursor,
        first_url=url_for("deadlines.index", **filters),
        next_url=page.next_cursor and url_for("deadlines.index", plaats=page.next_cursor, **filters),
    )


@dataclass(frozen=True)
class Line:
    row: DeadlineRow
    bar: Markup


def _line(row: DeadlineRow, day: date) -> Line:
    return Line(row, progress(share_passed(row.start, row.last_day, day), due(row.last_day, day).tone))


def _charts(overview: DeadlinesOverview) -> tuple[Markup, Markup]:
    """Return the terms per week as a drawing for wide screens and one for phones."""
    weeks = [
        WeekCount(f"wk {week.monday.isocalendar().week}", week.total, week.adjourned, "" if index else "soon")
        for index, week in enumerate(overview.weeks)
    ]
    busiest = max(weeks, key=lambda week: week.total, default=None)
    summary = "Staafdiagram van aflopende termijnen per week."
    if busiest and busiest.total:
        summary += f" De drukste week is {busiest.label.removeprefix('wk ')}, met {busiest.total}."
    return week_bars(weeks, summary), week_bars(weeks, summary, narrow=True)


def _sentence(overview: DeadlinesOverview) -> str:
    """The page in one sentence, for who has one second."""
    if not overview.running:
        return "Er loopt nu geen enkele wettelijke termijn."
    running = "Er loopt 1 termijn" if overview.running == 1 else f"Er lopen {overview.running} termijnen"
    week = {0: "deze week loopt er geen af", 1: "deze week loopt er 1 af"}.get(
        overview.this_week, f"deze week lopen er {overview.this_week} af"
    )
    late = {0: "geen is te laat", 1: "1 is te laat"}.get(overview.overdue, f"{overview.overdue} zijn te laat")
    return f"{running}: {late}, {week}."

from dataclasses import dataclass
from datetime import date, datetime

from flask import (
    Blueprint,
    Response,
    redirect,
    render_template,
    request,
    session,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import AMSTERDAM
from webapp import commands, outlook, turns
from webapp.clock import now, today
from webapp.deadlines import export, heat, redistribution, workload
from webapp.deadlines.charts import charts
from webapp.deadlines.picture import picture_for
from webapp.deadlines.selection import KINDS, STATES, Selection
from webapp.deadlines.sentences import advice_words, headline
from webapp.drawing import progress
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import DeadlineRow
from webapp.wording import due, share_passed

bp = Blueprint("deadlines", __name__)
NOT_YET = "De vooruitblik wordt nog berekend. Kijk over een paar minuten opnieuw."


@bp.app_template_filter("clock")
def clock_time(moment: datetime) -> str:
    """Return "9.40 uur", in Amsterdam time."""
    local = moment.astimezone(AMSTERDAM)
    return f"{local.hour}.{local:%M} uur"


MOVED = "verdeeld"  # in the session: what was redistributed last, to take back


@dataclass(frozen=True)
class Line:
    row: DeadlineRow
    bar: Markup
    turn: str


@bp.get("/termijnen")
@role_required(*CASE_READERS)
def index() -> ResponseReturnValue:
    at, day, cursor = now(), today(), request.args.get("plaats")
    selection = Selection.read(request.args)
    picture = picture_for(viewer(), at)
    shown = picture.only(selection.team) if picture and selection.team else picture
    names = dict(queries.accounts()) if picture and picture.advice else {}
    may_divide = commands.oversees(viewer())
    return render_template(
        "deadlines/index.html",
        picture=shown,
        team_pairs=sorted({(role, role) for role, _ in picture.numbers if role}) if picture else [],
        sentence=headline(picture) if picture else NOT_YET,
        advice=advice_words(picture.advice, names) if picture and picture.advice and may_divide else "",
        advice_url=_advice_url(picture.advice) if picture and picture.advice else "",
        stuck=bool(may_divide and picture and picture.is_stuck),
        charts=charts(shown, selection) if shown else (),
        selection=selection,
        unknown=NOT_YET if picture is None and selection.from_forecast else "",
        kinds=KINDS,
        states=STATES,
        awaited=turns.WHO,
        turns=shown.turns(selection.team) if shown else [],
        may_divide=may_divide and selection.kind != "wekkers",
        moved=session.pop(MOVED, None),
        cursor=cursor,
        **_listed(selection, day, cursor),
    )


def _listed(selection: Selection, day: date, cursor: str | None) -> dict[str, object]:
    if selection.kind == "wekkers":
        first, before = selection.moments
        timers = queries.timer_list(viewer(), first=first, before=before, cursor=cursor)
        return {"timers": timers.rows, "rows": [], "next_cursor": timers.next_cursor}
    page = queries.deadline_list(viewer(), today=day, wanted=selection.wanted, cursor=cursor)
    return {"rows": [_line(row, day) for row in page.rows], "timers": [], "next_cursor": page.next_cursor}


def _line(row: DeadlineRow, day: date) -> Line:
    bar = progress(share_passed(row.start, row.last_day, day), due(row.last_day, day).tone)
    return Line(row, bar, turns.told(row.awaited.split()))


def _advice_url(advice: redistribution.Advice) -> str:
    return url_for("deadlines.divide", taak=list(advice.tasks), naar=advice.target)


# -- redistributing -------------------------------------------------------------------------------


@bp.get("/termijnen/verdelen")
@role_required(*commands.OVERSEERS)
def divide() -> ResponseReturnValue:
    """Choose who gets the open tasks of some cases, and see what that does to their last days."""
    return _dividing(request.args.get("naar", ""))


@bp.post("/termijnen/verdelen")
@role_required(*commands.OVERSEERS)
def hand_over() -> ResponseReturnValue:
    tasks = redistribution.seen_in(request.form.getlist("taak"))
    done = commands.reassign_many(tasks, request.form.get("naar", ""), by=viewer(), at=now())
    outlook.settle(now())
    session[MOVED] = redistribution.told(done)
    return redirect(Selection.read(request.form).url())


@bp.post("/termijnen/verdelen/terug")
@role_required(*commands.OVERSEERS)
def take_back() -> ResponseReturnValue:
    handover = request.form.get("nummer", type=int) or 0
    done = commands.take_back(handover, by=viewer(), at=now())
    outlook.settle(now())
    session[MOVED] = redistribution.told(done, back=True)
    return redirect(Selection.read(request.form).url())


def _dividing(target: str) -> str:
    numbers, ids = request.args.getlist("zaak"), request.args.getlist("taak", type=int)
    plan = redistribution.plan(viewer(), numbers, ids, target, now())
    return render_template(
        "deadlines/divide.html",
        plan=plan, numbers=numbers, target=target, selection=Selection.read(request.args),
    )  # fmt: skip


# -- work, durations, files -----------------------------------------------------------------------


@bp.get("/termijnen/werkverdeling")
@role_required(*CASE_READERS)
def load() -> ResponseReturnValue:
    picture = picture_for(viewer(), now())
    return render_template(
        "deadlines/load.html",
        picture=picture,
        teams=workload.teams(picture, viewer()),
        unknown=NOT_YET if picture is None else "",
        may_divide=commands.oversees(viewer()),
        absent={row.name: row.briefly for row in queries.away_today(today()).values()},
    )


@bp.get("/termijnen/doorlooptijd")
@bp.get("/termijnen/doorlooptijd/<process>")
@role_required(*CASE_READERS, "Proceseigenaar")
def durations(process: str = commands.MAIN_PROCESS) -> ResponseReturnValue:
    if chosen := request.args.get("proces"):
        asked = {"periode": request.args.get("periode", "")}
        return redirect(url_for("deadlines.durations", process=chosen, **asked))
    shown = heat.durations(process, request.args.get("periode", ""), now())
    return render_template("deadlines/heat.html", heat=shown, periods=heat.PERIODS)


@bp.get("/termijnen/lijst.csv")
@role_required(*CASE_READERS)
def as_csv() -> ResponseReturnValue:
    selection = Selection.read(request.args)
    if _is_to_come(selection):
        return redirect(selection.list_url())
    lines = export.csv_lines(viewer(), selection, today())
    return _file(stream_with_context(lines), "text/csv; charset=utf-8", "csv")


@bp.get("/termijnen/lijst.ods")
@role_required(*CASE_READERS)
def as_ods() -> ResponseReturnValue:
    selection = Selection.read(request.args)
    if _is_to_come(selection):
        return redirect(selection.list_url())
    made = export.ods_chunks(viewer(), selection, today())
    return _file(stream_with_context(made), "application/vnd.oasis.opendocument.spreadsheet", "ods")


def _is_to_come(selection: Selection) -> bool:
    """Whether the list is empty only because there is no forecast yet: the page says so, a file cannot."""
    return selection.from_forecast and outlook.picture(now()) is None


def _file(body: object, media_type: str, suffix: str) -> Response:
    answer = Response(body, content_type=media_type)  # type: ignore[arg-type]
    answer.headers["Content-Disposition"] = f'attachment; filename="termijnen-{today()}.{suffix}"'
    return answer

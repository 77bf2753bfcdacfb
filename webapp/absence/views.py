from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import commands, outlook
from webapp.absence.sheet import Sheet, period, warnings
from webapp.clock import now, today
from webapp.commands import PLANNERS, may_plan_for
from webapp.pages import viewer
from webapp.security import role_required, signed_in
from webapp.store import queries, users
from webapp.store.absences import AbsenceRefused

bp = Blueprint("absence", __name__, url_prefix="/afwezigheid")

AHEAD = timedelta(days=60)  # how far the overview of colleagues looks
BEHIND = timedelta(days=30)  # how long one still sees what others did in one's name


@bp.get("")
@signed_in
def index() -> ResponseReturnValue:
    return _overview(Sheet(viewer().username))


@bp.post("")
@signed_in
def plan() -> ResponseReturnValue:
    return _save(Sheet.of(request.form, request.form.get("wie") or viewer().username))


@bp.get("/<int:absence_id>")
@signed_in
def edit(absence_id: int) -> ResponseReturnValue:
    return _edit_page(Sheet.showing(_changeable(absence_id)))


@bp.post("/<int:absence_id>")
@signed_in
def change(absence_id: int) -> ResponseReturnValue:
    row = _changeable(absence_id)
    return _save(Sheet.of(request.form, row.username, absence_id))


@bp.post("/<int:absence_id>/beeindigen")
@signed_in
def end(absence_id: int) -> ResponseReturnValue:
    row = _changeable(absence_id)
    called_off = commands.end_absence(absence_id, by=viewer(), at=now())
    outlook.settle(now())
    mine = row.username == viewer().username
    if called_off:
        flash("De afwezigheid gaat niet door.", "good")
    else:
        flash(f"Welkom terug. {'U bent' if mine else f'{row.name} is'} vanaf vandaag weer aanwezig.", "good")
    return redirect(url_for("absence.index"))


@bp.get("/zonder-vervanger")
@role_required(*PLANNERS)
def left_behind() -> ResponseReturnValue:
    return _left_behind_page([])


@bp.post("/zonder-vervanger")
@role_required(*PLANNERS)
def hand_over() -> ResponseReturnValue:
    chosen = [part.partition(":") for part in request.form.getlist("taak")]
    tasks = [(int(number), seen) for number, _, seen in chosen if number.isdigit()]
    colleague = request.form.get("collega", "")
    if not tasks or not colleague:
        return _left_behind_page(["Kies minstens één taak en een collega."]), 422
    moved, problems = commands.hand_over(tasks, colleague, by=viewer(), at=now())
    if moved:
        name = dict(queries.accounts()).get(colleague, colleague)
        count = "1 taak ligt" if moved == 1 else f"{moved} taken liggen"
        flash(f"{count} nu bij {name}.", "good")
    if problems:
        return _left_behind_page(problems), 422
    return redirect(url_for("absence.left_behind"))


def _changeable(absence_id: int) -> queries.AbsenceRow:
    row = queries.absence(absence_id)
    if row is None or row.cancelled or row.until_on < today() or not may_plan_for(row.username, viewer()):
        abort(404)
    return row


def _save(sheet: Sheet) -> ResponseReturnValue:
    if faults := sheet.judged():
        return _again(replace(sheet, faults=faults))
    wanted, names = sheet.plan(), dict(queries.accounts())
    try:
        found = warnings(wanted, names)
        if found and request.form.get("bevestigd") != sheet.mark:
            commands.check_absence(wanted, by=viewer(), at=now(), absence_id=sheet.absence_id)
            return _again(replace(sheet, warnings=found))
        commands.plan_absence(wanted, by=viewer(), at=now(), absence_id=sheet.absence_id)
        outlook.settle(now())
    except AbsenceRefused as error:
        return _again(replace(sheet, problem=str(error)))
    who = "U bent" if wanted.username == viewer().username else f"{names[wanted.username]} is"
    stand_in = f" {names[wanted.substitute]} vervangt." if wanted.substitute else " Er is geen vervanger."
    flash(f"Gepland. {who} afwezig {period(wanted.from_on, wanted.until_on)}.{stand_in}", "good")
    return redirect(url_for("absence.index"))


def _again(sheet: Sheet) -> ResponseReturnValue:
    page = _overview(sheet) if sheet.absence_id is None else _edit_page(sheet)
    return page, 200 if sheet.warnings else 422  # a second look is no mistake


def _overview(sheet: Sheet) -> str:
    day, person = today(), viewer()
    midnight = datetime.combine(day - BEHIND, time(), UTC)
    return render_template(
        "absence/index.html",
        own=queries.absences_of(person.username, since=day),
        standing_in=queries.standing_in(person.username, since=day),
        colleagues=queries.absences_between(day, day + AHEAD) if _is_planner() else [],
        done=queries.done_on_behalf(person, midnight),
        **_form_values(sheet),
    )


def _edit_page(sheet: Sheet) -> str:
    return render_template("absence/edit.html", **_form_values(sheet))


def _form_values(sheet: Sheet) -> dict[str, Any]:
    people = [one for one in users.everyone() if one.active]
    return {
        "sheet": sheet,
        "people": people,
        "names": {one.username: one.name for one in people},
        "is_planner": _is_planner(),
        "period": period,
    }


def _is_planner() -> bool:
    return not set(PLANNERS).isdisjoint(viewer().roles)


def _left_behind_page(problems: list[str]) -> str:
    page = queries.left_behind(viewer(), today=today(), cursor=request.args.get("plaats"))
    return render_template(
        "absence/left_behind.html",
        page=page,
        problems=problems,
        people=queries.accounts(),
        cursor=request.args.get("plaats"),
    )

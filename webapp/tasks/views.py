import hashlib
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Change, Conflict, EngineError, TaskNotOpen
from webapp import commands
from webapp.clock import now, today
from webapp.formview import apply_row_action
from webapp.involvement import may_do
from webapp.pages import viewer
from webapp.security import signed_in
from webapp.store import queries
from webapp.store.work import TakenByColleague
from webapp.tasks.listing import gone, list_values, overseen, page_of, page_values, place_from
from webapp.tasks.pane import HINT, Pane, TaskDesk, pane, preview_view
from webapp.tasks.place import Place

bp = Blueprint("tasks", __name__)

_TOO_LATE = (Conflict, TaskNotOpen, TakenByColleague, commands.NotYours)  # pages of their own


@bp.get("/taken")
@signed_in
def index() -> ResponseReturnValue:
    place, chosen = _place(), request.args.get("taak", type=int)
    if chosen is not None:
        return _page(place, _desk(chosen))
    return _page(place, None)


@bp.get("/taken/lijst")
@signed_in
def live() -> ResponseReturnValue:
    """The list and its numbers alone, to renew a page that stands open; nothing when nothing changed."""
    place, roles = _place(), overseen()
    page = page_of(place, roles)
    seen = [int(part) for part in request.args.get("gezien", "").split(",") if part.isdecimal()]
    text = render_template("tasks/_live.html", gone=gone(seen[:50], page), **list_values(place, roles, page))
    response = make_response(text)
    response.set_etag(hashlib.sha256(text.encode()).hexdigest()[:32], weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


@bp.get("/taken/volgende")
@signed_in
def following() -> ResponseReturnValue:
    """The most urgent task other than the one on the screen."""
    found = queries.next_task(viewer(), today=today(), after=request.args.get("na", type=int))
    return redirect(_place().url(found.id) if found else url_for("today.index"))


@bp.post("/taken/<int:task_id>")
@signed_in
def submit(task_id: int) -> ResponseReturnValue:
    desk, action = _desk(task_id), request.form.get("_actie", "")
    result = desk.read(request.form)
    if action == "bewaren":
        commands.save_draft(task_id, result.raw, by=viewer(), at=now())
        flash("Bewaard. U kunt later verdergaan waar u was gebleven.", "good")
        return redirect(_place().url(task_id))
    if action == "afronden":
        return _complete(desk, result)
    if action == "vooruitblik":
        return _page(_place(), desk, pane(desk, viewer(), result, "submit", preview=_preview(desk, result)))
    changed = desk.form and apply_row_action(desk.form, result.raw, action)
    if changed is not None and desk.form:
        result = desk.form.load_raw(changed, context=desk.context)
    return _page(_place(), desk, pane(desk, viewer(), result, "update"))


@bp.post("/taken/<int:task_id>/vooruitblik")
@signed_in
def preview(task_id: int) -> ResponseReturnValue:
    desk = _desk(task_id)
    return render_template(
        "tasks/_preview.html",
        preview=_preview(desk, desk.read(request.form)),
        hint=HINT,
        is_own_side=desk.is_own_side,
    )


@bp.post("/taken/<int:task_id>/oppakken")
@signed_in
def claim(task_id: int) -> ResponseReturnValue:
    commands.claim_task(task_id, by=viewer())
    return redirect(_place().url(task_id))


@bp.post("/taken/<int:task_id>/teruggeven")
@signed_in
def release(task_id: int) -> ResponseReturnValue:
    commands.release_task(task_id, by=viewer())
    flash("Deze taak ligt weer bij het team.", "good")
    return redirect(_place().url(task_id))


@bp.post("/taken/<int:task_id>/toewijzen")
@signed_in
def assign(task_id: int) -> ResponseReturnValue:
    task = _desk(task_id).task
    if not may_do(task, viewer(), queries.stake(viewer().username, task.case_id)):
        raise commands.NotYours
    commands.reassign_task(task_id, request.form.get("collega", ""), seen=request.form.get("gezien") or None)
    flash("De taak ligt nu bij uw collega.", "good")
    return redirect(_place().url(task_id))


def _complete(desk: TaskDesk, result: Any) -> ResponseReturnValue:
    if not result.ok:
        return _page(_place(), desk, pane(desk, viewer(), result, "submit")), 422
    try:
        change = commands.complete_task(desk.task.id, result.values, by=viewer(), at=now())
    except _TOO_LATE:
        raise
    except EngineError as error:  # a letter lacks a value, an expression fails: say so beside the form
        return _page(_place(), desk, pane(desk, viewer(), result, "submit", problem=str(error))), 422
    following = _following(desk)
    flash(_done_sentence(desk, change, following), "good")
    return redirect(_place().url(following))


def _done_sentence(desk: TaskDesk, change: Change, following: int | None) -> str:
    done = f"“{desk.task.title}” is afgerond."
    if change.status == "closed":
        done += f" Zaak {desk.task.number} is gesloten: {change.outcome}."
    return f"{done} Dit is uw volgende taak." if following else done


def _following(desk: TaskDesk) -> int | None:
    """Go on with the same complaint when there is something to do there, else with the most urgent."""
    stake = queries.stake(viewer().username, desk.case.case_id)
    for task in queries.case_tasks(desk.case.case_id):
        if task.state == "open" and may_do(task, viewer(), stake):
            return task.id
    following = queries.next_task(viewer(), today=today(), after=desk.task.id)
    return following.id if following else None


def _preview(desk: TaskDesk, result: Any) -> Any:
    if not result.ok:
        return None
    found = commands.preview_task(desk.task.id, result.values, by=viewer(), at=now())
    return preview_view(found, desk.case.case_id)


def _desk(task_id: int) -> TaskDesk:
    desk = TaskDesk.of(task_id, viewer())
    if desk is None or not desk.may_be_seen_by(viewer()):
        abort(404)
    return desk


def _place() -> Place:
    return place_from(request.args)


def _page(place: Place, desk: TaskDesk | None, detail: Pane | None = None) -> str:
    """The whole page, or for htmx only the pane; `desk` None shows the first task of the list."""
    chosen = desk is not None
    if request.headers.get("HX-Target") == "detail" and desk:
        return render_template("tasks/_detail.html", **_pane_values(place, detail or pane(desk, viewer())))
    roles = overseen()
    page = page_of(place, roles)
    desk = desk or (TaskDesk.of(page.rows[0].id, viewer()) if page.rows else None)
    shown = detail or (pane(desk, viewer()) if desk else None)
    return render_template(
        "tasks/index.html",
        chosen=chosen,
        **list_values(place, roles, page),
        **page_values(place, roles),
        **_pane_values(place, shown),
    )


def _pane_values(place: Place, shown: Pane | None) -> dict[str, Any]:
    return {"detail": shown, "keep": place.keep, "list_url": place.url(), "hint": HINT}

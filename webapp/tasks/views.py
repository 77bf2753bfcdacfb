import hashlib
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import commands
from webapp.clock import now, today
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required, signed_in
from webapp.store import queries
from webapp.tasks import handling, letterdesk, undo
from webapp.tasks.listing import gone, list_values, overseen, page_of, page_values, place_from
from webapp.tasks.pane import Pane, TaskDesk, pane
from webapp.tasks.place import Place

bp = Blueprint("tasks", __name__)


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
    text = render_template(
        "tasks/_live.html", gone=gone(seen[:50], page), **list_values(place, roles, page, whole=False)
    )
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


@bp.get("/taken/<int:task_id>")
@signed_in
def show(task_id: int) -> ResponseReturnValue:
    """One task on a page of its own, with more room for the case beside the form."""
    return _page(_place(), _desk(task_id))


@bp.post("/taken/<int:task_id>")
@signed_in
def submit(task_id: int) -> ResponseReturnValue:
    return handling.submit(_desk(task_id), _place(), _page)


@bp.post("/taken/<int:task_id>/vooruitblik")
@signed_in
def preview(task_id: int) -> ResponseReturnValue:
    return handling.preview(_desk(task_id))


@bp.post("/taken/<int:task_id>/concept")
@signed_in
def autosave(task_id: int) -> ResponseReturnValue:
    return handling.autosave(_desk(task_id))


@bp.post("/taken/<int:task_id>/aanwezig")
@signed_in
def presence(task_id: int) -> ResponseReturnValue:
    return handling.presence(_desk(task_id))


@bp.post("/taken/<int:task_id>/brief")
@signed_in
def letter(task_id: int) -> ResponseReturnValue:
    return letterdesk.as_page(_desk(task_id))


@bp.post("/taken/<int:task_id>/brief.pdf")
@signed_in
def letter_as_pdf(task_id: int) -> ResponseReturnValue:
    return letterdesk.as_pdf(_desk(task_id))


@bp.post("/taken/<int:task_id>/ongedaan")
@signed_in
def take_back(task_id: int) -> ResponseReturnValue:
    return handling.take_back(_desk(task_id), _place())


@bp.post("/taken/<int:task_id>/meer-tijd")
@signed_in
def wait_longer(task_id: int) -> ResponseReturnValue:
    return handling.wait_longer(_desk(task_id), _place())


@bp.post("/taken/<int:task_id>/notitie")
@role_required(*CASE_READERS)
def keep_as_note(task_id: int) -> ResponseReturnValue:
    return handling.keep_as_note(_desk(task_id), _place())


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
    person, colleague = viewer(), request.form.get("collega", "")
    if not _desk(task_id).may_be_given_by(person):
        raise commands.NotYours
    seen = request.form.get("gezien") or None
    commands.reassign_task(task_id, colleague, seen=seen, by=person.username, at=now())
    away = queries.away_today(today()).get(colleague)
    flash(f"De taak ligt nu bij uw collega. {away.sentence}" if away else "De taak ligt nu bij uw collega.",
          "warn" if away else "good")  # fmt: skip
    return redirect(_place().url(task_id))


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
    if desk and _is_whole():
        shown = detail or pane(desk, viewer())
        return render_template("tasks/page.html", **_pane_values(place, shown))
    roles = overseen()
    page = page_of(place, roles)
    desk = desk or (TaskDesk.of(page.rows[0].id, viewer()) if page.rows else None)
    shown = detail or (pane(desk, viewer()) if desk else None)
    return render_template(
        "tasks/index.html",
        chosen=chosen,
        **list_values(place, roles, page),
        **page_values(place),
        **_pane_values(place, shown),
    )


def _pane_values(place: Place, shown: Pane | None) -> dict[str, Any]:
    keep = place.keep | ({"heel": 1} if _is_whole() else {})
    return {
        "detail": shown,
        "keep": keep,
        "list_url": place.url(),
        "offer": undo.offer(),
        "whole": _is_whole(),
    }


def _is_whole() -> bool:
    """Whether the task has the page to itself."""
    return request.endpoint == "tasks.show" or "heel" in request.args

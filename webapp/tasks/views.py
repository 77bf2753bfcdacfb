import hashlib
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import commands, doubles
from webapp.clock import now, today
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required, signed_in
from webapp.store import queries
from webapp.store.queries import ahead
from webapp.tasks import handling, letterdesk, undo
from webapp.tasks.listing import Listing, gone, list_values, page_values, place_from
from webapp.tasks.pane import Pane, TaskDesk, pane
from webapp.tasks.place import Place

bp = Blueprint("tasks", __name__)


@bp.get("/taken")
@signed_in
def index() -> ResponseReturnValue:
    place, chosen = _place(), request.args.get("taak", type=int)
    if chosen is not None and (_is_pane() or _is_whole()):
        return _page(place, _desk(chosen))
    listing = Listing.of(place)
    row = listing.shown(chosen)
    if row:
        ahead.task_in_list(row, today(), viewer(), doubles.LOOKED_AT)
    desk = TaskDesk.of(row.id, viewer()) if row and chosen is None else None
    return _with_list(listing, desk if chosen is None else _desk(chosen), chosen=chosen is not None)


@bp.get("/taken/lijst")
@signed_in
def live() -> ResponseReturnValue:
    """The list and its numbers alone, to renew a page that stands open; nothing when nothing changed."""
    listing = Listing.of(_place())
    seen = [int(part) for part in request.args.get("gezien", "").split(",") if part.isdecimal()]
    text = render_template("tasks/_live.html", gone=gone(seen[:50], listing.page), **list_values(listing))
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


def _page(place: Place, desk: TaskDesk, detail: Pane | None = None) -> str:
    """The page of a task: on its own, beside the list, or for htmx only the pane."""
    if not _is_pane() and not _is_whole():
        return _with_list(Listing.of(place), desk, detail, chosen=True)
    shown = detail or pane(desk, viewer())
    template = "tasks/_detail.html" if _is_pane() else "tasks/page.html"
    return render_template(template, **_pane_values(place, shown))


def _with_list(listing: Listing, desk: TaskDesk | None, detail: Pane | None = None, *, chosen: bool) -> str:
    return render_template(
        "tasks/index.html",
        chosen=chosen,
        **list_values(listing),
        **page_values(listing),
        **_pane_values(listing.place, detail or (pane(desk, viewer()) if desk else None)),
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


def _is_pane() -> bool:
    """Whether htmx asks for the pane alone."""
    return request.headers.get("HX-Target") == "detail"


def _is_whole() -> bool:
    """Whether the task has the page to itself."""
    return request.endpoint == "tasks.show" or "heel" in request.args

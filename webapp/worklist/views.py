from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from webapp import commands
from webapp.clock import now, today
from webapp.pages import viewer
from webapp.security import signed_in
from webapp.store import queries
from webapp.worklist.wording import done_sentence, kept_lines, plan_title, taken_back_sentence

bp = Blueprint("worklist", __name__)

MESSAGE = "lijst_melding"  # in the session; the task list shows it
_ACTIONS = ("oppakken", "toewijzen", "teruggeven")


# -- many tasks at once ---------------------------------------------------------------------------


@bp.post("/taken/selectie")
@signed_in
def preview() -> ResponseReturnValue:
    """What would happen with the chosen tasks; nothing is changed yet."""
    chosen, action = _chosen(), request.form.get("_actie", "")
    if not chosen or action not in _ACTIONS:
        return _back({"text": "Kies eerst een of meer taken in de lijst.", "stays": [], "id": None})
    username = _receiver(action)
    plan = None
    if action != "toewijzen" or username:
        plan = commands.plan_reassignment(chosen, username, by=viewer())
    return render_template(
        "worklist/preview.html",
        action=action,
        username=username or "",
        chosen=[f"{task}|{holder or ''}" for task, holder in chosen.items()],
        plan=plan,
        title=plan_title(action, plan, len(chosen)),
        colleagues=_colleagues(chosen) if action == "toewijzen" else [],
        back=_return_to(),
    )


@bp.post("/taken/selectie/uitvoeren")
@signed_in
def carry_out() -> ResponseReturnValue:
    action = request.form.get("_actie", "")
    username = _receiver(action)
    if action == "toewijzen" and not username:
        return preview()
    result = commands.reassign_many(_chosen(), username, by=viewer(), at=now())
    return _back({"text": done_sentence(action, result), "stays": kept_lines(result), "id": result.handover})


@bp.post("/taken/selectie/<int:handover_id>/ongedaan")
@signed_in
def undo(handover_id: int) -> ResponseReturnValue:
    result = commands.take_back(handover_id, by=viewer(), at=now())
    return _back({"text": taken_back_sentence(result), "stays": kept_lines(result), "id": None})


def _chosen() -> dict[int, str | None]:
    """Return the chosen tasks with who had each on the screen."""
    pairs = (value.partition("|") for value in request.form.getlist("taak"))
    return {int(task): holder or None for task, _, holder in pairs if task.isdecimal()}


def _receiver(action: str) -> str | None:
    match action:
        case "oppakken":
            return viewer().username
        case "toewijzen":
            return request.form.get("collega") or None
    return None


def _colleagues(chosen: dict[int, str | None]) -> list[tuple[str, str]]:
    roles = {task.role for task in queries.held_tasks(list(chosen))}
    away = queries.away_today(today())
    return [
        (username, f"{name} ({away[username].briefly})" if username in away else name)
        for username, name in queries.people_with(roles)
    ]


def _back(message: dict[str, Any]) -> ResponseReturnValue:
    session[MESSAGE] = message
    return redirect(_return_to())


def _return_to() -> str:
    """Return the list that the reader came from; an address elsewhere would help phishers."""
    wanted = request.form.get("terug", "")
    parts = urlsplit(wanted)
    ours = not parts.scheme and not parts.netloc and parts.path == url_for("tasks.index")
    return wanted if ours and wanted.isprintable() and "\\" not in wanted else url_for("tasks.index")


# -- views worth keeping --------------------------------------------------------------------------


@bp.get("/taken/weergaven")
@signed_in
def views() -> ResponseReturnValue:
    found = queries.saved_views(viewer())
    own = [row for row in found if row.username == viewer().username]
    return render_template(
        "worklist/views.html",
        own=own,
        shared=[row for row in found if row not in own],
        own_roles=sorted(viewer().roles),
    )


@bp.post("/taken/weergaven")
@signed_in
def save() -> ResponseReturnValue:
    target = _return_to()
    commands.save_view(
        request.form.get("naam", ""), urlsplit(target).query, role=request.form.get("rol", ""),
        by=viewer(), at=now(),
    )  # fmt: skip
    session[MESSAGE] = {
        "text": "De weergave is bewaard. U vindt haar onder “Bewaarde weergaven”.",
        "stays": [],
        "id": None,
    }
    return redirect(target)


@bp.post("/taken/weergaven/<int:view_id>")
@signed_in
def change(view_id: int) -> ResponseReturnValue:
    commands.change_view(
        view_id, name=request.form.get("naam", ""), role=request.form.get("rol", ""), by=viewer()
    )
    flash("De weergave is gewijzigd.", "good")
    return redirect(url_for("worklist.views"))


@bp.post("/taken/weergaven/<int:view_id>/verwijderen")
@signed_in
def drop(view_id: int) -> ResponseReturnValue:
    commands.drop_view(view_id, by=viewer())
    flash("De weergave is verwijderd.", "good")
    return redirect(url_for("worklist.views"))

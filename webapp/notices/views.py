from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import commands
from webapp.clock import now
from webapp.pages import CASE_READERS, settings, viewer
from webapp.security import signed_in
from webapp.store import preferences, queries, users
from webapp.store.preferences import Wishes
from webapp.store.queries import NoticeRow

bp = Blueprint("notices", __name__)

BRIEFLY = 6  # notices in the bell itself
ICONS = {"mention": "note", "assigned": "inbox", "letter_failed": "mail", "last_day": "clock",
         "substitute": "people", "release": "flag"}  # fmt: skip
HOURS = range(6, 20)  # at which a digest may leave


@bp.get("/meldingen")
@signed_in
def index() -> ResponseReturnValue:
    only_unread = request.args.get("alleen") == "nieuw"
    page = queries.notice_list(
        viewer().username, only_unread=only_unread, cursor=request.args.get("plaats") or None
    )
    filters = {"alleen": "nieuw"} if only_unread else {}
    return render_template(
        "notices/index.html",
        page=page,
        only_unread=only_unread,
        cursor=request.args.get("plaats"),
        filters=filters,
        icons=ICONS,
    )


@bp.get("/meldingen/bel")
@signed_in
def bell() -> ResponseReturnValue:
    """The number beside the bell, asked every minute."""
    return render_template("notices/_count.html")


@bp.get("/meldingen/kort")
@signed_in
def briefly() -> ResponseReturnValue:
    """What opens under the bell."""
    rows = queries.notice_list(viewer().username, only_unread=True, limit=BRIEFLY).rows
    return render_template("notices/_brief.html", rows=rows, icons=ICONS)


@bp.post("/meldingen/<int:notice_id>")
@signed_in
def follow(notice_id: int) -> ResponseReturnValue:
    """Mark a notice as read and go to what it is about."""
    row = queries.notice(viewer().username, notice_id)
    if row is None:
        abort(404)
    commands.mark_notices_read(viewer().username, at=now(), notice_id=notice_id)
    return redirect(url_for("notices.index") if request.form.get("_actie") == "gelezen" else _target(row))


@bp.post("/meldingen/gelezen")
@signed_in
def all_read() -> ResponseReturnValue:
    count = commands.mark_notices_read(viewer().username, at=now())
    flash("Alles staat op gelezen." if count else "Er was niets nieuws.", "good")
    return redirect(url_for("notices.index"))


@bp.get("/instellingen")
@signed_in
def preferences_page() -> ResponseReturnValue:
    return render_template("notices/preferences.html", **_wishes(preferences.wishes_of(viewer().username)))


@bp.post("/instellingen")
@signed_in
def save_preferences() -> ResponseReturnValue:
    hour = request.form.get("uur", "")
    chosen = int(hour) if hour.isdigit() and int(hour) in HOURS else None
    urgent, digest = (request.form.get(name) == "ja" for name in ("spoed", "dagbericht"))
    commands.save_preference(viewer().username, Wishes(digest, chosen, urgent))
    flash("Bewaard.", "good")
    return redirect(url_for("notices.preferences_page"))


def _wishes(wishes: Wishes) -> dict[str, Any]:
    account = users.find(viewer().username)
    standard = settings().digest_hour
    return {
        "wishes": wishes,
        "hours": HOURS,
        "hour": standard if wishes.digest_hour is None else wishes.digest_hour,
        "email": account.email if account else "",
        "may_see_mail": not set(commands.PLANNERS).isdisjoint(viewer().roles),
    }


def _target(row: NoticeRow) -> str:
    if row.task_id is not None:
        return url_for("tasks.index", taak=row.task_id)
    if row.number and current_user.has_role(*CASE_READERS):
        return url_for("cases.show", number=row.number)
    pages = {"substitute": "absence.index", "release": "release.open_requests"}
    return url_for(pages.get(row.kind, "notices.index"))

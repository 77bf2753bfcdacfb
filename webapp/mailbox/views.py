from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from markupsafe import Markup

from engine import markdown_to_html
from webapp import commands
from webapp.clock import now
from webapp.commands import PLANNERS
from webapp.pages import settings
from webapp.security import public, role_required
from webapp.store import queries

bp = Blueprint("mailbox", __name__)
STAFF = ("mailbox.staff", "mailbox.resend")  # mail to colleagues: it exists everywhere, for few


@bp.before_request
def only_in_the_demo() -> None:
    """Everyone may read the letters here, so they exist only where all post is invented."""
    if not settings().demo and request.endpoint not in STAFF:
        abort(404)


@bp.get("/post")
@public
def index() -> ResponseReturnValue:
    return render_template(
        "mailbox/index.html",
        messages=queries.outbox_sent(),
        dead=queries.dead_letters(),
        may_see_staff=current_user.is_authenticated and current_user.has_role(*PLANNERS),
    )


@bp.get("/post/collegas")
@role_required(*PLANNERS)
def staff() -> ResponseReturnValue:
    """Mail to colleagues: whether it left. What it says is theirs."""
    cursor = request.args.get("plaats") or None
    page = queries.staff_mail(cursor=cursor)
    return render_template("mailbox/staff.html", page=page, dead=queries.dead_staff_mail(), cursor=cursor)


@bp.post("/post/collegas")
@role_required(*PLANNERS)
def resend() -> ResponseReturnValue:
    commands.resend_staff_mail(request.form.get("mail", ""), at=now())
    flash("De mail wordt opnieuw verstuurd.", "good")
    return redirect(url_for("mailbox.staff"))


@bp.get("/post/<path:message_id>")
@public
def show(message_id: str) -> ResponseReturnValue:
    message = queries.outbox_message(message_id)
    if message is None:
        abort(404)
    html = Markup(markdown_to_html(message.markdown))  # sanitised there
    return render_template("mailbox/show.html", message=message, html=html)

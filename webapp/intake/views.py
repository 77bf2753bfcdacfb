import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from engine import FormResult
from webapp.clock import now, today
from webapp.commands import RESIDENT, file_complaint
from webapp.formview import Attempt, apply_row_action, form_view
from webapp.journey import SETTLEMENT, resident_journey
from webapp.processes import start_form
from webapp.security import public
from webapp.store import queries

bp = Blueprint("intake", __name__)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("tasks.index"))
    return render_template("intake/home.html")


@bp.get("/klacht")
@public
def form() -> ResponseReturnValue:
    blank = start_form()
    return _form_page(blank.load_raw(blank.initial()), "new", secrets.token_urlsafe(16))


@bp.post("/klacht")
@public
def submit() -> ResponseReturnValue:
    blank, action = start_form(), request.form.get("_actie", "")
    key = request.form.get("_sleutel", "")[:64] or secrets.token_urlsafe(16)
    result = blank.load_html(request.form)
    if action != "versturen":
        changed = apply_row_action(blank, result.raw, action)
        result = result if changed is None else blank.load_raw(changed)
        return _form_page(result, "update", key)
    if not result.ok:
        return _form_page(result, "submit", key), 422
    filed = file_complaint(result.values, by=RESIDENT, at=now(), key=key)
    return redirect(url_for("intake.received", token=filed.token))


@bp.get("/klacht/ontvangen/<token>")
@public
def received(token: str) -> ResponseReturnValue:
    status = queries.status_by_token(token)
    if status is None:
        abort(404)
    terms = queries.case_terms(status.case_id)
    return render_template(
        "intake/received.html",
        status=status,
        token=token,
        term=next((term for term in terms if term.key == SETTLEMENT), None),
        journey=resident_journey(status.case_id, today()),
    )


@bp.get("/favicon.ico")
@public
def icon() -> ResponseReturnValue:
    """Browsers ask for this beside a PDF, which has no way to name its icon."""
    return redirect(url_for("static", filename="favicon.svg"))


def _form_page(result: FormResult, attempt: Attempt, key: str) -> str:
    """`key` makes sending twice, by a double click or a weak connection, one complaint."""
    view = form_view(start_form(), result, attempt=attempt)
    return render_template("intake/form.html", form=view, key=key)

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.clock import now, today
from webapp.commands import RESIDENT, file_complaint
from webapp.journey import SETTLEMENT, resident_journey
from webapp.processes import start_form
from webapp.security import public
from webapp.startsheet import Sheet
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
    return _page(Sheet.blank(start_form()))


@bp.post("/klacht")
@public
def submit() -> ResponseReturnValue:
    sheet = Sheet.read(request.form, start_form())
    if not sheet.ok:
        return _page(sheet), sheet.status
    filed = file_complaint(sheet.results[0].values, by=RESIDENT, at=now(), key=sheet.key)
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


def _page(sheet: Sheet) -> str:
    return render_template("intake/form.html", form=sheet.view(), key=sheet.key)

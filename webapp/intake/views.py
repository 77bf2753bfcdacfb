"""The front door: a resident files a complaint or any other message, and hears at once what happens next."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from engine import Form
from webapp.clock import now, today
from webapp.commands import FRONT_DOOR, MAIN_PROCESS, RESIDENT, file_complaint
from webapp.journey import SETTLEMENT, resident_journey
from webapp.processes import start_form, startable
from webapp.security import public
from webapp.startsheet import Sheet
from webapp.store import queries

bp = Blueprint("intake", __name__)

DOORS = {"klacht": MAIN_PROCESS, "bericht": FRONT_DOOR}  # the word in the address, and what begins there
DOOR = "/<any(klacht, bericht):door>"


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("today.index"))
    return render_template("intake/home.html", has_front_door=_is_open(FRONT_DOOR))


@bp.get(DOOR)
@public
def form(door: str) -> ResponseReturnValue:
    return _page(door, Sheet.blank(_form_of(door)))


@bp.post(DOOR)
@public
def submit(door: str) -> ResponseReturnValue:
    sheet = Sheet.read(request.form, _form_of(door))
    if not sheet.ok:
        return _page(door, sheet), sheet.status
    filed = file_complaint(sheet.results[0].values, by=RESIDENT, at=now(), key=sheet.key, process=DOORS[door])
    return redirect(url_for("intake.received", door=door, token=filed.token))


@bp.get(f"{DOOR}/ontvangen/<token>")
@public
def received(door: str, token: str) -> ResponseReturnValue:
    status = queries.status_by_token(token)
    if status is None or status.process != DOORS[door]:
        abort(404)
    terms = queries.case_terms(status.case_id)
    journey = resident_journey(status.case_id, today())
    return render_template(
        "intake/received.html",
        status=status,
        token=token,
        term=next((term for term in terms if term.key == SETTLEMENT), None),
        steps=journey.ahead if door == "klacht" else journey.done + journey.ahead,
    )


@bp.get("/favicon.ico")
@public
def icon() -> ResponseReturnValue:
    """Browsers ask for this beside a PDF, which has no way to name its icon."""
    return redirect(url_for("static", filename="favicon.svg"))


def _is_open(process: str) -> bool:
    """Whether residents may start this process, in the version in use."""
    return any(one.process == process for one in startable({RESIDENT}))


def _form_of(door: str) -> Form:
    if DOORS[door] != MAIN_PROCESS and not _is_open(DOORS[door]):
        abort(404)
    return start_form(DOORS[door])


def _page(door: str, sheet: Sheet) -> str:
    return render_template(
        "intake/form.html", form=sheet.view(), key=sheet.key, door=door, has_signpost=_is_open(FRONT_DOOR)
    )

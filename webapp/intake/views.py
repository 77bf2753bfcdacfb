"""The front door: a resident files a complaint or any other message, and hears at once what happens next."""

from typing import Any, BinaryIO

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from engine import Form
from webapp import uploads
from webapp.clock import now, today
from webapp.commands import FRONT_DOOR, MAIN_PROCESS, RESIDENT, add_document, file_complaint
from webapp.filetypes import ACCEPTED
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
    chosen = uploads.sent(request.files.getlist("bestand"))
    refused = [text for one in chosen if (text := uploads.refusal(one.filename or "", one.stream))]
    if not sheet.ok or refused:  # a browser sends the files anew, never by itself
        good = [one.filename for one in chosen if not uploads.refusal(one.filename or "", one.stream)]
        return _page(door, sheet, refused=refused, chosen=good), sheet.status if not sheet.ok else 422
    filed = file_complaint(sheet.results[0].values, by=RESIDENT, at=now(), key=sheet.key, process=DOORS[door])
    uploads.take(chosen, _enclose(filed.case_id))
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


def _enclose(case_id: str) -> uploads.Add:
    """Return what keeps a file with a complaint; sent twice with the same form it is kept once."""

    def add(stream: BinaryIO, name: str, media_type: str) -> None:
        add_document(
            case_id, stream, filename=name, media_type=media_type, by=RESIDENT, at=now(), origin="klacht"
        )

    return add


def _page(door: str, sheet: Sheet, **files: Any) -> str:
    return render_template(
        "intake/form.html",
        form=sheet.view(),
        key=sheet.key,
        door=door,
        has_signpost=_is_open(FRONT_DOOR),
        accept=ACCEPTED,
        largest_file=uploads.megabytes(uploads.LARGEST_FILE),
        **files,
    )

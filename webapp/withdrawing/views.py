from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import EngineError
from webapp import commands
from webapp.clock import now
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead

bp = Blueprint("withdrawing", __name__)

MESSAGE = "intrekking"
LONGEST_REASON = 4000
SAVE = "intrekken"
HOW = ("telefoon", "e-mail", "brief", "gesprek")


@bp.get("/zaken/<number>/intrekken")
@role_required(*CASE_READERS)
def show(number: str) -> ResponseReturnValue:
    return _page(_case(number), {})


@bp.post("/zaken/<number>/intrekken")
@role_required(*CASE_READERS)
def submit(number: str) -> ResponseReturnValue:
    case = _case(number)
    typed = {name: request.form.get(name, "").strip()[:LONGEST_REASON] for name in ("hoe", "toelichting")}
    faults = {}
    if typed["hoe"] not in HOW:
        faults["hoe"] = "Kies hoe de inwoner het liet weten."
    if not typed["toelichting"]:
        faults["toelichting"] = "Schrijf op wat de inwoner zei. Intrekken is een vrije keuze van de inwoner."
    if faults:
        return _page(case, typed, faults=faults), 422
    words = {"toelichting": f"Per {typed['hoe']}: {typed['toelichting']}"}
    preview = commands.preview_message(case.case_id, MESSAGE, words, by=viewer().username, at=now())
    seen_rev = request.form.get("_gezien", 0, type=int)
    if request.form.get("_actie") != SAVE or seen_rev != case.rev or preview.problems:
        stale = request.form.get("_actie") == SAVE and seen_rev != case.rev
        return _page(case, typed, seen=preview, stale=stale)
    try:
        commands.send_message(case.case_id, MESSAGE, words, by=viewer().username, at=now())
    except EngineError as error:
        return _page(case, typed, problem=str(error)), 422
    flash("Vastgelegd dat de inwoner wil stoppen. De zaak gaat verder zoals u zag.", "good")
    return redirect(url_for("cases.show", number=number))


def _case(number: str) -> CaseHead:
    """Return a case in which the resident can stop now. Raises Involved."""
    case = queries.case_by_number(number)
    if case is None or case.erased_at:
        abort(404)
    commands.check_independent(viewer().username, case.case_id)
    if all(wait.message != MESSAGE for wait in queries.case_waits(case.case_id)):
        abort(404)
    return case


def _page(case: CaseHead, typed: dict[str, str], **other: object) -> str:
    known = {"faults": {}, "seen": None, "stale": False, "problem": ""}
    return render_template("withdrawing/form.html", case=case, typed=typed, ways=HOW, **known | other)

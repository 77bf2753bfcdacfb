"""Who is part of a case: adding and removing them, and a message that one of them left with us."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from webapp import commands
from webapp.cases.desk import LONGEST_NOTE, LONGEST_REASON, back_to, bp, case_of
from webapp.cases.file import case_page
from webapp.cases.parties import PartyForm
from webapp.clock import now
from webapp.involvement import COORDINATOR_ROLE
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required


@bp.post("/zaken/<number>/bericht")
@role_required(*CASE_READERS)
def register_message(number: str) -> ResponseReturnValue:
    """Pass on what a resident told us by telephone or letter, when the process waits for just that."""
    case, message = case_of(number), request.form.get("bericht", "")
    words = request.form.get("toelichting", "").strip()[:LONGEST_NOTE]
    commands.send_message(case.case_id, message, {"toelichting": words}, by=viewer().username, at=now())
    flash("Het bericht is vastgelegd. De zaak gaat verder.", "good")
    return back_to(number, "nu")


@bp.post("/zaken/<number>/partijen")
@role_required(COORDINATOR_ROLE)
def add_party(number: str) -> ResponseReturnValue:
    case, form = case_of(number), PartyForm.read(request.form)
    if form.faults:
        return case_page(case, party_form=form), 422
    reason = f"Toegevoegd als {form.values['rol']}: {form.values['naam']}. {form.values['reden']}"
    commands.add_party(case.case_id, form.party, reason, by=viewer().username, at=now())
    flash(f"{form.values['naam']} staat nu bij de betrokkenen.", "good")
    return back_to(number, "betrokkenen")


@bp.post("/zaken/<number>/partijen/weg")
@role_required(COORDINATOR_ROLE)
def remove_party(number: str) -> ResponseReturnValue:
    case, place = case_of(number), request.form.get("plaats", -1, type=int)
    name, why = request.form.get("naam", ""), request.form.get("reden", "").strip()[:LONGEST_REASON]
    if not why:
        flash("Schrijf op waarom u deze persoon weghaalt. Er is niets gewijzigd.", "bad")
    else:
        reason = f"Weggehaald bij de betrokkenen: {name}. {why}"
        commands.remove_party(case.case_id, place, name, reason, by=viewer().username, at=now())
        flash(f"{name} staat niet meer bij de betrokkenen.", "good")
    return back_to(number, "betrokkenen")

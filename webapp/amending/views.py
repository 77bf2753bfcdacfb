from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from engine import EngineError, FormResult
from webapp import commands
from webapp.amending.preview import Outlook, outlook
from webapp.amending.sheet import REASON, amending_form, as_facts, differences, faults, known
from webapp.clock import now, today
from webapp.formview import Attempt, form_view
from webapp.involvement import COORDINATOR_ROLE
from webapp.pages import CASE_READERS, viewer
from webapp.processes import case_context, definition
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead

bp = Blueprint("amending", __name__)

SAVE, LOOK = "opslaan", "bekijken"


@bp.get("/zaken/<number>/wijzigen")
@role_required(*CASE_READERS)
def show(number: str) -> ResponseReturnValue:
    case = _case(number)
    facts = case_context(case.case_id)
    form = amending_form(facts)
    return _page(case, form.load_raw(form.initial(known(facts))), "new")


@bp.post("/zaken/<number>/wijzigen")
@role_required(*CASE_READERS)
def submit(number: str) -> ResponseReturnValue:
    case = _case(number)
    facts = case_context(case.case_id)
    result = amending_form(facts).load_html(request.form)
    action = request.form.get("_actie", "")
    if action not in (SAVE, LOOK):
        return _page(case, result, "update")
    result = replace(result, errors=faults(result, today()))
    if not result.ok:
        return _page(case, result, "submit"), 422
    changed = differences(facts, result)
    if not changed:
        return _page(case, result, "submit", problem="U heeft nog niets gewijzigd."), 422
    reason = result.values["wijziging"][REASON.partition(".")[2]]
    seen = outlook(case, definition(case.bundle), changed, reason, by=viewer().username, at=now())
    letter, is_same = request.form.get("_brief", ""), request.form.get("_gezien") == seen.mark
    if action == LOOK or not is_same or seen.problems or letter not in {"", *seen.letters}:
        return _page(case, result, "submit", seen=seen, stale=action == SAVE and not is_same)
    return _save(case, result, seen, reason, letter)


def _save(case: CaseHead, result: FormResult, seen: Outlook, reason: str, letter: str) -> ResponseReturnValue:
    facts = as_facts(list(seen.changed))
    try:
        commands.amend(
            case.case_id, facts, reason, by=viewer().username, at=now(), letter=letter, seen=case.rev
        )
    except EngineError as error:
        return _page(case, result, "submit", problem=str(error)), 422
    sent = " De brief wordt verstuurd." if letter else ""
    flash(f"De gegevens zijn gewijzigd.{sent}", "good")
    return redirect(url_for("cases.show", number=case.number))


def _case(number: str) -> CaseHead:
    """Return a case that the viewer may amend: the coordinator any, a handler his own. Raises Involved."""
    case = queries.case_by_number(number)
    if case is None or case.erased_at:
        abort(404)
    commands.check_independent(viewer().username, case.case_id)
    if COORDINATOR_ROLE not in viewer().roles and case.handler != viewer().username:
        raise Forbidden
    return case


def _page(case: CaseHead, result: FormResult, attempt: Attempt, **other: Any) -> str:
    form = amending_form(case_context(case.case_id))
    return render_template(
        "amending/form.html", case=case, form=form_view(form, result, attempt=attempt), **other
    )

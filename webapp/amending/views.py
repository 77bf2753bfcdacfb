from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Forbidden

from engine import EngineError, FormResult
from webapp import commands
from webapp.amending.again import undone
from webapp.amending.preview import Outlook, outlook
from webapp.amending.sheet import REASON, amending_form, as_facts, differences, faults, known
from webapp.clock import now, today
from webapp.formview import Attempt, form_view
from webapp.involvement import COORDINATOR_ROLE
from webapp.lettertexts import LetterPreview, Typed, as_paper
from webapp.pages import CASE_READERS, viewer
from webapp.processes import case_context, definition
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead
from webapp.undoing import Memory, lengthen, moment_of

bp = Blueprint("amending", __name__)
LAST = Memory("gewijzigd")

CHANGED = "De gegevens zijn gewijzigd."
SAVE, LOOK = "opslaan", "bekijken"
TEMPLATE = "sjabloon:"  # action: give a letter the text of its template back


@bp.get("/zaken/<number>/wijzigen")
@role_required(*CASE_READERS)
def show(number: str) -> ResponseReturnValue:
    case = _case(number)
    facts = case_context(case.case_id)
    form, again = amending_form(facts), undone(case.case_id, request.args, viewer())
    start = known(again.over(facts)) if again else known(facts)
    start["wijziging"]["reden"] = again.reason if again else None
    typed = again.typed if again else Typed()
    return _page(case, form.load_raw(form.initial(start)), "new", typed, undone=again and again.sentence)


@bp.post("/zaken/<number>/wijzigen")
@role_required(*CASE_READERS)
def submit(number: str) -> ResponseReturnValue:
    case, typed = _case(number), Typed.read(request.form)
    facts = case_context(case.case_id)
    result = amending_form(facts).load_html(request.form)
    action = request.form.get("_actie", "")
    typed = typed.without(action.removeprefix(TEMPLATE)) if action.startswith(TEMPLATE) else typed
    if action not in (SAVE, LOOK) and not action.startswith(TEMPLATE):
        return _page(case, result, "update", typed)
    result = replace(result, errors=faults(result, today()))
    if not result.ok:
        return _page(case, result, "submit", typed), 422
    seen = _outlook(case, facts, result, typed)
    if seen is None:
        return _page(case, result, "submit", typed, problem="U heeft nog niets gewijzigd."), 422
    letter, is_same = request.form.get("_brief", ""), request.form.get("_gezien") == seen.mark
    if action != SAVE or not is_same or seen.problems or letter not in {"", *seen.letters}:
        stale = action == SAVE and not is_same
        return _page(case, result, "submit", typed, seen=seen, stale=stale)
    return _save(case, result, seen, typed, letter)


@bp.post("/zaken/<number>/wijzigen/brief/<letter>")
@role_required(*CASE_READERS)
def letter(number: str, letter: str) -> str:
    """Show a letter that can go along as it reads now, while somebody changes its text."""
    return render_template(
        "letters/_reading.html", shown=_shown(_case(number), letter), is_live=True, level=3
    )


@bp.post("/zaken/<number>/wijzigen/brief/<letter>.pdf")
@role_required(*CASE_READERS)
def letter_as_pdf(number: str, letter: str) -> ResponseReturnValue:
    case = _case(number)
    return as_paper(_shown(case, letter), case.number)


def _shown(case: CaseHead, name: str) -> LetterPreview:
    facts = case_context(case.case_id)
    result = amending_form(facts).load_html(request.form)
    seen = _outlook(case, facts, result, Typed.read(request.form)) if result.ok else None
    return (seen and seen.letter(name)) or abort(404)


def _outlook(case: CaseHead, facts: Mapping[str, Any], result: FormResult, typed: Typed) -> Outlook | None:
    """Return what these answers would do; None when they change nothing."""
    changed = differences(facts, result)
    if not changed:
        return None
    version = definition(case.bundle)
    return outlook(case, version, changed, _reason(result), typed, by=viewer().username, at=now())


def _reason(result: FormResult) -> str:
    return str(result.values["wijziging"][REASON.partition(".")[2]])


def _save(
    case: CaseHead, result: FormResult, seen: Outlook, typed: Typed, letter: str
) -> ResponseReturnValue:
    facts = as_facts(list(seen.changed))
    try:
        change = commands.amend(
            case.case_id, facts, _reason(result), by=viewer().username, at=now(), letter=letter,
            text=typed.of(letter), seen=case.rev,
        )  # fmt: skip
    except EngineError as error:
        return _page(case, result, "submit", typed, seen=seen, problem=str(error)), 422
    LAST.remember(change, CHANGED, CHANGED, brief=letter, rev=change.rev + 1)
    return redirect(url_for("cases.show", number=case.number))


@bp.post("/zaken/<number>/wijzigen/ongedaan")
@role_required(*CASE_READERS)
def take_back(number: str) -> ResponseReturnValue:
    """Undo the change that this person has just made; what was filled in comes back in the form."""
    case, kept = _case(number), LAST.remembered(nummer=number)
    LAST.forget()
    try:
        if kept is None:
            raise commands.AmendmentStands
        commands.undo_amendment(case.case_id, kept["seq"], by=viewer().username, at=now())
    except EngineError as error:
        flash(str(error), "warn")
        return redirect(url_for("cases.show", number=number))
    return redirect(url_for("amending.show", number=number, opnieuw=kept["seq"], brief=kept["brief"] or None))


@bp.post("/zaken/<number>/wijzigen/meer-tijd")
@role_required(*CASE_READERS)
def wait_longer(number: str) -> ResponseReturnValue:
    """Give somebody who needs it more time to undo: the letter waits along."""
    case, kept = _case(number), LAST.remembered(nummer=number)
    until = lengthen(kept) if kept else None
    if kept and until and commands.hold_post(case.case_id, moment_of(kept), until=until):
        LAST.lengthened(kept, until)
    else:
        flash("Meer tijd kan niet: de brief is al onderweg.", "warn")
    return redirect(url_for("cases.show", number=number))


@bp.app_context_processor
def of_case_file() -> dict[str, Any]:
    """A case file offers to undo what was just changed in it, until something else happens to the case."""
    return {"amended": lambda case: LAST.offer(nummer=case.number, rev=case.rev)}


def _case(number: str) -> CaseHead:
    """Return a case that the viewer may amend: the coordinator any, a handler his own. Raises Involved."""
    case = queries.case_by_number(number)
    if case is None or case.erased_at:
        abort(404)
    commands.check_independent(viewer().username, case.case_id)
    if COORDINATOR_ROLE not in viewer().roles and case.handler != viewer().username:
        raise Forbidden
    return case


def _page(
    case: CaseHead,
    result: FormResult,
    attempt: Attempt,
    typed: Typed,
    *,
    seen: Outlook | None = None,
    **other: Any,
) -> str:
    form = amending_form(case_context(case.case_id))
    return render_template(
        "amending/form.html",
        case=case,
        form=form_view(form, result, attempt=attempt),
        seen=seen,
        chosen=request.form.get("_brief"),
        aside=typed.others(seen.letters if seen else ()),
        **other,
    )

import hashlib

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine import EngineError
from webapp import commands
from webapp.clock import now
from webapp.commands import Merger
from webapp.involvement import COORDINATOR_ROLE, Involved
from webapp.pages import CASE_READERS, viewer
from webapp.processes import case_context
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead

bp = Blueprint("joining", __name__)

LONGEST_REASON = 500
SAVE = "samenvoegen"


@bp.get("/zaken/<number>/samenvoegen")
@role_required(COORDINATOR_ROLE)
def show(number: str) -> ResponseReturnValue:
    """Ask for the other case, or compare at once with the one that the address names."""
    case, typed = _case(number), request.args.get("met", "").strip().upper()[:40]
    other, _ = _other(case, typed)
    seen = commands.preview_merger(case, other, by=viewer(), at=now()) if other else None
    return _page(case, typed, "", seen=seen)


@bp.post("/zaken/<number>/samenvoegen")
@role_required(COORDINATOR_ROLE)
def submit(number: str) -> ResponseReturnValue:
    case, typed = _case(number), request.form.get("met", "").strip().upper()[:40]
    reason = request.form.get("reden", "").strip()[:LONGEST_REASON]
    other, faults = _other(case, typed)
    if other is None:
        return _page(case, typed, reason, faults=faults), 422
    seen = commands.preview_merger(case, other, by=viewer(), at=now())
    saves = request.form.get("_actie") == SAVE
    is_same = request.form.get("_gezien") == _mark(seen)
    if not saves or not is_same or seen.problem:
        page = _page(case, typed, reason, seen=seen, stale=saves and not is_same)
        return page, (422 if seen.problem else 200)
    if not reason:
        faults["reden"] = "Schrijf op waarom het om dezelfde klacht gaat."
        return _page(case, typed, reason, seen=seen, faults=faults), 422
    try:
        stays, ends = commands.merge_cases(case, other, reason, by=viewer(), at=now())
    except EngineError as error:
        return _page(case, typed, reason, problem=str(error)), 422
    flash(f"{ends.number} is samengevoegd met {stays.number}. Deze zaak gaat verder.", "good")
    return redirect(url_for("cases.show", number=stays.number))


@bp.post("/zaken/<number>/koppelingen")
@role_required(*CASE_READERS)
def relate(number: str) -> ResponseReturnValue:
    case, typed = _case(number), request.form.get("met", "").strip().upper()[:40]
    reason = request.form.get("reden", "").strip()[:LONGEST_REASON]
    other, faults = _other(case, typed)
    if not reason:
        faults["reden"] = "Schrijf op waarom deze zaken bij elkaar horen."
    if other is None or faults:
        return _relate_page(case, typed, reason, faults), 422
    try:
        commands.relate_cases(case.case_id, other.case_id, reason, by=viewer(), at=now())
    except EngineError as error:
        return _relate_page(case, typed, reason, {"met": str(error)}), 422
    flash(f"Deze zaak is gekoppeld aan {other.number}.", "good")
    session["beside"] = "verwant"  # where the page opens, so that is where it is told
    return redirect(url_for("cases.show", number=number, _anchor="verwant"))


@bp.get("/zaken/<number>/koppelingen")
@role_required(*CASE_READERS)
def show_relating(number: str) -> ResponseReturnValue:
    return _relate_page(_case(number), request.args.get("met", ""), "", {})


@bp.post("/zaken/<number>/koppelingen/weg")
@role_required(*CASE_READERS)
def unrelate(number: str) -> ResponseReturnValue:
    case, other = _case(number), queries.case_by_number(request.form.get("met", ""))
    if other is None:
        abort(404)
    commands.unrelate_cases(case.case_id, other.case_id, by=viewer())
    flash(f"De koppeling met {other.number} is weg.", "good")
    session["beside"] = "verwant"  # where the page opens, so that is where it is told
    return redirect(url_for("cases.show", number=number, _anchor="verwant"))


def _case(number: str) -> CaseHead:
    case = queries.case_by_number(number)
    if case is None or case.erased_at:
        abort(404)
    commands.check_independent(viewer().username, case.case_id)
    return case


def _other(case: CaseHead, typed: str) -> tuple[CaseHead | None, dict[str, str]]:
    """Return the case with the typed number, or what is wrong with that number.

    A case that the viewer must keep away from looks like one that is not there (Awb 9:7).
    """
    if not typed:
        return None, {"met": "Vul het nummer van de andere zaak in."}
    other = queries.case_by_number(typed)
    try:
        if other is not None and other.erased_at is None:
            commands.check_independent(viewer().username, other.case_id)
            if other.case_id != case.case_id:
                return other, {}
            return None, {"met": "Dit is dezelfde zaak. Vul het nummer van een andere zaak in."}
    except Involved:
        pass
    return None, {"met": f"Er is geen zaak {typed}. Controleer het nummer, bijvoorbeeld K-2026-0012."}


def _mark(seen: Merger) -> str:
    parts = f"{seen.stays.case_id}.{seen.stays.rev}.{seen.ends.case_id}.{seen.ends.rev}"
    return hashlib.sha256(parts.encode()).hexdigest()[:24]


def _suggested(case: CaseHead) -> list[queries.RelatedCase]:
    """Return the other cases of the same resident."""
    return queries.earlier_of(case.case_id, viewer().username)


def _page(
    case: CaseHead,
    typed: str,
    reason: str,
    *,
    seen: Merger | None = None,
    stale: bool = False,
    problem: str = "",
    faults: dict[str, str] | None = None,
) -> str:
    suggested = [one for one in _suggested(case) if one.state == "open" and one.process == case.process]
    return render_template(
        "joining/merge.html", case=case, typed=typed, reason=reason, seen=seen, mark=seen and _mark(seen),
        stale=stale, problem=problem, faults=faults or {}, suggested=suggested, longest=LONGEST_REASON,
        story=case_context(case.case_id).get("zaak", {}).get("omschrijving", ""),
        other_story=_story_of(seen, case),
    )  # fmt: skip


def _story_of(seen: Merger | None, case: CaseHead) -> str:
    if seen is None:
        return ""
    other = seen.ends if seen.stays.case_id == case.case_id else seen.stays
    return str(case_context(other.case_id).get("zaak", {}).get("omschrijving", ""))


def _relate_page(case: CaseHead, typed: str, reason: str, faults: dict[str, str]) -> str:
    return render_template(
        "joining/relate.html", case=case, typed=typed, reason=reason, faults=faults,
        suggested=_suggested(case), longest=LONGEST_REASON,
    )  # fmt: skip

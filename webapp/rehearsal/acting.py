"""What one does in a rehearsal: complete a task, let time pass, let a message come in, go back a step."""

from datetime import date, timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import EngineError, FormResult, ScenarioStep, StepRefused, TaskOpened, parse_day, say
from webapp import commands
from webapp.clock import now
from webapp.formview import Attempt, apply_row_action
from webapp.pages import viewer
from webapp.rehearsal.blueprint import bp, owners_only
from webapp.rehearsal.opening import EXAMPLE, facts_in
from webapp.rehearsal.page import View, start_of, view
from webapp.rehearsal.stand import Stand, standing

FARTHEST = timedelta(days=366 * 20)  # no rehearsal needs a later day than this after the present one


def page(shown: View) -> str:
    return render_template("rehearsal/show.html", view=shown, stand=shown.stand, case=shown.stand.case)


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/taak/<task_id>")
@owners_only
def complete(draft_id: int, rehearsal_id: int, task_id: str) -> ResponseReturnValue:
    with standing(draft_id, rehearsal_id) as stand:
        person = " ".join(request.form.get("_persoon", "").split())[:80]
        try:
            task = stand.case.task(task_id)
        except EngineError as error:
            return page(view(stand, problem=str(error))), 409
        result, attempt = _answers(stand, task)
        problem = ""
        if attempt == "submit" and (result is None or result.ok):
            try:
                problem = _go_on(stand, stand.case.completing(task, result, person))
            except EngineError as error:
                problem = str(error)
            if not problem:
                return _back(stand)
        shown = view(stand, chosen=task_id, result=result, attempt=attempt, person=person, problem=problem)
        return page(shown), 422 if attempt == "submit" else 200


def _answers(stand: Stand, task: TaskOpened) -> tuple[FormResult | None, Attempt]:
    """Return what was filled in, and what the button asks: to finish, or only to show the form again."""
    form, context = stand.case.form_of(task), stand.case.context()
    action = request.form.get("_actie", "")
    if form is None:
        return None, "submit"
    result = form.load_html(request.form, context=context)
    if action == "afronden":
        return result, "submit"
    if action == EXAMPLE:
        known = result.raw if request.form.get("_getoond") else (start_of(stand, task) or result).raw
        invented = stand.case.invented(form, known, stand.case.today)
        return form.load_raw(invented, context=context), "update"
    changed = apply_row_action(form, result.raw, action)
    return (form.load_raw(changed, context=context) if changed is not None else result), "update"


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/tijd")
@owners_only
def let_time_pass(draft_id: int, rehearsal_id: int) -> ResponseReturnValue:
    """Go to a day: typed, so many days on, or that of the next timer."""
    with standing(draft_id, rehearsal_id) as stand:
        typed = request.form.get("dag", "").strip()
        try:
            day = _day(stand, typed)
            problem = _go_on(stand, say.day(day))
        except (EngineError, ValueError) as error:
            problem = str(error)
        return _done(stand, problem, {"dag": typed})


def _day(stand: Stand, typed: str) -> date:
    case = stand.case
    if request.form.get("_actie") == "klok":
        day = case.next_clock()
        if day is None:
            raise StepRefused("Er loopt nu geen klok met een datum.")
        return day
    days = request.form.get("dagen", "")
    day = case.today + timedelta(days=int(days)) if days.isdecimal() and len(days) < 6 else parse_day(typed)
    if day < case.today:
        raise StepRefused("De tijd loopt alleen vooruit. Wilt u terug? Neem dan een stap terug.")
    if day > case.today + FARTHEST:
        raise StepRefused("Dat is te ver weg. Kies een dag binnen twintig jaar.")
    return day


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/bericht/<bpmn_id>")
@owners_only
def receive(draft_id: int, rehearsal_id: int, bpmn_id: str) -> ResponseReturnValue:
    """Let a message come in that the case waits for."""
    with standing(draft_id, rehearsal_id) as stand:
        typed = request.form.get("gegevens", "")
        try:
            wait = next((one for one in stand.case.waits if one.bpmn_id == bpmn_id), None)
            if wait is None:
                raise StepRefused("De zaak wacht niet meer op dit bericht.")
            problem = _go_on(stand, say.message(wait, wait.waits_for or "inwoner", facts_in(typed)))
        except EngineError as error:
            problem = str(error)
        return _done(stand, problem, {bpmn_id: typed})


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/gegeven")
@owners_only
def amend(draft_id: int, rehearsal_id: int) -> ResponseReturnValue:
    """Change a fact of the case, as a colleague may do with the reason."""
    with standing(draft_id, rehearsal_id) as stand:
        typed, reason = request.form.get("gegevens", ""), request.form.get("reden", "").strip()
        try:
            problem = _go_on(stand, say.amend(reason or "een nieuw gegeven", facts_in(typed)))
        except EngineError as error:
            problem = str(error)
        return _done(stand, problem, {"gegeven": typed, "reden": reason})


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/zaak/<process>")
@owners_only
def go_on_in(draft_id: int, rehearsal_id: int, process: str) -> ResponseReturnValue:
    """Turn to a case that this one began."""
    with standing(draft_id, rehearsal_id) as stand:
        try:
            problem = _go_on(stand, say.go_on(process))
        except EngineError as error:
            problem = str(error)
        return _done(stand, problem)


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/terug")
@owners_only
def step_back(draft_id: int, rehearsal_id: int) -> ResponseReturnValue:
    """Take back the last step, or all until `tot` are left."""
    with standing(draft_id, rehearsal_id) as stand:
        if _seen() != len(stand.row.steps):
            raise commands.RehearsalMoved
        wanted = request.form.get("tot", "")
        left = int(wanted) if wanted.isdecimal() else len(stand.steps) - 1
        _keep(stand, stand.steps[: min(left, len(stand.steps))])
    if left <= 0:
        return redirect(url_for("rehearsal.index", draft_id=draft_id))
    return _back(stand)


def _go_on(stand: Stand, step: ScenarioStep) -> str:
    """Play and keep one more step; return why that cannot be. Raises RehearsalMoved."""
    if _seen() != len(stand.row.steps):
        raise commands.RehearsalMoved
    problem = stand.do(step)
    if not problem:
        _keep(stand, stand.steps)
    return problem


def _keep(stand: Stand, steps: tuple[ScenarioStep, ...]) -> None:
    """Keep these steps, unless another window was first."""
    if not steps:
        commands.drop_rehearsal(stand.row.id, by=viewer())
        return
    commands.set_rehearsal(stand.row.id, steps, seen=_seen(), by=viewer(), at=now())


def _seen() -> int:
    """Return how many steps the rehearsal had on the page that was sent."""
    sent = request.form.get("_gezien", "")
    return int(sent) if sent.isdecimal() else -1


def _done(stand: Stand, problem: str, typed: dict[str, str] | None = None) -> ResponseReturnValue:
    if problem:
        return page(view(stand, problem=problem, typed=typed)), 422
    return _back(stand)


def _back(stand: Stand) -> ResponseReturnValue:
    return redirect(
        url_for("rehearsal.show", draft_id=stand.draft.id, rehearsal_id=stand.row.id, _anchor="nu")
    )

"""Walking a case through a draft: begin one, look at it, and see the letters it wrote."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.wrappers import Response

from engine import Bundle, EngineError, LetterOut, Rehearsal
from webapp import commands
from webapp.clock import now, today
from webapp.commands import NoRehearsal
from webapp.drafts import bundle_of, open_draft
from webapp.jobs.pdf import letter_html
from webapp.pages import settings, viewer
from webapp.rehearsal import acting, completion, formpreview, opening, recording, scenarios
from webapp.rehearsal.blueprint import bp, owners_only
from webapp.rehearsal.links import fault_url
from webapp.rehearsal.page import view
from webapp.rehearsal.stand import standing
from webapp.startsheet import SEND, Sheet
from webapp.store import queries
from webapp.store.queries import DraftRow

__all__ = ["acting", "bp", "completion", "formpreview", "recording", "scenarios"]


@bp.get("/ontwerp/<int:draft_id>/speel-na")
@owners_only
def index(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    titles = opening.titles(bundle_of(draft))
    return render_template(
        "rehearsal/index.html",
        draft=draft,
        names=titles,
        mine=queries.rehearsals(draft.id, viewer().username),
    )


@bp.get("/ontwerp/<int:draft_id>/speel-na/begin/<process>")
@owners_only
def begin(draft_id: int, process: str) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    try:
        case = _fresh(bundle_of(draft), process)
        sheet = opening.blank(case, today())
        if opening.EXAMPLE in request.args:
            sheet = opening.filled(case, sheet, today())
    except EngineError as error:
        return fault(draft, process, error)
    return _begin_page(draft, process, sheet)


@bp.post("/ontwerp/<int:draft_id>/speel-na/begin/<process>")
@owners_only
def start(draft_id: int, process: str) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    problem = ""
    try:
        case = _fresh(bundle_of(draft), process)
        sheet = Sheet.read(request.form, *opening.forms(case))
        if request.form.get("_actie") == opening.EXAMPLE:
            sheet = opening.filled(case, sheet, today())
    except EngineError as error:
        return fault(draft, process, error)
    if sheet.ok:
        try:
            step = opening.first_step(case, sheet)
            case.do(step)
        except EngineError as error:
            problem = f"{error} {opening.earlier_step(case, error)}".strip()
        else:
            number = commands.start_rehearsal(draft.id, process, [step], by=viewer(), at=now())
            return redirect(url_for("rehearsal.show", draft_id=draft.id, rehearsal_id=number))
    return _begin_page(draft, process, sheet, problem), 422 if problem else sheet.status


@bp.get("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>")
@owners_only
def show(draft_id: int, rehearsal_id: int) -> ResponseReturnValue:
    with standing(draft_id, rehearsal_id) as stand:
        if not stand.case.moments:
            return fault(stand.draft, stand.row.process, stand.trouble, rehearsal_id)
        chosen, schema = request.args.get("taak", ""), request.args.get("schema", "")
        return acting.page(view(stand, chosen=chosen, schema=schema))


@bp.get("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/brief/<int:place>")
@owners_only
def letter(draft_id: int, rehearsal_id: int, place: int) -> ResponseReturnValue:
    with standing(draft_id, rehearsal_id) as stand:
        if not 0 <= place < len(stand.case.letters):
            raise NoRehearsal("Deze brief is niet geschreven.")
        day, written = stand.case.letters[place]
        html = letter_html(
            written.markdown,
            written.subject,
            municipality=settings().municipality_on(day),
            recipient=_address(written),
            reference="K-2026-0001",
            date=day,
        )
        return render_template(
            "rehearsal/letter.html",
            draft=stand.draft,
            row=stand.row,
            letter=written,
            day=day,
            html=Markup(html),  # escaped there
        )


def fault(draft: DraftRow, process: str, error: EngineError | None, rehearsal_id: int = 0) -> tuple[str, int]:
    """Return the page that says what in the draft stands in the way of playing it."""
    page = render_template(
        "rehearsal/fault.html",
        draft=draft,
        process=process,
        error=error,
        file_url=fault_url(draft.id, error) if error else "",
        rehearsal_id=rehearsal_id,
    )
    return page, 422


def _fresh(bundle: Bundle, process: str) -> Rehearsal:
    """Return a rehearsal that has not begun. Raises EngineError when the bundle cannot be played."""
    case = Rehearsal(bundle, process)
    try:
        case.definition.process(process)
    except ValueError as error:  # what FEEL says of an expression
        raise EngineError(str(error)) from error
    return case


def _begin_page(draft: DraftRow, process: str, sheet: Sheet, problem: str = "") -> str:
    return render_template(
        "rehearsal/begin.html",
        draft=draft,
        process=process,
        title=opening.titles(bundle_of(draft)).get(process, process),
        form=sheet.view(),
        key=sheet.key,
        problem=problem,
        SEND=SEND,
        EXAMPLE=opening.EXAMPLE,
    )


def _address(written: LetterOut) -> list[str]:
    known = written.address or {}
    lines = [known.get("naam", ""), known.get("straat", "")]
    lines.append(f"{known.get('postcode') or ''} {known.get('plaats') or ''}".strip())
    return [str(line) for line in lines if line]


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/weg")
@owners_only
def drop(draft_id: int, rehearsal_id: int) -> Response:
    commands.drop_rehearsal(rehearsal_id, by=viewer())
    flash("De oefenzaak is weg.", "good")
    return redirect(url_for("rehearsal.index", draft_id=draft_id))

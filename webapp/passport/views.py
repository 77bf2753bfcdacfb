from flask import Blueprint, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from engine import EngineError
from webapp.clock import today
from webapp.drawing import draw_diagram
from webapp.jobs.pdf import for_paper, page_pdf
from webapp.pages import CASE_READERS, settings
from webapp.passport.sheet import Sheet, play, sheet
from webapp.processes import current_bundle
from webapp.security import role_required

bp = Blueprint("passport", __name__)


@bp.get("/werkwijze/proces/<process>")
@role_required(*CASE_READERS, "Proceseigenaar")
def show(process: str) -> ResponseReturnValue:
    found = _sheet(process)
    feature = request.args.get("voorbeelden", "")
    results = play(found, feature) if feature else []
    drawing = draw_diagram(found.portrait.xml, title=f"Tekening van {found.title}")
    return render_template(
        "passport/show.html", sheet=found, drawing=drawing, results=results, played=feature
    )


@bp.get("/werkwijze/proces/<process>/in-woorden")
@role_required(*CASE_READERS, "Proceseigenaar")
def in_words(process: str) -> ResponseReturnValue:
    """The diagram as numbered prose, for screen readers and for papers."""
    return render_template("passport/prose.html", sheet=_sheet(process))


@bp.get("/werkwijze/proces/<process>/paspoort.pdf")
@role_required(*CASE_READERS, "Proceseigenaar")
def as_pdf(process: str) -> ResponseReturnValue:
    found = _sheet(process)
    municipality = settings().municipality_on(today())
    page = render_template(
        "passport/paper.html",
        sheet=found,
        drawing=for_paper(draw_diagram(found.portrait.xml, title=f"Tekening van {found.title}")),
        organisation=municipality,
    )
    answer = make_response(page_pdf(page, sheets=("letter.css", "passport.css")))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="paspoort-{process}.pdf"'
    return answer


def _sheet(process: str) -> Sheet:
    """Return the passport in the version that is asked for; 404 when there is none."""
    try:
        return sheet(request.args.get("versie") or current_bundle(), process)
    except (EngineError, KeyError):
        abort(404)

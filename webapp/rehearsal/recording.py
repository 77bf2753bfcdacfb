"""Neem op: keep a rehearsal as a scenario in the draft."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import EngineError, record
from webapp import commands
from webapp.clock import now
from webapp.pages import viewer
from webapp.rehearsal.blueprint import bp, owners_only
from webapp.rehearsal.stand import Stand, standing
from webapp.scenariofiles import path_for

SAMPLE = "Naam van het scenario"


@bp.get("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/opnemen")
@owners_only
def record_page(draft_id: int, rehearsal_id: int) -> ResponseReturnValue:
    with standing(draft_id, rehearsal_id) as stand:
        try:
            shown = record(stand.bundle, stand.row.process, stand.steps, SAMPLE)
        except EngineError as error:
            return _page(stand, problem=str(error)), 422
        return _page(stand, shown=shown)


@bp.post("/ontwerp/<int:draft_id>/speel-na/<int:rehearsal_id>/opnemen")
@owners_only
def keep(draft_id: int, rehearsal_id: int) -> ResponseReturnValue:
    with standing(draft_id, rehearsal_id) as stand:
        name = request.form.get("naam", "")
        try:
            text = record(stand.bundle, stand.row.process, stand.steps, name)
            wanted = path_for(stand.row.process, name)
            path = commands.add_scenario(stand.draft, wanted, text, by=viewer(), at=now())
        except EngineError as error:
            return _page(stand, problem=str(error), name=name), 422
    flash("Het scenario is opgenomen, en het komt uit. Pas het aan waar u wilt.", "good")
    return redirect(url_for("studio.text", draft_id=draft_id, path=path))


def _page(stand: Stand, *, shown: str = "", problem: str = "", name: str = "") -> str:
    return render_template(
        "rehearsal/record.html", draft=stand.draft, row=stand.row, shown=shown, problem=problem, name=name
    )

"""A form as the case worker will see it, while somebody is still drawing it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import EngineError, form_problems, parse_form
from webapp.drafts import open_draft
from webapp.formview import form_view
from webapp.rehearsal.blueprint import bp, owners_only

LARGEST = 512 * 1024  # bytes


@bp.post("/ontwerp/<int:draft_id>/formulier-voorbeeld/<path:name>")
@owners_only
def preview(draft_id: int, name: str) -> ResponseReturnValue:
    """Return the form in the body as a piece of a page, or what is wrong with it. Nothing is saved."""
    open_draft(draft_id)
    data = request.get_data(cache=False)[:LARGEST]
    try:
        form = parse_form(data, name)
    except EngineError as error:
        problems = [str(one) for one in form_problems(data, name)] or [str(error)]
        return render_template("rehearsal/_form.html", form=None, problems=problems)
    raw = form.load_raw(form.initial())
    return render_template("rehearsal/_form.html", form=form_view(form, raw, top=3), problems=[])

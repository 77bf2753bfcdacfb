"""A letter while somebody changes its text: how it reads now, on the screen and on paper."""

from flask import Response, abort, render_template, request

from webapp.lettertexts import LetterPreview, Typed, as_paper
from webapp.pages import viewer
from webapp.tasks.foresight import foresee
from webapp.tasks.pane import TaskDesk


def as_page(desk: TaskDesk) -> str:
    """Return the letter that the form names as it reads now, with what is wrong with it."""
    return render_template("letters/_reading.html", shown=_named(desk), is_live=True)


def as_pdf(desk: TaskDesk) -> Response:
    """Return the letter that the form names on paper; nothing is kept and nothing leaves."""
    return as_paper(_named(desk), desk.case.number)


def _named(desk: TaskDesk) -> LetterPreview:
    if desk.is_own_side:
        abort(404)
    seen = foresee(desk, desk.read(request.form), Typed.read(request.form), viewer())
    key = request.form.get("_brief", "")
    found = next((one for one in seen.letters if one.letter.key == key), None) if seen else None
    if found is None:
        abort(404)
    return found

"""Where can I go? For whoever does not know, without signing in and without JavaScript."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from webapp.clock import today
from webapp.pages import settings
from webapp.security import public
from webapp.signpost.table import directions

bp = Blueprint("signpost", __name__)


@bp.get("/wegwijzer")
@public
def index() -> ResponseReturnValue:
    found = directions()
    if not found:
        abort(404)
    return render_template(
        "signpost/index.html",
        directions=found,
        ombudsman=settings().ombudsman_on(today()),
        address=settings().municipality_on(today()).bezoekadres,
    )

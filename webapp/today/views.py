from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.clock import today
from webapp.pages import counts, viewer
from webapp.processes import is_promised
from webapp.security import signed_in
from webapp.store import queries
from webapp.store.queries import TaskCounts, TaskRow
from webapp.today.ranking import first_things

bp = Blueprint("today", __name__)

_BESIDE = (("te_laat", "te laat"), ("deze_week", "deze week"), ("wacht_op_inwoner", "wacht op de inwoner"))


@bp.get("/vandaag")
@signed_in
def index() -> ResponseReturnValue:
    day = today()
    found = queries.at_hand(viewer(), today=day)
    terms = queries.running_terms({one.row.case_id for one in found})
    lines = first_things(found, terms, day, is_promise=_is_promise)
    views = counts(subjects=()).views
    return render_template(
        "today/index.html",
        lines=lines,
        beside=[(view, label, TaskCounts.label(views[view]), views[view] > 0) for view, label in _BESIDE],
        total=views["te_doen"],
    )


def _is_promise(row: TaskRow) -> bool:
    return is_promised(row.bundle, row.bpmn_id)

from typing import get_args

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.cases import documents, letters, notes, own, people, printing
from webapp.cases.desk import bp, case_of
from webapp.cases.file import case_page
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import Order

STATES = ("open", "closed")
ORDERS = (("nieuwste", "Nieuwste eerst"), ("oudste", "Oudste eerst"))
PAGES = (documents, letters, notes, own, people, printing)  # modules with routes of their own

__all__ = ["PAGES", "bp"]


@bp.get("/zaken")
@role_required(*CASE_READERS)
def index() -> ResponseReturnValue:
    state, order = request.args.get("staat", "open"), request.args.get("volgorde", "nieuwste")
    search, cursor = request.args.get("zoek", "").strip()[:100], request.args.get("plaats") or None
    if state not in STATES or order not in get_args(Order):
        abort(404)
    page = queries.case_list(viewer(), state=state, search=search, order=order, cursor=cursor)
    filters = {"staat": state, "volgorde": order} | ({"zoek": search} if search else {})
    return render_template(
        "cases/index.html",
        page=page,
        state=state,
        order=order,
        orders=ORDERS,
        search=search,
        cursor=cursor,
        first_url=url_for("cases.index", **filters),
        next_url=page.next_cursor and url_for("cases.index", plaats=page.next_cursor, **filters),
    )


@bp.get("/zaken/<number>")
@role_required(*CASE_READERS)
def show(number: str) -> ResponseReturnValue:
    return case_page(case_of(number))

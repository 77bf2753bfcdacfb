"""The pages of somebody about whom a complaint is: his own side of it, and no more."""

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from webapp.cases import documents, letters
from webapp.cases.desk import bp, key_of
from webapp.cases.own_side import RECIPIENT, enclosures, own_side
from webapp.pages import viewer
from webapp.security import signed_in
from webapp.store import queries
from webapp.store.queries import CaseHead


@bp.get("/klachten-over-mij")
@signed_in
def own_cases() -> ResponseReturnValue:
    return render_template("cases/own_cases.html", cases=queries.own_cases(viewer()))


@bp.get("/klachten-over-mij/<number>", endpoint="own_side")
@signed_in
def show_own_side(number: str) -> ResponseReturnValue:
    side = own_side(_own_case(number), viewer().username)
    return render_template(
        "cases/own_side.html",
        side=side,
        letters=[(key_of(one), one) for one in side.letters],
        enclosures=documents.lines(side.enclosures),
    )


@bp.get("/klachten-over-mij/<number>/brieven/<key>")
@signed_in
def own_letter(number: str, key: str) -> ResponseReturnValue:
    case = _own_case(number)
    found = letters.letter_of(case, key)
    if found.recipient != RECIPIENT:
        abort(404)
    return render_template(
        "cases/own_letter.html", case=case, letter=found, html=letters.as_html(case, found)
    )


@bp.get("/klachten-over-mij/<number>/documenten/<int:document_id>")
@signed_in
def own_document(number: str, document_id: int) -> Response:
    """What came with the complaint is sent along to whom it is about (Awb 9:9); nothing else of the file."""
    case = _own_case(number)
    found = next((one for one in enclosures(case.case_id) if one.id == document_id), None)
    if found is None or documents.access(found) not in ("open", "warn"):
        abort(404)
    return documents.as_download(found)


def _own_case(number: str) -> CaseHead:
    """Return a case that is about the viewer; every other case does not exist here."""
    case = queries.case_by_number(number)
    if case is None or case.erased_at or not queries.stake(viewer().username, case.case_id).answers:
        abort(404)
    return case

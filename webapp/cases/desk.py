"""What the pages of a case have in common: the blueprint, and which case may be opened."""

from typing import Any

from flask import Blueprint, abort, redirect, session, url_for
from flask.typing import ResponseReturnValue

from webapp.involvement import Involved
from webapp.pages import viewer
from webapp.store import queries
from webapp.store.queries import CaseHead, LetterRow

bp = Blueprint("cases", __name__)

LONGEST_NOTE = 4000  # characters
LONGEST_REASON = 500


def case_of(number: str) -> CaseHead:
    """Return a case for its file. Raises Involved for who must keep away from it (Awb 9:7)."""
    found = queries.case_with_stake(number, viewer().username)
    if found is None:
        abort(404)
    case, stake = found
    if stake.bars:
        raise Involved
    return case


def living_case(number: str) -> CaseHead:
    """Return a case that was not destroyed: something can still be added to it."""
    case = case_of(number)
    if case.erased_at is not None:
        abort(404)
    return case


def back_to(number: str, place: str, **other: Any) -> ResponseReturnValue:
    """Go back to a place in the case file, and tell there what happened: the top is out of sight."""
    session["beside"] = "notities" if place.startswith("notitie-") else place
    return redirect(url_for("cases.show", number=number, _anchor=place, **other))


def key_of(letter: LetterRow) -> str:
    """The part of a letter's id that stands in its address."""
    return letter.id.removeprefix(f"{letter.case_id}:")

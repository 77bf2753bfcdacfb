"""The letters of a case: to read, to print, and to send once more."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, flash, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import local_date
from webapp import commands
from webapp.cases.desk import back_to, bp, case_of, key_of
from webapp.clock import now
from webapp.involvement import COORDINATOR_ROLE
from webapp.jobs.pdf import letter_html, letter_pdf
from webapp.letterdiff import differences
from webapp.pages import CASE_READERS, settings, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead, LetterRow, desk
from webapp.wording import moment

_CHANNELS = {"email": "per e-mail", "post": "per post"}


@dataclass(frozen=True)
class LetterLine:
    """A letter in the list of a case file."""

    key: str
    letter: LetterRow
    state: str  # wacht | onderweg | verstuurd | mislukt | bewaard
    words: str
    channel: str
    may_resend: bool


def lines(letters: list[LetterRow]) -> list[LetterLine]:
    """Return the letters with what became of them, in words."""
    may_resend = COORDINATOR_ROLE in viewer().roles
    return [_line(one, may_resend) for one in letters]


def _line(letter: LetterRow, may_resend: bool) -> LetterLine:
    state, words = status_of(letter)
    channel = _CHANNELS.get(letter.channel, letter.channel)
    return LetterLine(key_of(letter), letter, state, words, channel, may_resend and state == "mislukt")


def status_of(letter: LetterRow) -> tuple[str, str]:
    """Return the state of a letter and a sentence about it."""
    reason = letter.last_error.partition(": ")[2] or letter.last_error
    match letter.delivery:
        case "sent":
            return "verstuurd", f"verstuurd op {moment(letter.sent_at)}"
        case "dead":
            return "mislukt", f"niet verstuurd: {reason or 'de oorzaak is onbekend'}"
        case "pending" if letter.attempts:
            return "onderweg", f"het lukte nog niet ({reason}). Wij proberen het opnieuw"
        case "pending":
            return "wacht", "wacht op verzending"
    return "bewaard", "alleen bewaard"


@bp.get("/zaken/<number>/brieven/<key>")
@role_required(*CASE_READERS)
def letter(number: str, key: str) -> ResponseReturnValue:
    case = case_of(number)
    found = letter_of(case, key)
    change = desk.letter_change(found.id)
    pieces = differences(change.template, found.markdown) if change else []
    return render_template(
        "cases/letter.html", case=case, letter=found, key=key, html=as_html(case, found),
        words=status_of(found)[1], change=change, pieces=pieces,
    )  # fmt: skip


@bp.get("/zaken/<number>/brieven/<key>.pdf")
@role_required(*CASE_READERS)
def letter_as_pdf(number: str, key: str) -> ResponseReturnValue:
    case = case_of(number)
    found = letter_of(case, key)
    response = Response(
        letter_pdf(found.markdown, found.subject, **_letter_facts(case, found)), mimetype="application/pdf"
    )
    response.headers["Content-Disposition"] = f'inline; filename="{case.number}-{found.letter}.pdf"'
    return response


@bp.post("/zaken/<number>/brieven/<key>/opnieuw")
@role_required(COORDINATOR_ROLE)
def resend_letter(number: str, key: str) -> ResponseReturnValue:
    case = case_of(number)
    found = letter_of(case, key)
    commands.resend_letter(case.case_id, found.id, by=viewer().username, at=now())
    flash(f"“{found.subject}” wordt nog een keer verstuurd.", "good")
    return back_to(number, "brieven")


def letter_of(case: CaseHead, key: str) -> LetterRow:
    found = queries.letter(f"{case.case_id}:{key}")
    if found is None or case.erased_at is not None:
        abort(404)
    return found


def as_html(case: CaseHead, letter: LetterRow) -> Markup:
    """Return a letter as it was written, ready for a page."""
    html = letter_html(letter.markdown, letter.subject, **_letter_facts(case, letter))
    return Markup(html)  # escaped there


def _letter_facts(case: CaseHead, letter: LetterRow) -> dict[str, Any]:
    address = letter.address or {}
    lines = [address.get("naam", ""), address.get("straat", "")]
    lines.append(f"{address.get('postcode', '')} {address.get('plaats', '')}".strip())
    return {
        "municipality": settings().municipality_on(local_date(letter.written_at)),
        "recipient": [str(line) for line in lines if line],
        "reference": case.number,
        "date": local_date(letter.written_at),
    }

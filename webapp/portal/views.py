from typing import BinaryIO

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import NobodyWaits, markdown_to_html
from webapp import commands, uploads
from webapp.clock import now, today
from webapp.filetypes import ACCEPTED
from webapp.journey import SETTLEMENT, Journey, resident_journey
from webapp.pages import settings
from webapp.security import public
from webapp.store import queries
from webapp.store.queries import DocumentRow, LetterRow, PublicStatus, TermView
from webapp.wording import noun

bp = Blueprint("portal", __name__)

OMBUDSMAN = "ombudsman"  # key of the term of Awb 9:24
RESIDENT = "inwoner"  # recipient whose letters a resident may read
LONGEST_REPLY = 4000  # characters
LONGEST_DESCRIPTION = 500


@bp.get("/status/<token>")
@public
def status(token: str) -> ResponseReturnValue:
    found = _status(token)
    if goes_on := queries.merged_into(found.case_id):
        return redirect(url_for("portal.status", token=goes_on.token))
    merged = queries.merged_from(found.case_id)
    terms = {term.key: term for term in queries.case_terms(found.case_id)}
    told = resident_journey(found.case_id, today())
    until = terms.get(OMBUDSMAN)
    return render_template(
        "portal/status.html",
        status=found,
        token=token,
        journey=told,
        headline=_headline(found, told),
        asked=_asked(found, told),
        term=_running(terms.get(SETTLEMENT)),
        documents=[one for one in queries.case_documents(found.case_id) if _is_own(one)],
        accept=ACCEPTED,
        largest_file=uploads.megabytes(uploads.LARGEST_FILE),
        merged=[one.number for one in merged],
        letters=[
            letter
            for case_id, link in ((found.case_id, token), *((one.case_id, one.token) for one in merged))
            for letter in _letters(case_id, link)
        ],
        ombudsman=settings().ombudsman_on(today()),
        ombudsman_day=until.last_day if until else None,
    )


@bp.post("/status/<token>/reactie")
@public
def reply(token: str) -> ResponseReturnValue:
    """Pass on what the resident lets us know, when the process waits for just that."""
    found = _status(token)
    message = request.form.get("bericht", "")
    if message not in {one.message for one in resident_journey(found.case_id, today()).replies}:
        raise NobodyWaits
    words = request.form.get("toelichting", "").strip()[:LONGEST_REPLY]
    commands.send_message(found.case_id, message, {"toelichting": words}, by=commands.RESIDENT, at=now())
    flash("Dank u wel. Wij hebben uw reactie ontvangen.", "good")
    return redirect(url_for("portal.status", token=token))


@bp.post("/status/<token>/documenten")
@public
def add_documents(token: str) -> ResponseReturnValue:
    """Keep what the resident sends us, as long as the case runs."""
    found = _status(token)
    chosen = uploads.sent(request.files.getlist("bestand"))
    words = request.form.get("omschrijving", "").strip()[:LONGEST_DESCRIPTION]

    def add(stream: BinaryIO, name: str, media_type: str) -> None:
        commands.add_document(
            found.case_id, stream, filename=name, media_type=media_type, by=commands.RESIDENT, at=now(),
            origin="inwoner", description=words,
        )  # fmt: skip

    if found.state != "open":
        flash(f"Uw {noun(found.process)} is afgerond. Bel ons als u nog iets wilt sturen.", "bad")
    elif not chosen:
        flash("Kies eerst een bestand. Klik daarna op “Stuur op”.", "bad")
    else:
        taken = uploads.take(chosen, add)
        for problem in taken.refused:
            flash(problem, "bad")
        if taken.kept:
            flash(f"Wij hebben ontvangen: {', '.join(taken.kept)}.", "good")
    return redirect(url_for("portal.status", token=token, _anchor="bestanden"))


@bp.get("/status/<token>/brieven/<key>")
@public
def letter(token: str, key: str) -> ResponseReturnValue:
    found = _status(token)
    letter = queries.letter(f"{found.case_id}:{key}")
    if letter is None or letter.recipient != RESIDENT:
        abort(404)
    html = Markup(markdown_to_html(letter.markdown))  # sanitised there
    return render_template("portal/letter.html", letter=letter, token=token, html=html, process=found.process)


def _is_own(document: DocumentRow) -> bool:
    """Whether the resident sent this document and it is still there."""
    return document.added_by == commands.RESIDENT and document.removed_at is None


def _running(term: TermView | None) -> TermView | None:
    """The term while our answer is still to come and has a last day."""
    return term if term and term.running and term.last_day else None


def _status(token: str) -> PublicStatus:
    found = queries.status_by_token(token)
    if found is None:
        abort(404)
    return found


def _letters(case_id: str, token: str) -> list[tuple[str, str, LetterRow]]:
    """Return the resident's letters with the token and key that stand in their address."""
    letters = queries.case_letters(case_id)
    return [(token, one.id.removeprefix(f"{case_id}:"), one) for one in letters if one.recipient == RESIDENT]


def _headline(found: PublicStatus, told: Journey) -> str:
    if found.state == "closed":
        return found.outcome or f"Uw {noun(found.process)} is afgerond"
    return found.status_text or told.now[0].title


def _asked(found: PublicStatus, told: Journey) -> str:
    if found.state == "closed":
        return f"Wij hebben uw {noun(found.process)} afgerond."
    if any(not reply.optional for reply in told.replies):
        return "U hoeft niets te doen. Wilt u ons iets laten weten? Dat kan hieronder."
    return "U hoeft nu niets te doen."

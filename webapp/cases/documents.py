"""The documents of a case: adding, looking, taking along, describing, taking out.

Nothing that somebody sent is ever part of one of our pages as HTML or SVG: pictures are shown through an
image element, text is escaped, a PDF opens on a page of its own, and all else is only downloaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import Response, abort, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp import commands
from webapp.cases.desk import LONGEST_REASON, back_to, bp, case_of, living_case
from webapp.clock import now
from webapp.filetypes import ACCEPTED, FileType, of_media_type
from webapp.pages import CASE_READERS, settings, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.papers import path_of
from webapp.store.queries import DocumentRow
from webapp.uploads import LARGEST_FILE, MOST_FILES, megabytes, sent, take

ORIGINS = {
    "dossier": "",
    "taak": "bij een taak",
    "inwoner": "op de statuspagina",
    "klacht": "bij het indienen",
}
PLACES = ("dossier", "taak")  # where a colleague can add one
_LONGEST_DESCRIPTION = 500
_LONGEST_TEXT = 200_000  # bytes of a text that are shown
_ASKED = "toch"  # in the address: opened although nobody scanned it
# A document may do nothing at all, wherever it is opened. Without `sandbox` for a PDF: browsers then refuse
# to show it, and their viewer is shut off from the page already.
_LOCKED = "default-src 'none'; img-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'"


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list, in words."""

    document: DocumentRow
    access: str  # open | warn | wait | never | gone
    kind: str
    size: str
    source: str
    state: str


def access(document: DocumentRow) -> str:
    """Return who may open a document: anybody, after a warning, not yet, or never."""
    if document.removed_at is not None:
        return "gone"
    if document.state in ("clean", "infected"):
        return "open" if document.state == "clean" else "never"
    return "wait" if settings().clamd else "warn"


def lines(documents: Sequence[DocumentRow]) -> list[DocumentLine]:
    """Return the documents with what a reader wants to know."""
    return [_line(one) for one in documents]


def _line(document: DocumentRow) -> DocumentLine:
    kind = of_media_type(document.media_type)
    by_resident = document.added_by == commands.RESIDENT
    may = access(document)
    states = {
        "open": "gecontroleerd op virussen",
        "warn": "niet gecontroleerd op virussen",
        "wait": "wacht op de viruscontrole",
        "never": f"virus gevonden: {document.finding}",
        "gone": "uit het dossier gehaald",
    }
    place = ORIGINS.get(document.origin, "")
    who = "de inwoner" if by_resident else document.added_by_name
    return DocumentLine(
        document=document,
        access=may,
        kind=kind.words if kind else "bestand",
        size=megabytes(document.size),
        source=f"{who}, {place}" if place else who,
        state=states[may],
    )


def upload_form(number: str, place: str = "dossier", **back: Any) -> dict[str, Any]:
    """Return what the form for new documents shows."""
    return {
        "action": url_for("cases.add_documents", number=number),
        "place": place,
        "back": back,
        "accept": ACCEPTED,
        "largest": megabytes(LARGEST_FILE),
        "most": MOST_FILES,
        "largest_bytes": LARGEST_FILE,
    }


@bp.app_context_processor
def of_task_page() -> dict[str, Any]:
    """A task page shows the documents of its case: asked only by a template that does."""
    return {
        "documents_of": lambda case_id: lines(queries.case_documents(case_id)),
        "document_form": upload_form,
    }


@bp.post("/zaken/<number>/documenten")
@role_required(*CASE_READERS)
def add_documents(number: str) -> ResponseReturnValue:
    case, place = living_case(number), request.form.get("plek", "")
    chosen = sent(request.files.getlist("bestand"))
    description = request.form.get("omschrijving", "").strip()[:_LONGEST_DESCRIPTION]

    def add(stream: Any, name: str, media_type: str) -> None:
        commands.add_document(
            case.case_id, stream, filename=name, media_type=media_type, by=viewer().username, at=now(),
            origin=place if place in PLACES else PLACES[0], description=description,
        )  # fmt: skip

    taken = take(chosen, add)
    messages = [(problem, "bad") for problem in taken.refused]
    messages += [(taken.sentence, "good")] if taken.kept else []
    if not chosen:
        messages = [("Kies eerst een bestand. Klik daarna op “Voeg toe”.", "bad")]
    task = request.form.get("taak", type=int)
    if place == "taak" and task is not None:
        if request.headers.get("HX-Target") == "taakdocumenten":
            return render_template(
                "cases/_task_documents.html", case=case, task_id=task, messages=messages, fresh=True
            )
        for text, tone in messages:
            flash(text, tone)
        return redirect(url_for("tasks.index", taak=task))
    for text, tone in messages:
        flash(text, tone)
    return back_to(number, "documenten")


@bp.get("/zaken/<number>/documenten/<int:document_id>")
@role_required(*CASE_READERS)
def document(number: str, document_id: int) -> ResponseReturnValue:
    """The page of one document: what it is, what it looks like, and what may be done with it."""
    case, found = case_of(number), _document(number, document_id)
    line, kind = _line(found), of_media_type(found.media_type)
    is_open = line.access == "open" or (line.access == "warn" and _ASKED in request.args)
    shown = kind.shown if kind and is_open else ""
    return render_template(
        "cases/document.html",
        case=case,
        line=line,
        document=found,
        shown=shown,
        text=_text(found) if shown == "text" else "",
        is_open=is_open,
        asked={_ASKED: "ja"} if line.access == "warn" else {},
    )


@bp.get("/zaken/<number>/documenten/<int:document_id>/bestand")
@role_required(*CASE_READERS)
def download(number: str, document_id: int) -> ResponseReturnValue:
    """The bytes, to keep. One that nobody scanned opens only from the page with the warning."""
    found = _openable(number, document_id)
    return as_download(found) if isinstance(found, DocumentRow) else found


@bp.get("/zaken/<number>/documenten/<int:document_id>/inhoud")
@role_required(*CASE_READERS)
def content(number: str, document_id: int) -> ResponseReturnValue:
    """The bytes of a picture or a PDF, to look at."""
    found = _openable(number, document_id)
    if not isinstance(found, DocumentRow):
        return found
    kind = of_media_type(found.media_type)
    if kind is None or kind.shown not in ("image", "pdf"):
        abort(404)
    return _file(found, kind, inline=True)


@bp.post("/zaken/<number>/documenten/<int:document_id>")
@role_required(*CASE_READERS)
def describe_document(number: str, document_id: int) -> ResponseReturnValue:
    case, found = living_case(number), _document(number, document_id)
    name = request.form.get("naam", "").strip()
    words = request.form.get("omschrijving", "").strip()[:_LONGEST_DESCRIPTION]
    if not name:
        flash("Vul een naam in voor het document. Er is niets gewijzigd.", "bad")
    else:
        _, dot, extension = found.filename.rpartition(".")
        if dot and not name.lower().endswith(f".{extension.lower()}"):
            name = f"{name}.{extension}"  # what it is, cannot be renamed
        commands.describe_document(case.case_id, document_id, name, words, by=viewer().username)
        flash("De naam en omschrijving zijn bewaard.", "good")
    return redirect(url_for("cases.document", number=number, document_id=document_id))


@bp.post("/zaken/<number>/documenten/<int:document_id>/weg")
@role_required(*CASE_READERS)
def remove_document(number: str, document_id: int) -> ResponseReturnValue:
    case, found = living_case(number), _document(number, document_id)
    reason = request.form.get("reden", "").strip()[:LONGEST_REASON]
    if not reason:
        flash("Schrijf op waarom u het document weghaalt. Er is niets gewijzigd.", "bad")
        return redirect(url_for("cases.document", number=number, document_id=document_id))
    commands.remove_document(case.case_id, document_id, reason, by=viewer().username, at=now())
    flash(f"“{found.filename}” is uit het dossier gehaald. De reden staat in het verloop.", "good")
    return back_to(number, "documenten")


def as_download(document: DocumentRow) -> Response:
    """Return the bytes as a file to keep."""
    kind = of_media_type(document.media_type) or FileType("", "application/octet-stream", "bestand", ())
    return _file(document, kind, inline=False)


def _openable(number: str, document_id: int) -> DocumentRow | ResponseReturnValue:
    """Return a document that may be opened, else the way to the page that says why not."""
    case_of(number)
    found = _document(number, document_id)
    may = access(found)
    if may == "open" or (may == "warn" and _ASKED in request.args):
        return found
    if may == "gone":
        abort(404)
    return redirect(url_for("cases.document", number=number, document_id=document_id))


def _document(number: str, document_id: int) -> DocumentRow:
    found = queries.document(case_of(number).case_id, document_id)
    if found is None:
        abort(404)
    return found


def _file(document: DocumentRow, kind: FileType, *, inline: bool) -> Response:
    path = _path(document)
    if not path.is_file():
        abort(404)
    response = send_file(path, mimetype=kind.media_type, conditional=False, etag=False)
    how, name = ("inline" if inline else "attachment"), quote(document.filename)
    response.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{name}"
    locked = _LOCKED if inline and kind.shown == "pdf" else f"{_LOCKED}; sandbox"
    response.headers["Content-Security-Policy"] = locked
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _text(document: DocumentRow) -> str:
    """Return the beginning of a text; letters that are no UTF-8 are taken for Windows-1252."""
    try:
        with _path(document).open("rb") as stream:
            raw = stream.read(_LONGEST_TEXT)
    except OSError:
        return ""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(raw) - 3:  # cut off in the middle of a letter
            return raw[: error.start].decode("utf-8-sig")
        return raw.decode("cp1252", "replace")


def _path(document: DocumentRow) -> Path:
    return path_of(settings().documents, document.sha256)

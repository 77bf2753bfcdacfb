"""Lists as a table to fill in. What comes of it is the same file that the text page shows."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from engine import Calendar, EngineError, TermError
from webapp import commands
from webapp.clock import now
from webapp.commands import DraftConflict, NoSuchFile
from webapp.drafts import bundle_of, check_ahead, open_draft
from webapp.pages import viewer
from webapp.store import queries
from webapp.store.queries import DraftContent, DraftRow
from webapp.studio.blueprint import bp, owners_only
from webapp.studio.places import address, drawn
from webapp.studio.sheets import BOOKS, NEW, Book, Merged, merged, opened
from webapp.studio.sheets.terms import parsed

ATTEMPTS = 3  # to save while colleagues save the same list


@bp.get("/ontwerp/<int:draft_id>/lijst/<name>")
@owners_only
def sheet(draft_id: int, name: str) -> ResponseReturnValue:
    draft, book = open_draft(draft_id), _book(name)
    return _page(draft, name, opened(book, _text(_held(draft, book)), bundle_of(draft)))


@bp.post("/ontwerp/<int:draft_id>/lijst/<name>")
@owners_only
def save_sheet(draft_id: int, name: str) -> ResponseReturnValue:
    """Write what the owner changed over the file as it is now; with a fault or a clash nothing is saved."""
    draft, book = open_draft(draft_id), _book(name)
    bundle = bundle_of(draft)
    for _ in range(ATTEMPTS):
        held = _held(draft, book)
        found = merged(book, _text(held), bundle, request.form)
        if found.text is None:
            clashing = _told(held) if found.is_clash else ""
            return _page(draft, name, found, problem=clashing), 409 if found.is_clash else 422
        try:
            _refuse_calendar(name, found.text)
            commands.save_draft_file(
                draft_id, book.path, found.text.encode(), seen=held.rev, by=viewer(), at=now(), strictly=True
            )
        except DraftConflict:
            continue  # somebody saved between reading and writing: look at it again
        except EngineError as problem:
            return _page(draft, name, found, problem=str(problem)), 422
        draft = open_draft(draft_id)
        check_ahead(draft)
        return _page(draft, name, opened(book, found.text, bundle_of(draft)), saved=True)
    return _page(draft, name, found, problem="Er bewaart nog iemand deze lijst. Bewaar opnieuw."), 409


def _page(draft: DraftRow, name: str, found: Merged, **known: Any) -> str:
    faults = [(line, field, words) for line in found.lines for field, words in line.faults.items()]
    return render_template(
        "studio/list.html", draft=draft, name=name, book=BOOKS[name], found=found, faults=faults,
        asked=[line for line in found.lines if line.remark], new=NEW, address=address, drawn=drawn, **known,
    )  # fmt: skip


def _book(name: str) -> Book:
    if name not in BOOKS:
        raise NoSuchFile
    return BOOKS[name]


def _held(draft: DraftRow, about: Book) -> DraftContent:
    held = queries.draft_content(draft.id, draft.base_hash, about.path)
    if held.content is None:
        raise NoSuchFile
    return held


def _text(held: DraftContent) -> str:
    return (held.content or b"").decode("utf-8-sig", "replace")


def _told(held: DraftContent) -> str:
    who = held.changed_by or "Een collega"
    return (
        f"{who} heeft deze lijst intussen gewijzigd, ook op een plek die u wijzigde. Kies wat blijft staan."
    )


def _refuse_calendar(name: str, text: str) -> None:
    """Refuse a calendar that no term could be counted with. Raises EngineError."""
    if name == "kalender":
        try:
            Calendar.from_mapping(parsed(text))
        except TermError as error:
            raise EngineError(str(error)) from error

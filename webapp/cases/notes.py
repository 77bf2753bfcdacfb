"""Remarks that colleagues leave for each other: write, call a colleague, pin, change, take back."""

import re
from dataclasses import dataclass

from flask import flash, request
from flask.typing import ResponseReturnValue

from webapp import commands
from webapp.cases.desk import LONGEST_NOTE, back_to, bp, living_case
from webapp.cases.file import case_page
from webapp.clock import now
from webapp.pages import CASE_READERS, viewer
from webapp.security import role_required
from webapp.store import queries
from webapp.store.queries import CaseHead

_CALLED = re.compile(r"(?<![\w@.])@([\w.-]*\w)")
_WRONG_LENGTH = f"Schrijf een notitie van 1 tot {LONGEST_NOTE} tekens."


@dataclass(frozen=True)
class NoteForm:
    """A note as it was sent, to be shown again when it cannot be kept. `note_id` None: a new one."""

    text: str = ""
    problem: str = ""
    note_id: int | None = None
    colleague: str = ""
    pinned: bool = False

    @classmethod
    def read(cls, note_id: int | None = None) -> "NoteForm":
        text, colleague = request.form.get("tekst", "").strip(), request.form.get("collega", "")
        problem = "" if 0 < len(text) <= LONGEST_NOTE else _WRONG_LENGTH
        return cls(text, problem, note_id, colleague, "vast" in request.form)

    def calls(self, case: CaseHead) -> set[str]:
        """Return the colleagues who are called: chosen from the list, or by @name in the text.

        Somebody who must keep away counts as well, so that it is refused instead of passed over.
        """
        known = {username.casefold(): username for username, _ in queries.accounts()}
        named = {known[name.casefold()] for name in _CALLED.findall(self.text) if name.casefold() in known}
        return named | ({self.colleague} & set(known.values()))


@bp.post("/zaken/<number>/notities")
@role_required(*CASE_READERS)
def add_note(number: str) -> ResponseReturnValue:
    case, form = living_case(number), NoteForm.read()
    if form.problem:
        return _again(case, form)
    try:
        commands.add_note(
            case.case_id, form.text, by=viewer().username, at=now(), pinned=form.pinned,
            mentions=form.calls(case),
        )  # fmt: skip
    except commands.MentionInvolved as error:
        return _again(case, form, str(error))
    flash("De notitie is bewaard.", "good")
    return back_to(number, "notities")


@bp.post("/zaken/<number>/notities/<int:note_id>")
@role_required(*CASE_READERS)
def edit_note(number: str, note_id: int) -> ResponseReturnValue:
    case, form = living_case(number), NoteForm.read(note_id)
    if form.problem:
        return _again(case, form)
    try:
        commands.edit_note(
            case.case_id, note_id, form.text, by=viewer().username, at=now(), mentions=form.calls(case)
        )
    except (commands.MentionInvolved, commands.NoteFixed) as error:
        return _again(case, form, str(error))
    flash("De notitie is gewijzigd.", "good")
    return back_to(number, f"notitie-{note_id}")


@bp.post("/zaken/<number>/notities/<int:note_id>/weg")
@role_required(*CASE_READERS)
def remove_note(number: str, note_id: int) -> ResponseReturnValue:
    case = living_case(number)
    commands.remove_note(case.case_id, note_id, by=viewer().username, at=now())
    flash("De notitie is weggehaald.", "good")
    return back_to(number, "notities")


@bp.post("/zaken/<number>/notities/<int:note_id>/vast")
@role_required(*CASE_READERS)
def pin_note(number: str, note_id: int) -> ResponseReturnValue:
    case, pinned = living_case(number), request.form.get("vast") == "ja"
    commands.pin_note(case.case_id, note_id, pinned, by=viewer().username)
    flash("De notitie staat bovenaan." if pinned else "De notitie staat weer tussen de andere.", "good")
    return back_to(number, f"notitie-{note_id}")


def _again(case: CaseHead, form: NoteForm, problem: str = "") -> ResponseReturnValue:
    shown = NoteForm(form.text, problem or form.problem, form.note_id, form.colleague, form.pinned)
    return case_page(case, note_form=shown), 422

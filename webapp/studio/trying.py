"""Trying a file before anybody is bothered by it: a letter on an invented case, scenarios played."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from time import perf_counter
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import EngineError, Letter, parse_letter, read_feature
from webapp import commands
from webapp.bundlefiles import kind_of
from webapp.clock import now, today
from webapp.drafts import bundle_of, open_draft
from webapp.failing import Failure, failure_of
from webapp.jobs.pdf import letter_html, letter_pdf
from webapp.pages import settings, viewer
from webapp.store import queries
from webapp.store.queries import DraftRow
from webapp.studio.blueprint import bp, owners_only
from webapp.studio.editing import text_page
from webapp.studio.invented import ARRIVED, FACTS, invented_letter
from webapp.studio.real import case_to_try, letter_on

LONGEST = 1.5  # seconds of playing in one request; the page of all scenarios plays the rest


@bp.post("/ontwerp/<int:draft_id>/proef/<path:path>")
@owners_only
def preview_letter(draft_id: int, path: str) -> ResponseReturnValue:
    """Show the text as it is typed, saved or not, as the letter that it makes."""
    draft = open_draft(draft_id)
    typed = request.form.get("tekst", "").replace("\r\n", "\n")
    kind_of(path)
    on_case, number = request.form.get("als") == "zaak", request.form.get("zaak", "").strip()
    try:
        letter = parse_letter(typed, PurePosixPath(path).stem)
        subject, markdown, facts = _on_case(letter, number) if on_case else _invented(letter, draft)
    except EngineError as problem:
        return text_page(draft, path, typed, problem=str(problem), number=number), 422
    if request.form.get("als") == "pdf":
        return Response(letter_pdf(markdown, subject, **facts), mimetype="application/pdf")
    shown = Markup(letter_html(markdown, subject, **facts))  # escaped there
    return text_page(draft, path, typed, letter=shown, subject=subject, number=number if on_case else "")


def _invented(letter: Letter, draft: DraftRow) -> tuple[str, str, dict[str, Any]]:
    subject, markdown = invented_letter(letter, bundle_of(draft), settings().letter_facts(ARRIVED))
    person = FACTS.get(letter.recipient or "inwoner", FACTS["inwoner"])
    return subject, markdown, _paper(person, str(FACTS["zaak"]["nummer"]), ARRIVED)


def _on_case(letter: Letter, number: str) -> tuple[str, str, dict[str, Any]]:
    case = case_to_try(number)
    subject, markdown, person = letter_on(letter, case)
    return subject, markdown, _paper(person, case.number, today())


def _paper(person: Mapping[str, Any], reference: str, day: date) -> dict[str, Any]:
    """Return what stands around the text of a letter."""
    lines = [person.get("naam"), person.get("straat")]
    place = f"{person.get('postcode') or ''} {person.get('plaats') or ''}".strip()
    return {
        "municipality": settings().municipality_on(day),
        "recipient": [str(line) for line in (*lines, place) if line],
        "reference": reference,
        "date": day,
    }


@bp.post("/ontwerp/<int:draft_id>/naspelen/<path:path>")
@owners_only
def play(draft_id: int, path: str) -> ResponseReturnValue:
    """Save the scenarios of a file and play them on the draft."""
    draft = open_draft(draft_id)
    typed = request.form.get("tekst", "").replace("\r\n", "\n")
    seen = request.form.get("gezien", "")
    try:
        commands.save_draft_file(
            draft_id, path, typed.encode(), seen=int(seen) if seen.isdecimal() else 0, by=viewer(), at=now()
        )
        results, left = _played(draft_id, typed, path)
    except EngineError as problem:
        return text_page(open_draft(draft_id), path, typed, problem=str(problem)), 422
    return text_page(draft, path, typed, results=results, left=left, saved=True, checked=False)


@dataclass(frozen=True)
class _Played:
    """How one scenario came out, for the page of its text."""

    name: str
    line: int
    failure: Failure | None

    @property
    def ok(self) -> bool:
        return self.failure is None


def _played(draft_id: int, text: str, path: str) -> tuple[list[_Played], int]:
    """Play the scenarios of a file and keep what came out; return that, and how many there was no time for.

    Raises UnreadableFile.
    """
    read_feature(text, path)
    draft, began = open_draft(draft_id), perf_counter()
    bundle = bundle_of(draft)
    commands.play_scenarios(
        draft,
        bundle,
        by=viewer(),
        at=now(),
        enough=lambda: perf_counter() - began > LONGEST,
        only=path,
        anew=True,
    )
    row = queries.scenario_details(bundle.hash)[path]
    results = [_Played(one["name"], one["line"], failure_of(one)) for one in row.results]
    return results, row.total - row.played

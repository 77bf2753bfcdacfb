"""Trying a file before anybody is bothered by it: a letter on an invented case, scenarios played."""

from pathlib import PurePosixPath

from flask import Response, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from engine import EngineError, Letter, ScenarioResult, parse_letter, play_one, read_feature
from webapp import commands
from webapp.bundlefiles import kind_of
from webapp.clock import now
from webapp.drafts import bundle_of, open_draft
from webapp.jobs.pdf import letter_html, letter_pdf
from webapp.pages import settings, viewer
from webapp.studio.blueprint import bp, owners_only
from webapp.studio.editing import text_page
from webapp.studio.invented import ARRIVED, FACTS, invented_letter

MOST_SCENARIOS = 60  # of one file, in one request


@bp.post("/ontwerp/<int:draft_id>/proef/<path:path>")
@owners_only
def preview_letter(draft_id: int, path: str) -> ResponseReturnValue:
    """Show the text as it is typed, saved or not, as the letter that it makes."""
    draft = open_draft(draft_id)
    typed = request.form.get("tekst", "").replace("\r\n", "\n")
    kind_of(path)
    try:
        letter = parse_letter(typed, PurePosixPath(path).stem)
        subject, markdown = invented_letter(letter, bundle_of(draft), settings().letter_facts(ARRIVED))
    except EngineError as problem:
        return text_page(draft, path, typed, problem=str(problem)), 422
    facts = {
        "municipality": settings().municipality_on(ARRIVED),
        "recipient": _address(letter),
        "reference": str(FACTS["zaak"]["nummer"]),
        "date": ARRIVED,
    }
    if request.form.get("als") == "pdf":
        return Response(letter_pdf(markdown, subject, **facts), mimetype="application/pdf")
    shown = Markup(letter_html(markdown, subject, **facts))  # escaped there
    return text_page(draft, path, typed, letter=shown, subject=subject)


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
        results = _played(draft_id, typed, path)
    except EngineError as problem:
        return text_page(open_draft(draft_id), path, typed, problem=str(problem)), 422
    return text_page(draft, path, typed, results=results, saved=True, checked=False)


def _played(draft_id: int, text: str, path: str) -> list[ScenarioResult]:
    bundle = bundle_of(open_draft(draft_id))
    scenarios = read_feature(text, path)
    return [play_one(scenario, bundle, replay=False) for scenario in scenarios[:MOST_SCENARIOS]]


def _address(letter: Letter) -> list[str]:
    person = FACTS.get(letter.recipient or "inwoner", FACTS["inwoner"])
    lines = [person.get("naam", ""), person.get("straat", "")]
    return [*filter(None, lines), f"{person.get('postcode', '')} {person.get('plaats', '')}".strip()]

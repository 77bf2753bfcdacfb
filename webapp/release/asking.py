"""Four eyes: one owner asks for publishing, another agrees or refuses."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Choice, EngineError
from webapp import commands, comparison, publishing
from webapp.clock import now, today
from webapp.commands import Wish
from webapp.drafts import bundle_of, check_ahead, open_draft
from webapp.pages import viewer
from webapp.processes import current_bundle, definition
from webapp.release.blueprint import bp, owners_only
from webapp.release.wording import (
    CASES_WORDS,
    KIND_ORDER,
    KIND_WORDS,
    REQUEST_TONES,
    REQUEST_WORDS,
    STAND_WORDS,
    cases,
    choice_options,
    choice_words,
)
from webapp.store import dryruns, frozen, queries, requests, ticks
from webapp.store.queries import DraftRow
from webapp.store.requests import Request
from webapp.store.unit_of_work import reading

PATIENCE = 0.5  # seconds for a page to wait for the check


@bp.get("/ontwerp/<int:draft_id>/publiceren")
@owners_only
def asking(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    if check_ahead(draft, PATIENCE):
        return _asking_page(draft)
    answer = make_response(render_template("release/checking.html", draft=draft))
    answer.headers["Refresh"] = "1"  # without JavaScript too
    return answer


@bp.post("/ontwerp/<int:draft_id>/publiceren")
@owners_only
def ask(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    try:
        number = commands.ask_to_publish(draft_id, _wish(draft), by=viewer(), at=now())
    except publishing.NotPublished:
        problem = "Dit ontwerp heeft nog fouten. Verbeter ze eerst; ze staan hieronder."
        return _asking_page(draft, problem=problem), 422
    except EngineError as error:
        return _asking_page(draft, problem=str(error)), 422
    flash("Gevraagd. Zodra een andere proceseigenaar instemt, gaat het door.", "good")
    return redirect(url_for("release.show_request", request_id=number))


@bp.get("/publicaties")
@owners_only
def open_requests() -> ResponseReturnValue:
    with reading() as store:
        found = requests.latest(store.connection)
    return render_template("release/requests.html", found=found, **_words())


@bp.get("/publicatie/<int:request_id>")
@owners_only
def show_request(request_id: int) -> ResponseReturnValue:
    return _request_page(_request(request_id))


@bp.post("/publicatie/<int:request_id>/besluit")
@owners_only
def decide(request_id: int) -> ResponseReturnValue:
    found = _request(request_id)
    reason, agrees = request.form.get("reden", ""), request.form.get("_actie") == "goed"
    try:
        if agrees:
            decided = commands.approve(request_id, reason, by=viewer(), at=now())
            _tell(decided)
        else:
            commands.refuse(request_id, reason, by=viewer(), at=now())
            flash("Geweigerd. Uw reden staat bij de aanvraag.", "good")
    except EngineError as error:
        return _request_page(found, problem=str(error)), 422
    return redirect(url_for("release.show_request", request_id=request_id))


@bp.post("/publicatie/<int:request_id>/intrekken")
@owners_only
def withdraw(request_id: int) -> ResponseReturnValue:
    commands.withdraw(request_id, by=viewer(), at=now())
    flash("Ingetrokken. Er is niets gepubliceerd.", "good")
    return redirect(url_for("release.show_request", request_id=request_id))


def _tell(decided: Request) -> None:
    if decided.state == "approved":
        flash("Goedgekeurd. Op de afgesproken dag gaat het vanzelf.", "good")
    elif decided.state == "published":
        flash("Gepubliceerd. Nieuwe zaken beginnen nu met deze versie.", "good")


def _asking_page(draft: DraftRow, *, problem: str = "") -> str:
    bundle = bundle_of(draft)
    errors = publishing.errors_of(bundle)
    with reading() as store:
        run = _latest_run(store.connection, draft.id, bundle.hash)
        ticked = ticks.count(store.connection, run.id) if run else 0
        hidden = dryruns.barred_kinds(store.connection, run.id, viewer().username) if run else {}
        earlier = requests.of_draft(store.connection, draft.id)
    return render_template(
        "release/asking.html",
        draft=draft,
        problem=problem,
        typed=request.form,
        faults=[one for one in errors if not publishing.is_about_law(one)],
        unlawful=[one for one in errors if publishing.is_about_law(one)],
        behind=draft.base_hash != current_bundle(),
        run=run,
        ticks=ticked,
        earlier=earlier,
        options=choice_options,
        stands=_stands(run, hidden) if run else [],
        tomorrow=today() + timedelta(days=1),
        **_words(),
    )


def _stands(run: dryruns.Found, hidden: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return in words what open cases can do, without those this viewer must keep away from."""
    counted = [(STAND_WORDS[key], (run.stands or {}).get(key, 0) - hidden.get(dryruns.STAND + key, 0))
               for key in ("comes_along", "must_choose", "blocked")]  # fmt: skip
    return [one for one in counted if one[1]]


def _latest_run(connection: Any, draft_id: int, target: str) -> dryruns.Found | None:
    """Return the latest dry run that is over, of the draft just as it is now."""
    found = dryruns.dry_runs(connection, target, draft_id=draft_id)
    return next((run for run in found if run.state == "done"), None)


def _wish(draft: DraftRow) -> Wish:
    with reading() as store:
        run = _latest_run(store.connection, draft.id, bundle_of(draft).hash)
    kind = request.form.get("zaken", "keep")
    return Wish(
        label=request.form.get("naam", ""),
        reason=request.form.get("reden", ""),
        from_day=_day(),
        cases=kind if kind in CASES_WORDS else abort(400),
        run_id=run.id if run else None,
        choices=_choices(run) if run and kind != "keep" else {},
    )


def _day() -> date | None:
    if request.form.get("wanneer") != "dag":
        return None
    try:
        return date.fromisoformat(request.form.get("dag", ""))
    except ValueError as error:
        raise EngineError("Vul in vanaf welke dag de nieuwe versie geldt.") from error


def _choices(run: dryruns.Found) -> dict[str, Choice]:
    """Return what was chosen for each step that cases have passed; what was left alone is no choice."""
    found = {}
    for step in run.questions:
        what = request.form.get(f"keuze.{step}", "")
        if what == "nu":
            found[step] = Choice(True)
        elif what in ("nvt", "voorbij"):
            why = request.form.get(f"waarom.{step}", "").strip()
            found[step] = Choice(False, why, passed_only=what == "voorbij")
    return found


def _request(request_id: int) -> Request:
    with reading() as store:
        return requests.find(store.connection, request_id) or abort(404)


def _request_page(found: Request, *, problem: str = "") -> str:
    with reading() as store:
        bundle = frozen.bundle_of(store.connection, found.target)
        run = dryruns.dry_run(store.connection, found.run_id) if found.run_id else None
        makers = requests.makers(store.connection, found.draft_id)
        ticked = ticks.count(store.connection, run.id) if run else 0
        hidden = dryruns.barred_kinds(store.connection, run.id, viewer().username) if run else {}
    draft = queries.draft(found.draft_id)
    is_maker = viewer().username in {found.asked_by, *makers}
    return render_template(
        "release/request.html",
        request_=found,
        draft=draft if draft and draft.state == "open" else None,
        findings=found.findings.splitlines(),
        shown=comparison.shown(definition(found.base_hash).bundle, bundle),
        behind=found.state in requests.OPEN and found.base_hash != current_bundle(),
        run=run,
        kinds=[(KIND_WORDS[k], run.counts[k] - hidden.get(k, 0)) for k in KIND_ORDER if k in run.counts]
        if run
        else [],
        ticks=ticked,
        choices=_choice_lines(found, run),
        is_maker=is_maker,
        problem=problem,
        typed=request.form,
        **_words(),
    )


def _choice_lines(found: Request, run: dryruns.Found | None) -> list[tuple[str, str]]:
    names = {step: one["naam"] for step, one in run.questions.items()} if run else {}
    return [(names.get(step, step), choice_words(kept)) for step, kept in found.choices.items()]


def _words() -> dict[str, Any]:
    return {
        "names": dict(queries.accounts()),
        "cases": cases,
        "CASES_WORDS": CASES_WORDS,
        "REQUEST_WORDS": REQUEST_WORDS,
        "REQUEST_TONES": REQUEST_TONES,
    }

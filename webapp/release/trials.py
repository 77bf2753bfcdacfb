"""Dry runs on screen: begin one, see how far it is, the numbers first, then the cases, each side by side.

A process owner answers for the procedure and reads no files of cases: he sees numbers of cases, labels of the
drawing and days. Only who handles cases too gets a link to the file, and nobody sees a case in which he has a
stake (Awb 9:7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from engine import Choice, EngineError, definition_of
from webapp import commands, dryrun
from webapp.clock import now, today
from webapp.drafts import bundle_of, open_draft
from webapp.involvement import Involved
from webapp.pages import CASE_READERS, viewer
from webapp.release.blueprint import bp, owners_only
from webapp.release.wording import KIND_ORDER, KIND_WORDS, STAND_TONES, STAND_WORDS, cases, preview_options
from webapp.store import dryruns, frozen, queries, requests, ticks
from webapp.store.queries import DraftRow
from webapp.store.unit_of_work import reading

PAGE = 50
WHY_NOT = "proef"  # what is only looked at needs no reason


@dataclass(frozen=True)
class Figure:
    """A number above the list, which leads to the cases that it counts."""

    key: str
    words: str
    number: int


@bp.get("/ontwerp/<int:draft_id>/proefdraai")
@owners_only
def trials(draft_id: int) -> ResponseReturnValue:
    return _trials_page(open_draft(draft_id))


@bp.post("/ontwerp/<int:draft_id>/proefdraai")
@owners_only
def begin_trial(draft_id: int) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    try:
        since = _closed_since()
        bundle = bundle_of(draft)
        definition_of(bundle.hash, lambda _: bundle.files)
    except EngineError as problem:
        return _trials_page(draft, problem=str(problem)), 422
    run_id = dryrun.begin(
        bundle, label=draft.title, closed_since=since, by=viewer().username, at=now(), draft_id=draft.id,
        at_once=False,
    )  # fmt: skip
    return redirect(url_for("release.trial", run_id=run_id))


@bp.get("/proefdraai/<int:run_id>")
@owners_only
def trial(run_id: int) -> ResponseReturnValue:
    run = _run(run_id)
    kind, stand = request.args.get("soort", ""), request.args.get("stand", "")
    cursor = request.args.get("plaats") or None
    with reading() as store:
        connection = store.connection
        page, following = dryruns.case_page(
            connection, run_id, kind=kind, stand=stand, viewer=viewer().username, cursor=cursor, limit=PAGE
        )
        hidden = dryruns.barred_kinds(connection, run_id, viewer().username)
        chosen = ticks.ticked(connection, run_id, [row.case_id for row in page])
        number = ticks.count(connection, run_id)
        fixed = requests.is_run_in_use(connection, run_id)
    chosen_filters = {name: value for name, value in (("soort", kind), ("stand", stand)) if value}
    draft = _draft_of(run)
    return render_template(
        "release/trial.html",
        **_progress(run),
        **{"kind": kind, "stand": stand, "page": page, "cursor": cursor, "ticked": chosen, "fixed": fixed},
        draft=draft,
        may_choose=draft is not None and run.state == "done" and not fixed,
        ticks=number,
        kinds=_figures(KIND_ORDER, KIND_WORDS, run.counts, hidden),
        stands=_figures(dryruns.STANDS, STAND_WORDS, run.stands or {}, hidden, dryruns.STAND),
        hidden=sum(n for key, n in hidden.items() if key.startswith(dryruns.STAND)),
        filters=chosen_filters,
        first_url=url_for("release.trial", run_id=run_id, **chosen_filters) + "#zaken",
        next_url=following
        and url_for("release.trial", run_id=run_id, plaats=following, **chosen_filters) + "#zaken",
        **{"KIND_WORDS": KIND_WORDS, "STAND_WORDS": STAND_WORDS, "STAND_TONES": STAND_TONES, "cases": cases},
    )


@bp.get("/proefdraai/<int:run_id>/stand")
@owners_only
def trial_progress(run_id: int) -> ResponseReturnValue:
    """How far it is, for a page that asks every few seconds; once it is over the page comes anew."""
    run = _run(run_id)
    answer = Response(render_template("release/_trial_progress.html", **_progress(run)))
    if run.state != "running":
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.post("/proefdraai/<int:run_id>/verder")
@owners_only
def go_on(run_id: int) -> ResponseReturnValue:
    commands.reopen_dry_run(run_id, by=viewer())
    return redirect(url_for("release.trial", run_id=run_id))


@bp.post("/proefdraai/<int:run_id>/kiezen")
@owners_only
def choose(run_id: int) -> ResponseReturnValue:
    _run(run_id)
    action = request.form.get("_actie", "")
    number = commands.choose_cases(
        run_id, request.form.getlist("getoond"), request.form.getlist("zaak"), by=viewer(),
        every=action == "alle", none=action == "geen",
    )  # fmt: skip
    flash(f"Bewaard. U hebt nu {cases(number)} aangevinkt.", "good")
    wanted = {name: request.form[name] for name in ("soort", "stand", "plaats") if request.form.get(name)}
    return redirect(url_for("release.trial", run_id=run_id, **wanted) + "#zaken")


@bp.get("/proefdraai/<int:run_id>/zaak/<case_id>")
@owners_only
def side_by_side(run_id: int, case_id: str) -> ResponseReturnValue:
    """One case: how it stands now, and how it would on the version that was tried, given some choices."""
    run = _run(run_id)
    with reading() as store:
        found = dryruns.case_of(store.connection, run_id, case_id)
        if found is None:
            abort(404)
        if queries.stake(viewer().username, case_id).bars:
            raise Involved
        bundle = frozen.bundle_of(store.connection, run.target)
    asked = [one["stap"] for one in found.questions]
    chosen = {step: request.args.get(f"keuze.{step}", "") for step in asked}
    choices = {step: Choice(what == "nu", WHY_NOT) for step, what in chosen.items() if what in ("nu", "nvt")}
    sides = dryrun.two_sides(case_id, bundle, choices=choices, at=now())
    return render_template(
        "release/side_by_side.html",
        run=run,
        found=found,
        sides=sides,
        chosen=chosen,
        options=preview_options,
        may_read=current_user.has_role(*CASE_READERS),
        **{"KIND_WORDS": KIND_WORDS, "draft": _draft_of(run)},
    )


def _trials_page(draft: DraftRow, *, problem: str = "") -> str:
    target = bundle_of(draft).hash
    with reading() as store:
        runs = dryruns.dry_runs(store.connection, draft_id=draft.id)
    return render_template(
        "release/trials.html", draft=draft, runs=runs, target=target, problem=problem, cases=cases,
        names=dict(queries.accounts()), closed=request.form.get("gesloten") == "ja",
        since=request.form.get("sinds", ""),
    )  # fmt: skip


def _closed_since() -> date | None:
    if request.form.get("gesloten") != "ja":
        return None
    try:
        since = date.fromisoformat(request.form.get("sinds", ""))
    except ValueError as error:
        raise EngineError("Vul in sinds welke dag, of kies alleen lopende zaken.") from error
    if since > today():
        raise EngineError("Kies een dag die voorbij is.")
    return since


def _run(run_id: int) -> dryruns.Found:
    with reading() as store:
        try:
            return dryruns.dry_run(store.connection, run_id)
        except KeyError:
            abort(404)


def _progress(run: dryruns.Found) -> dict[str, Any]:
    return {"run": run, "starter": dict(queries.accounts()).get(run.started_by, run.started_by)}


def _draft_of(run: dryruns.Found) -> DraftRow | None:
    """Return the draft that was tried, when people still work on it."""
    draft = queries.draft(run.draft_id) if run.draft_id else None
    return draft if draft and draft.state == "open" else None


def _figures(
    order: tuple[str, ...],
    words: Mapping[str, str],
    counts: Mapping[str, int],
    hidden: Mapping[str, int],
    prefix: str = "",
) -> list[Figure]:
    """Return the numbers without the cases that this viewer must keep away from."""
    found = [Figure(key, words[key], counts.get(key, 0) - hidden.get(prefix + key, 0)) for key in order]
    return [one for one in found if one.number]

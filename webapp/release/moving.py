"""The journal of cases that went to another version: how far it is, what stayed and why, and the way back."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from engine import EngineError
from webapp import commands
from webapp.clock import now
from webapp.pages import CASE_READERS, viewer
from webapp.processes import definition
from webapp.release.blueprint import bp, owners_only, readers
from webapp.release.wording import RESULT_TONES, RESULT_WORDS, cases, choice_words
from webapp.store import bundles, journal, queries
from webapp.store.unit_of_work import reading


@bp.get("/omzetting/<int:migration_id>")
@readers
def migration(migration_id: int) -> ResponseReturnValue:
    return _page(_told(migration_id))


@bp.get("/omzetting/<int:migration_id>/stand")
@readers
def migration_progress(migration_id: int) -> ResponseReturnValue:
    told = _told(migration_id)
    answer = Response(render_template("release/_migration_progress.html", told=told, **_counted(told)))
    if told.state not in ("moving", "undoing"):
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.post("/omzetting/<int:migration_id>/terugdraaien")
@owners_only
def undo(migration_id: int) -> ResponseReturnValue:
    told = _told(migration_id)
    try:
        commands.begin_undo(
            migration_id, request.form.get("reden", ""), by=viewer().username, at=now(), at_once=False
        )
    except EngineError as error:
        return _page(told, problem=str(error)), 422
    flash("De zaken gaan terug naar hoe ze waren.", "good")
    return redirect(url_for("release.migration", migration_id=migration_id))


@bp.post("/omzetting/<int:migration_id>/opnieuw")
@owners_only
def retry(migration_id: int) -> ResponseReturnValue:
    told = _told(migration_id)
    try:
        number = commands.retry_migration(migration_id)
    except EngineError as error:
        return _page(told, retry_problem=str(error)), 422
    flash(f"We proberen {cases(number)} opnieuw.", "good")
    return redirect(url_for("release.migration", migration_id=migration_id))


def _told(migration_id: int) -> journal.Told:
    with reading() as store:
        try:
            return journal.migration(store.connection, migration_id)
        except KeyError:
            abort(404)


def _page(told: journal.Told, *, problem: str = "", retry_problem: str = "") -> str:
    result, cursor = request.args.get("uitkomst", ""), request.args.get("plaats") or None
    with reading() as store:
        connection = store.connection
        page, following = journal.case_page(
            connection, told.id, result=result, viewer=viewer().username, cursor=cursor
        )
        version = next((one for one in bundles.versions(connection) if one.hash == told.target), None)
    filters = {"uitkomst": result} if result else {}
    return render_template(
        "release/migration.html",
        **_counted(told),
        told=told,
        version=version,
        choices=_choice_lines(told),
        page=page,
        result=result,
        cursor=cursor,
        names=dict(queries.accounts()),
        problem=problem,
        retry_problem=retry_problem,
        typed=request.form,
        is_owner=current_user.has_role("Proceseigenaar"),
        may_read=current_user.has_role(*CASE_READERS),
        first_url=url_for("release.migration", migration_id=told.id, **filters),
        next_url=following
        and url_for("release.migration", migration_id=told.id, plaats=following, **filters),
        **{"RESULT_WORDS": RESULT_WORDS, "RESULT_TONES": RESULT_TONES, "cases": cases},
    )


def _counted(told: journal.Told) -> dict[str, object]:
    """Return the numbers without the cases that this viewer must keep away from."""
    with reading() as store:
        hidden = journal.barred_results(store.connection, told.id, viewer().username)
    counts = {key: n - hidden.get(key, 0) for key, n in told.counts.items()}
    left = counts.get("moved" if told.state == "undoing" else "waiting", 0)
    total = sum(counts.values())
    if told.state == "undoing":
        total -= counts.get("refused", 0)
    return {"counts": {k: n for k, n in counts.items() if n}, "total": total, "done": total - left}


def _choice_lines(told: journal.Told) -> list[tuple[str, str]]:
    """Return what was chosen, with what each step is called in the drawing."""
    if not told.choices:
        return []
    elements = definition(told.target).elements
    return [
        (elements[step].label if step in elements else step, choice_words(kept))
        for step, kept in told.choices.items()
    ]

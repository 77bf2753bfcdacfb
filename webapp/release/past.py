"""What happened to the procedure, an old version that comes back, and a draft that is brought up to date."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import commands
from webapp.bundlefiles import name_of
from webapp.clock import now
from webapp.drafts import open_draft
from webapp.pages import viewer
from webapp.release.blueprint import bp, owners_only, readers
from webapp.release.wording import count
from webapp.store import bundles
from webapp.store.queries.version_history import version_history
from webapp.store.unit_of_work import reading


@bp.get("/verloop")
@readers
def history() -> ResponseReturnValue:
    cursor = request.args.get("plaats") or None
    rows, following = version_history(cursor=cursor)
    return render_template("release/history.html", rows=rows, cursor=cursor, following=following)


@bp.post("/versies/<version>/terug")
@owners_only
def restore(version: str) -> ResponseReturnValue:
    """Start a draft that brings an old version back, to be tried and agreed on as any other."""
    with reading() as store:
        found = next((one for one in bundles.versions(store.connection) if one.hash == version), None)
    called = (found.label if found else "") or f"versie {version[:12]}"
    number = commands.restore_version(version, f"Terug naar {called}", by=viewer(), at=now())
    flash("Dit ontwerp zet alles terug zoals het toen was. Draai proef en vraag dan publicatie aan.", "good")
    return redirect(url_for("studio.draft", draft_id=number))


@bp.get("/ontwerp/<int:draft_id>/bijwerken")
@owners_only
def renewing(draft_id: int) -> ResponseReturnValue:
    return _renewing_page(draft_id)


@bp.post("/ontwerp/<int:draft_id>/bijwerken")
@owners_only
def renew(draft_id: int) -> ResponseReturnValue:
    chosen = {
        name.removeprefix("tekst."): value
        for name, value in request.form.items()
        if name.startswith("tekst.")
    }
    sides = {
        side: {path for path, value in chosen.items() if value == side} for side in ("ontwerp", "versie")
    }
    try:
        came_in = commands.renew_draft(
            draft_id, mine=sides["ontwerp"], theirs=sides["versie"], by=viewer(), at=now()
        )
    except commands.FilesClash as error:
        return _renewing_page(draft_id, problem=str(error)), 422
    told = count(came_in, "bestand kwam", "bestanden kwamen")
    flash(f"Bijgewerkt. {told} uit de versie die nu geldt. Controleer het ontwerp nog eens.", "good")
    return redirect(url_for("studio.draft", draft_id=draft_id))


def _renewing_page(draft_id: int, *, problem: str = "") -> str:
    return render_template(
        "release/renewing.html", draft=open_draft(draft_id), plan=commands.foresee_renewal(draft_id),
        problem=problem, typed=request.form, name_of=name_of,
    )  # fmt: skip

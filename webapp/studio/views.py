from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import Bundle
from webapp import commands, comparison
from webapp.bundlefiles import KINDS, FileRefused, name_of
from webapp.clock import now
from webapp.commands import NoSuchFile
from webapp.drafts import bundle_of, check_ahead, findings_of, open_draft
from webapp.pages import viewer
from webapp.processes import current_bundle, definition
from webapp.store import queries
from webapp.store.queries.release import open_request
from webapp.studio import editing, lists, trying
from webapp.studio.blueprint import bp, owners_only
from webapp.studio.groups import grouped
from webapp.studio.home import cards
from webapp.studio.incoming import files_from
from webapp.studio.models import starting_content
from webapp.studio.places import LISTS, address, missing_file, of_finding
from webapp.studio.templates import FILE, as_file

__all__ = ["bp", "editing", "lists", "trying"]

CHANGES = {
    "saved": "gewijzigd", "brought": "ingebracht", "removed": "verwijderd", "restored": "teruggezet",
    "clash": "niet opgenomen: een collega was voor", "renewed": "bijgewerkt naar de nieuwere versie",
}  # fmt: skip


# -- drafts ---------------------------------------------------------------------------------------


@bp.get("")
@owners_only
def index() -> ResponseReturnValue:
    """What there is to change, and how each process is doing."""
    version = current_bundle()
    label, published_at = queries.versions([version])[version]
    found = cards(version, viewer())
    return render_template(
        "studio/index.html",
        drafts=queries.drafts(),
        discarded=queries.drafts("discarded"),
        current=version,
        version_name=label or f"versie {version[:12]}",
        published_at=published_at,
        cards=found,
        unplayed=any(card.files and (not card.outcome or card.outcome.files < card.files) for card in found),
    )


@bp.post("/ontwerpen")
@owners_only
def start() -> ResponseReturnValue:
    draft_id = commands.start_draft(request.form.get("naam", ""), by=viewer(), at=now())
    return redirect(url_for("studio.draft", draft_id=draft_id))


@bp.get("/ontwerp/<int:draft_id>")
@owners_only
def draft(draft_id: int) -> ResponseReturnValue:
    found = open_draft(draft_id)
    check_ahead(found)
    rows = queries.draft_files(found.id, found.base_hash)
    return render_template(
        "studio/draft.html",
        draft=found,
        groups=grouped(bundle_of(found), rows),
        changed=[row for row in rows if row.state],
        history=queries.draft_changes(found.id),
        asked=open_request(found.id),
        outdated=found.base_hash != current_bundle(),
        kinds=[kind for kind in KINDS if kind.key not in ("lijst", "tabel")],
        CHANGES=CHANGES,
        address=address,
        name_of=name_of,
        LISTS=LISTS,
        gone={row.path for row in rows if row.state == "removed"},
    )


@bp.post("/ontwerp/<int:draft_id>/naam")
@owners_only
def rename(draft_id: int) -> ResponseReturnValue:
    commands.rename_draft(draft_id, request.form.get("naam", ""), by=viewer(), at=now())
    flash("De nieuwe naam is bewaard.", "good")
    return _to_draft(draft_id)


@bp.post("/ontwerp/<int:draft_id>/weg")
@owners_only
def discard(draft_id: int) -> ResponseReturnValue:
    commands.discard_draft(draft_id, by=viewer(), at=now())
    flash("Het ontwerp is weggelegd. Onderaan deze bladzijde haalt u het terug.", "good")
    return redirect(url_for("studio.index"))


@bp.post("/ontwerp/<int:draft_id>/terug")
@owners_only
def take_back(draft_id: int) -> ResponseReturnValue:
    commands.take_draft_back(draft_id, by=viewer(), at=now())
    flash("Het ontwerp is terug, met alles wat erin stond.", "good")
    return _to_draft(draft_id)


@bp.get("/ontwerp/<int:draft_id>/controle")
@owners_only
def check(draft_id: int) -> ResponseReturnValue:
    found = open_draft(draft_id)
    findings = findings_of(bundle_of(found))
    return render_template(
        "studio/findings.html",
        draft=found,
        findings=findings,
        files=list(dict.fromkeys(finding.file for finding in findings)),
        address=address,
        of_finding=of_finding,
        missing_file=missing_file,
        name_of=name_of,
    )


@bp.get("/ontwerp/<int:draft_id>/verschillen")
@owners_only
def differences(draft_id: int) -> ResponseReturnValue:
    """What this draft changes in the version it began with, in plain sentences and in the drawing."""
    found = open_draft(draft_id)
    what = comparison.shown(definition(found.base_hash).bundle, bundle_of(found))
    return render_template("studio/differences.html", draft=found, shown=what)


# -- files of a draft -----------------------------------------------------------------------------


@bp.post("/ontwerp/<int:draft_id>/nieuw")
@owners_only
def add_file(draft_id: int) -> ResponseReturnValue:
    path, content = starting_content(request.form.get("soort", ""), request.form.get("naam", ""))
    found = open_draft(draft_id)
    there = queries.draft_content(found.id, found.base_hash, path)
    if there.content is not None:
        raise FileRefused(f"{path} bestaat al. Kies een andere naam, of open het bestand.")
    commands.save_draft_file(draft_id, path, content, seen=there.rev, by=viewer(), at=now())
    return redirect(address(draft_id, path))


@bp.post("/ontwerp/<int:draft_id>/verwijder/<path:path>")
@owners_only
def remove_file(draft_id: int, path: str) -> ResponseReturnValue:
    seen = request.form.get("gezien", "")
    commands.remove_draft_file(
        draft_id, path, seen=int(seen) if seen.isdecimal() else 0, by=viewer(), at=now()
    )
    flash(f"{name_of(path)} is uit dit ontwerp. Bij “Wat is er gewijzigd” zet u het bestand terug.", "good")
    return _to_draft(draft_id)


@bp.post("/ontwerp/<int:draft_id>/terugzetten/<path:path>")
@owners_only
def restore_file(draft_id: int, path: str) -> ResponseReturnValue:
    commands.restore_draft_file(draft_id, path, by=viewer(), at=now())
    flash(f"{name_of(path)} is weer zoals in de versie waarop dit ontwerp begon.", "good")
    return _to_draft(draft_id)


@bp.post("/ontwerp/<int:draft_id>/inbrengen")
@owners_only
def bring_in(draft_id: int) -> ResponseReturnValue:
    upload = request.files.get("bestand")
    draft_found = open_draft(draft_id)
    if upload is None or not upload.filename:
        raise FileRefused("Kies eerst een bestand of een zip.")
    files = files_from(upload.filename, upload.stream, bundle_of(draft_found))
    changed = commands.save_draft_files(draft_id, files, by=viewer(), at=now())
    if changed:
        names = ", ".join(name_of(path) for path in changed[:5]) + (" en meer" if len(changed) > 5 else "")
        flash(f"Ingebracht: {names}. Controleer nu of alles klopt.", "good")
    else:
        flash("Alles in dit bestand stond al zo in het ontwerp.", "good")
    return _to_draft(draft_id)


@bp.get("/ontwerp/<int:draft_id>/ophalen/<path:path>")
@owners_only
def download_file(draft_id: int, path: str) -> ResponseReturnValue:
    found = open_draft(draft_id)
    content = queries.draft_content(found.id, found.base_hash, path).content
    if content is None:
        raise NoSuchFile
    return _attachment(content, path.rsplit("/", 1)[-1], "application/octet-stream")


@bp.get("/ontwerp/<int:draft_id>/versie/<int:change_id>")
@owners_only
def download_version(draft_id: int, change_id: int) -> ResponseReturnValue:
    """A file as it was at a moment in the history."""
    found = queries.draft_change(open_draft(draft_id).id, change_id)
    if found is None or found[1] is None:
        raise NoSuchFile
    return _attachment(found[1], found[0].rsplit("/", 1)[-1], "application/octet-stream")


@bp.post("/ontwerp/<int:draft_id>/versie/<int:change_id>")
@owners_only
def restore_version(draft_id: int, change_id: int) -> ResponseReturnValue:
    """Put an earlier text of a file back; what it replaces stays in the history."""
    found = queries.draft_change(open_draft(draft_id).id, change_id)
    if found is None or found[1] is None:
        raise NoSuchFile
    path, content = found
    commands.revert_draft_file(draft_id, path, content, by=viewer(), at=now())
    flash(f"{name_of(path)} is weer zoals toen.", "good")
    return redirect(address(draft_id, path))


@bp.get("/ontwerp/<int:draft_id>/werkwijze.zip")
@owners_only
def download(draft_id: int) -> ResponseReturnValue:
    """The whole draft, to open in the desktop modeller."""
    found = open_draft(draft_id)
    bundle = bundle_of(found)
    beside = {FILE: as_file(bundle).encode()}  # where desktop modellers look for what to ask
    packed = Bundle({**bundle.files, **beside}).to_zip()
    return _attachment(packed, f"ontwerp-{found.id}.zip", "application/zip")


def _attachment(content: bytes, filename: str, mimetype: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer


def _to_draft(draft_id: int) -> ResponseReturnValue:
    return redirect(url_for("studio.draft", draft_id=draft_id))

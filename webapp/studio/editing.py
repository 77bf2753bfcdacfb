"""The pages that edit one file: plain text for every kind, and the three editors that draw.

Only the pages with an editor that sets sizes in style attributes allow those; scripts and style
sheets still come from here alone.
"""

from flask import make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine import EngineError, Finding
from webapp import commands
from webapp.bundlefiles import NotOurFile, kind_of, name_of
from webapp.clock import now
from webapp.commands import DraftConflict, NoDraft, NoSuchFile
from webapp.drafts import bundle_of, check_ahead, findings_of, open_draft
from webapp.pages import viewer
from webapp.security import CONTENT_SECURITY_POLICY
from webapp.store import queries
from webapp.store.queries import DraftContent, DraftRow
from webapp.studio.blueprint import bp, owners_only
from webapp.studio.hints import hints_for
from webapp.studio.places import LISTS, address, drawn, of_finding
from webapp.studio.real import may_try_cases
from webapp.studio.templates import element_templates, names_of, taken_elsewhere
from webapp.wording import moment

EDITOR_POLICY = f"{CONTENT_SECURITY_POLICY}; style-src-attr 'unsafe-inline'"
_PATHS = {
    "schema": "processes/bpmn/{}.bpmn",
    "tabel": "processes/dmn/{}.dmn",
    "formulier": "forms/{}.form",
}


# -- text, for every kind and without JavaScript --------------------------------------------------


@bp.get("/ontwerp/<int:draft_id>/tekst/<path:path>")
@owners_only
def text(draft_id: int, path: str) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    return text_page(draft, path, _decoded(_held(draft, path)))


@bp.post("/ontwerp/<int:draft_id>/tekst/<path:path>")
@owners_only
def save_text(draft_id: int, path: str) -> ResponseReturnValue:
    """Save, and say what the check thinks of it. Whatever goes wrong, the text stays on the page."""
    draft = open_draft(draft_id)
    typed = request.form.get("tekst", "")
    seen = request.form.get("gezien", "")
    try:
        commands.save_draft_file(
            draft_id, path, typed.encode(), seen=int(seen) if seen.isdecimal() else 0, by=viewer(), at=now()
        )
    except DraftConflict as clash:
        return text_page(draft, path, typed, clash=clash, theirs=_decoded(_held(draft, path))), 409
    except EngineError as problem:
        return text_page(draft, path, typed, problem=str(problem)), 422
    draft = open_draft(draft_id)
    check_ahead(draft)
    checked = request.form.get("_actie") == "controleer"
    found = _of_file(draft, path) if checked else []
    return text_page(draft, path, typed, saved=True, checked=checked, findings=found)


def text_page(draft: DraftRow, path: str, shown: str, **known: object) -> str:
    """Return the page of the plain text editor with a text in it, saved or not."""
    return render_template(
        "studio/text.html",
        draft=draft,
        path=path,
        kind=kind_of(path),
        title=name_of(path),
        held=_held(draft, path),
        shown=shown,
        hints=hints_for(bundle_of(draft), path),
        at_line=request.args.get("regel", ""),
        of_finding=of_finding,
        address=address,
        drawn=drawn,
        LISTS=LISTS,
        may_try_cases=may_try_cases(),
        **known,
    )


# -- editors that draw ----------------------------------------------------------------------------


@bp.get("/ontwerp/<int:draft_id>/schema/<name>")
@owners_only
def diagram(draft_id: int, name: str) -> ResponseReturnValue:
    return _editor(draft_id, "schema", name)


@bp.get("/ontwerp/<int:draft_id>/tabel/<name>")
@owners_only
def table(draft_id: int, name: str) -> ResponseReturnValue:
    return _editor(draft_id, "tabel", name)


@bp.get("/ontwerp/<int:draft_id>/formulier/<path:name>")
@owners_only
def form(draft_id: int, name: str) -> ResponseReturnValue:
    return _editor(draft_id, "formulier", name)


def _editor(draft_id: int, kind_key: str, name: str) -> ResponseReturnValue:
    draft = open_draft(draft_id)
    path = _PATHS[kind_key].format(name)
    kind = kind_of(path)
    _held(draft, path)
    page = render_template(
        "studio/editor.html",
        draft=draft,
        path=path,
        kind=kind,
        title=name_of(path),
        list_url=address(draft_id, path) if path in LISTS else "",
        content_url=url_for("studio.content", draft_id=draft_id, path=path),
        check_url=url_for("studio.check_file", draft_id=draft_id, path=path),
        templates_url=url_for("studio.templates", draft_id=draft_id, bestand=path),
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = EDITOR_POLICY
    return answer


@bp.get("/ontwerp/<int:draft_id>/inhoud/<path:path>")
@owners_only
def content(draft_id: int, path: str) -> ResponseReturnValue:
    held = _held(open_draft(draft_id), path)
    return {"content": _decoded(held), "rev": held.rev}


@bp.put("/ontwerp/<int:draft_id>/inhoud/<path:path>")
@owners_only
def save_content(draft_id: int, path: str) -> ResponseReturnValue:
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict) or not isinstance(sent.get("content"), str):
        return {"message": "Er kwam geen tekst binnen. Laad de bladzijde opnieuw."}, 400
    seen = sent.get("seen")
    try:
        saved = commands.save_draft_file(
            draft_id, path, sent["content"].encode(), seen=seen if isinstance(seen, int) else 0,
            by=viewer(), at=now(), strictly=True,
        )  # fmt: skip
    except DraftConflict as clash:
        when = moment(clash.at) if clash.at else "zojuist"
        return {
            "message": f"{clash.by} heeft dit bestand gewijzigd ({when}). Uw versie staat in de geschiedenis "
            "van het ontwerp en is niet kwijt.",
            "rev": clash.rev,
        }, 409
    except EngineError as problem:
        return {"message": str(problem)}, 404 if isinstance(problem, NoDraft | NoSuchFile) else 422
    return {"rev": saved.rev, "changed": saved.changed}


@bp.post("/ontwerp/<int:draft_id>/controle/<path:path>")
@owners_only
def check_file(draft_id: int, path: str) -> ResponseReturnValue:
    """What the check says of one file as it was saved last, and how much it says of the others."""
    draft = open_draft(draft_id)
    kind_of(path)
    findings = findings_of(bundle_of(draft))
    own = [finding for finding in findings if finding.file == path]
    return {
        "findings": [_as_json(finding) for finding in own],
        "elsewhere": len(findings) - len(own),
        "rev": draft.rev,
    }


@bp.get("/ontwerp/<int:draft_id>/sjablonen")
@owners_only
def templates(draft_id: int) -> ResponseReturnValue:
    """What the panel beside a diagram offers, from the names in this draft."""
    bundle = bundle_of(open_draft(draft_id))
    taken = taken_elsewhere(bundle, request.args.get("bestand", ""))
    return {"templates": element_templates(bundle), "names": names_of(bundle), "taken": taken}


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "level": finding.level,
        "code": finding.code,
        "element": finding.element,
        "label": finding.label,
        "line": finding.line,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _of_file(draft: DraftRow, path: str) -> list[Finding]:
    return [finding for finding in findings_of(bundle_of(draft)) if finding.file == path]


def _held(draft: DraftRow, path: str) -> DraftContent:
    """Return what the draft holds at a path. Raises NotOurFile, NoSuchFile."""
    try:
        kind_of(path)
    except NotOurFile as error:
        raise NoSuchFile(path) from error
    held = queries.draft_content(draft.id, draft.base_hash, path)
    if held.content is None:
        raise NoSuchFile(path)
    return held


def _decoded(held: DraftContent) -> str:
    return (held.content or b"").decode("utf-8-sig", "replace")

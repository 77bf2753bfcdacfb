"""Addresses of files and findings: where a click on them leads."""

from flask import url_for

from engine import Finding
from webapp.bundlefiles import NotOurFile, kind_of

EDITORS = {"diagram": "studio.diagram", "table": "studio.table", "form": "studio.form"}


def address(draft_id: int, path: str, *, element: str = "", line: int = 0) -> str:
    """Return the page that opens a file, at an element or line; the draft itself for other files."""
    try:
        kind = kind_of(path)
    except NotOurFile:
        return url_for("studio.draft", draft_id=draft_id)
    endpoint = EDITORS.get(kind.editor)
    if endpoint is None:
        query = {"regel": line} if line > 1 else {}
        return url_for("studio.text", draft_id=draft_id, path=path, **query)
    found = kind.pattern.fullmatch(path)
    assert found is not None
    query = {"element": element} if element else {}
    return url_for(endpoint, draft_id=draft_id, name=found[1], **query)


def of_finding(draft_id: int, finding: Finding) -> str:
    return address(draft_id, finding.file, element=finding.element, line=finding.line)

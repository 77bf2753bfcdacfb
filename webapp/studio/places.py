"""Addresses of files and findings: where a click on them leads."""

import re
from dataclasses import dataclass

from flask import url_for

from engine import Finding
from webapp.bundlefiles import KINDS, NotOurFile, kind_of

LISTS = {
    "processes/termijnen.toml": "termijnen", "processes/rollen.toml": "rollen",
    "processes/kalender.toml": "kalender", "processes/dmn/wegwijzer.dmn": "wegwijzer",
}  # fmt: skip
EDITORS = {"diagram": "studio.diagram", "table": "studio.table", "form": "studio.form"}


def address(draft_id: int, path: str, *, element: str = "", line: int = 0) -> str:
    """Return the page that opens a file, at an element or line; the draft itself for other files."""
    try:
        kind = kind_of(path)
    except NotOurFile:
        return url_for("studio.draft", draft_id=draft_id)
    endpoint = EDITORS.get(kind.editor)
    if path in LISTS and line <= 1 and not element:
        return url_for("studio.sheet", draft_id=draft_id, name=LISTS[path])
    if endpoint is None:
        query = {"regel": line} if line > 1 else {}
        return url_for("studio.text", draft_id=draft_id, path=path, **query)
    found = kind.pattern.fullmatch(path)
    assert found is not None
    query = {"element": element} if element else {}
    return url_for(endpoint, draft_id=draft_id, name=found[1], **query)


def drawn(draft_id: int, path: str) -> str:
    """Return the page that edits a file as what it is: a table as drawing, all else as text."""
    kind = kind_of(path)
    found = kind.pattern.fullmatch(path)
    if kind.editor == "table" and found:
        return url_for(EDITORS["table"], draft_id=draft_id, name=found[1])
    return url_for("studio.text", draft_id=draft_id, path=path)


def of_finding(draft_id: int, finding: Finding) -> str:
    return address(draft_id, finding.file, element=finding.element, line=finding.line)


@dataclass(frozen=True)
class Missing:
    """A file that a finding asks for, as the form for a new file wants it."""

    url: str
    kind: str
    name: str


def missing_file(draft_id: int, finding: Finding) -> Missing | None:
    """Return the file that the remedy tells to make; None when it tells something else."""
    for kind in KINDS:
        told = re.match(rf"Maak '?{kind.pattern.pattern}\b", finding.remedy)
        if told and kind.key in ("formulier", "brief", "schema"):
            return Missing(url_for("studio.add_file", draft_id=draft_id), kind.key, told[1])
    return None

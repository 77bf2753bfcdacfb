"""Addresses of files and findings: where a click on them leads."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app, url_for

from engine import Finding
from webapp.bundlefiles import KINDS, NotOurFile, kind_of

LISTS = {
    "processes/termijnen.toml": "termijnen", "processes/rollen.toml": "rollen",
    "processes/kalender.toml": "kalender", "processes/dmn/wegwijzer.dmn": "wegwijzer",
}  # fmt: skip
EDITORS = {"diagram": "studio.diagram", "table": "studio.table", "form": "studio.form"}


def address(draft_id: int, path: str, *, element: str = "", line: int = 0) -> str:
    """Return the page that opens a file, at an element or line; the draft itself for other files."""
    build = current_app.url_for  # a page asks for hundreds: Flask's own `url_for` looks up more
    if path in LISTS and line <= 1 and not element:
        return build("studio.sheet", draft_id=draft_id, name=LISTS[path])
    endpoint, named = _editor(path)
    query: dict[str, Any] = {}
    if endpoint == "studio.text" and line > 1:
        query = {"regel": line}
    elif endpoint in EDITORS.values() and element:
        query = {"element": element}
    return build(endpoint, draft_id=draft_id, **named, **query)


@lru_cache(maxsize=2048)  # the page of a draft asks it of every file
def _editor(path: str) -> tuple[str, dict[str, str]]:
    """Return the page that edits a file, and how an address names the file there."""
    try:
        kind = kind_of(path)
    except NotOurFile:
        return "studio.draft", {}
    found = kind.pattern.fullmatch(path)
    if kind.editor in EDITORS and found:
        return EDITORS[kind.editor], {"name": found[1]}
    return "studio.text", {"path": path}


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

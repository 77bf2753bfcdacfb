"""Addresses in the studio, for what is wrong with a draft."""

from pathlib import PurePosixPath

from flask import url_for

from engine import EngineError


def fault_url(draft_id: int, error: EngineError) -> str:
    """Return the page of the file that an error is about; empty when it names none."""
    path = str(getattr(error, "file", "") or getattr(error, "filename", ""))
    if path.startswith("processes/bpmn/"):
        element = {"element": found} if (found := getattr(error, "element", "")) else {}
        return url_for("studio.diagram", draft_id=draft_id, name=PurePosixPath(path).stem, **element)
    if path.startswith(("processes/", "forms/")):
        return url_for("studio.text", draft_id=draft_id, path=path, regel=getattr(error, "line", 1))
    return ""

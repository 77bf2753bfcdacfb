"""What every page knows: who looks, and what that person may open."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, g
from flask_login import current_user

from webapp.clock import today
from webapp.config import Settings
from webapp.involvement import ACCUSED_ROLE
from webapp.onepage import asked_once
from webapp.processes import startable
from webapp.store import queries
from webapp.store.queries import SUBJECTS, VIEWS, TaskCounts, Viewer, Wish

# Whoever is complained about answers questions but does not read the file of the complaint. Who answers for
# the procedure needs no case to do so (see rollen.toml): numbers and drawings, no names.
CASE_READERS = (
    "Klachtencoördinator",
    "Klachtbehandelaar",
    "Beslisser",
    "KCC-medewerker",
    "Leidinggevende",
)
PROCESS_READERS = (*CASE_READERS, "Proceseigenaar")


def settings() -> Settings:
    """Return the settings of the running application."""
    found: Settings = current_app.config["AANTAFEL"]
    return found


def viewer() -> Viewer:
    """Return who is signed in, as the store wants to know it: with whom he stands in for, asked once a
    request."""
    if "viewer" not in g or g.viewer.username != current_user.username:
        person: Viewer = current_user.viewer
        absent = asked_once("stands_in_for", lambda: queries.stands_in_for(person.username, today()))
        answers = asked_once("answers", lambda: True)  # perhaps
        g.viewer = replace(person, stands_in_for=absent, answers=answers)
    found: Viewer = g.viewer
    return found


def counts(views: Sequence[str] = VIEWS, subjects: Sequence[str] = SUBJECTS) -> TaskCounts:
    """Return the numbers beside the filters, these at least; asked once per request."""
    kept: TaskCounts | None = g.get("task_counts")
    if kept is None or not (kept.views.keys() >= set(views) and kept.subjects.keys() >= set(subjects)):
        kept = g.task_counts = queries.task_counts(viewer(), today=today(), views=views, subjects=subjects)
    return kept


def counts_with(beside: Sequence[Wish]) -> TaskCounts:
    """Return all those numbers, and in the same go those of other lists."""
    found: TaskCounts = queries.task_counts(viewer(), today=today(), beside=beside)
    g.task_counts = found
    return found


def shared() -> dict[str, Any]:
    """Return what templates know besides what `create_app` gives them."""
    municipality = settings().municipality_on(today())
    known: dict[str, Any] = {
        "phone": municipality.telefoon,
        "opening_hours": municipality.openingstijden,
        "late_count": _late_count,
        "unread_notices": _unread_notices,
        "may_read_cases": False,
    }
    if current_user and current_user.is_authenticated:
        known |= {
            "viewer": viewer(),
            "may_read_cases": current_user.has_role(*CASE_READERS),
            "is_accused": current_user.has_role(ACCUSED_ROLE),
            "may_start": lambda: bool(startable(viewer().roles)),
        }
    return known


def _late_count() -> str:
    """The number beside "Mijn taken"; empty when nothing is late."""
    count = counts(("te_laat",), ()).views["te_laat"]
    return TaskCounts.label(count) if count else ""


def _unread_notices() -> int:
    """The number beside the bell."""
    return asked_once("unread", lambda: queries.unread_count(viewer().username))

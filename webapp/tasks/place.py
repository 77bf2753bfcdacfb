"""Where someone is in the task list: view, subject, search and page. It all lives in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from webapp.store.queries import SUBJECTS, VIEWS, TaskCounts
from webapp.wording import SUBJECTS as SUBJECT_WORDS

VIEW_WORDS = {
    "te_doen": ("inbox", "Te doen"),
    "te_laat": ("alert", "Te laat"),
    "deze_week": ("clock", "Deze week"),
    "wacht_op_inwoner": ("phone", "Wacht op inwoner"),
    "niet_toegewezen": ("people", "Niet toegewezen"),
    "team": ("people", "Alle teamtaken"),
}
_GROUPS = (("Mijn werk", VIEWS[:4]), ("Van mijn team", VIEWS[4:]))


@dataclass(frozen=True)
class Place:
    """The choices of the reader; unknown values in an address fall back to the first list."""

    view: str = "te_doen"
    subject: str = ""
    search: str = ""
    cursor: str = ""

    @classmethod
    def of(cls, args: Mapping[str, str]) -> "Place":
        view, subject = args.get("weergave", ""), args.get("onderwerp", "")
        return cls(
            view if view in VIEWS else "te_doen",
            subject if subject in SUBJECTS else "",
            args.get("zoek", "").strip()[:100],
            args.get("plaats", ""),
        )

    @property
    def keep(self) -> dict[str, Any]:
        """The part of an address that brings the reader back here."""
        named = {"weergave": self.view, "onderwerp": self.subject, "zoek": self.search, "plaats": self.cursor}
        return {name: value for name, value in named.items() if value and value != "te_doen"}

    def url(self, task_id: int | None = None) -> str:
        chosen = {} if task_id is None else {"taak": task_id}
        return url_for("tasks.index", **self.keep, **chosen)

    def at(self, cursor: str) -> "Place":
        return replace(self, cursor=cursor)

    @property
    def heading(self) -> str:
        subject = f": {SUBJECT_WORDS[self.subject]}" if self.subject else ""
        return VIEW_WORDS[self.view][1] + subject


@dataclass(frozen=True)
class Filter:
    """A line in the filter pane."""

    label: str
    icon: str
    url: str
    count: str
    current: bool
    late: bool = False


def filter_groups(place: Place, counts: TaskCounts) -> list[tuple[str, list[Filter]]]:
    """Return the filter pane: heading and lines, with the present choice marked."""
    here = replace(place, cursor="", search="")
    groups = [(title, [_view_filter(here, view, counts) for view in views]) for title, views in _GROUPS]
    subjects = [
        Filter(
            SUBJECT_WORDS[subject],
            "",
            replace(here, view="te_doen", subject=subject).url(),
            counts.label(counts.subjects[subject]),
            subject == place.subject,
        )
        for subject in SUBJECTS
        if counts.subjects[subject] or subject == place.subject
    ]
    return [*groups, ("Onderwerp", subjects)] if subjects else groups


def _view_filter(here: Place, view: str, counts: TaskCounts) -> Filter:
    icon, label = VIEW_WORDS[view]
    count = counts.views[view]
    current = view == here.view and not here.subject
    late = view == "te_laat" and count > 0
    return Filter(label, icon, replace(here, view=view, subject="").url(), counts.label(count), current, late)


def subtitle(place: Place, counts: TaskCounts) -> str:
    """Return how much there is in this list, in words."""
    if place.search:
        return f"gezocht op “{place.search}”"
    count = counts.subjects[place.subject] if place.subject else counts.views[place.view]
    if count == 1:
        return "1 taak"
    return f"{counts.label(count)} taken, dringendste eerst" if count else "geen taken"

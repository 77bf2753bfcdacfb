"""The filter pane and the choices above the list, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from webapp.involvement import ACCUSED_ROLE
from webapp.store.queries import AWAITED, EVERYTHING, SUBJECTS, VIEWS, SavedViewRow, TaskCounts
from webapp.tasks.place import VIEW_WORDS, Place
from webapp.turns import WHO
from webapp.wording import SUBJECTS as SUBJECT_WORDS
from webapp.wording import role_name

TERM_WORDS = {
    "te_laat": "te laat",
    "vandaag": "vandaag",
    "deze_week": "deze week",
    "later": "na deze week",
    "geen": "zonder uiterste dag",
}
STATE_WORDS = {
    "van_mij": "van mij",
    "vrij": "van niemand",
    "collega": "bij een collega",
}
ORDER_WORDS = {
    "laatste_dag": "Uiterste dag eerst",
    "nieuwste": "Nieuwste eerst",
    "oudste": "Langst geleden ontvangen eerst",
    "nummer": "Op zaaknummer",
}
_GROUPS = (("Mijn werk", VIEWS[:4]), ("Van mijn team", VIEWS[4:]))


@dataclass(frozen=True)
class Filter:
    """A line in the filter pane; `key` finds its number again when only the numbers are renewed."""

    label: str
    icon: str
    url: str
    count: str
    current: bool
    key: str
    late: bool = False


@dataclass(frozen=True)
class Choice:
    """A question above the list: what it is called in the address, and what can be chosen."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Active:
    """A filter that is on, with the address of the list without it."""

    label: str
    url: str


def filter_groups(
    place: Place, counts: TaskCounts, *, everything: int | None, saved: Sequence[tuple[SavedViewRow, int]]
) -> list[tuple[str, list[Filter]]]:
    """Return the filter pane: heading and lines, with the present choice marked.

    `everything` counts the tasks of all teams, for who divides the work.
    """
    here = place.at()
    groups = [(title, [_view(here, view, counts.views[view]) for view in views]) for title, views in _GROUPS]
    if everything is not None:
        groups[1][1].append(_view(here, EVERYTHING, everything))
    kept = [_saved(here, row, count) for row, count in saved]
    subjects = [
        Filter(
            SUBJECT_WORDS[subject],
            "",
            Place(subject=subject).url(),
            counts.label(counts.subjects[subject]),
            here == Place(subject=subject),
            f"onderwerp-{subject}",
        )
        for subject in SUBJECTS
        if counts.subjects[subject] or subject == place.subject
    ]
    found = [*groups, ("Bewaarde weergaven", kept), ("Onderwerp", subjects)]
    return [(title, lines) for title, lines in found if lines]


def _view(here: Place, view: str, count: int) -> Filter:
    icon, label = VIEW_WORDS[view]
    late = view == "te_laat" and count > 0
    wanted = Place(view=view)
    return Filter(
        label, icon, wanted.url(), TaskCounts.label(count), here == wanted, f"weergave-{view}", late
    )


def place_of(row: SavedViewRow, *, oversees: bool = False) -> Place:
    """Return the list that a saved view shows, from its start."""
    return Place.of(dict(parse_qsl(row.query)), oversees=oversees).at()


def _saved(here: Place, row: SavedViewRow, count: int) -> Filter:
    wanted = place_of(row, oversees=True)
    icon = "people" if row.role else "flag"
    return Filter(row.name, icon, wanted.url(), TaskCounts.label(count), here == wanted, f"bewaard-{row.id}")


def choices(place: Place, roles: Sequence[str], providers: Sequence[str]) -> list[Choice]:
    """Return the questions above the list. One that leaves nothing to choose is not asked."""
    subjects = tuple((code, SUBJECT_WORDS[code]) for code in SUBJECTS)
    teams = [role for role in roles if role != ACCUSED_ROLE]  # what the accused does is in nobody's list
    asked = [
        Choice("termijn", "Termijn", place.term, tuple(TERM_WORDS.items())),
        Choice("status", "Bij wie", place.state, tuple(STATE_WORDS.items())),
        Choice("wacht", "Wacht op", place.awaited, tuple((who, WHO[who]) for who in AWAITED)),
        Choice("rol", "Team", place.role, tuple((role, role) for role in _with(teams, place.role))),
        Choice("onderwerp", "Onderwerp", place.subject, subjects),
        Choice(
            "aanbieder", "Aanbieder", place.provider,
            tuple((name, name) for name in _with(providers, place.provider)),
        ),
    ]  # fmt: skip
    return [choice for choice in asked if len(choice.options) > 1 or choice.chosen]


def _with(names: Sequence[str], chosen: str) -> Sequence[str]:
    return names if not chosen or chosen in names else [*names, chosen]


def active(place: Place) -> list[Active]:
    """Return the filters that are on."""
    words: list[tuple[str, str, Callable[[str], str]]] = [
        ("term", "termijn: ", lambda code: TERM_WORDS[code]),
        ("state", "", lambda code: STATE_WORDS[code]),
        ("awaited", "wacht op ", lambda code: WHO[code]),
        ("role", "team: ", role_name),
        ("subject", "", lambda code: SUBJECT_WORDS[code]),
        ("provider", "", str),
        ("search", "gezocht: ", lambda text: f"“{text}”"),
    ]
    return [
        Active(f"{before}{word(getattr(place, name))}", place.without(name).url())
        for name, before, word in words
        if getattr(place, name)
    ]


def subtitle(place: Place, counts: TaskCounts, everything: int | None, shown: int, *, more: bool) -> str:
    """Return how much there is in this list, in words."""
    if replace(place, cursor="", back="", order="laatste_dag") != Place(view=place.view):
        if place.cursor or place.back:
            return ""
        if more:
            return f"meer dan {shown} taken gevonden"
        return "1 taak gevonden" if shown == 1 else f"{shown} taken gevonden" if shown else "niets gevonden"
    count = everything if place.view == EVERYTHING else counts.views.get(place.view)
    if count is None:
        return ""
    if count == 1:
        return "1 taak"
    return f"{counts.label(count)} taken" if count else "geen taken"

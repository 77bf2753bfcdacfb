"""The list as the page shows it, and once more when only the list is renewed."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import session

from webapp import commands
from webapp.clock import today
from webapp.kept import for_a_minute
from webapp.pages import counts_with, viewer
from webapp.store import queries
from webapp.store.queries import EVERYTHING, HeldTask, TaskPage, TaskRow, Wish
from webapp.tasks.filters import ORDER_WORDS, active, choices, filter_groups, place_of, subtitle
from webapp.tasks.place import Place

MESSAGE = "lijst_melding"  # in the session: what a change of many tasks came to


@dataclass(frozen=True)
class Gone:
    """A task that the reader still saw, and what became of it."""

    id: int
    title: str
    number: str
    became: str


@dataclass(frozen=True)
class Listing:
    """A page of the list, and what its reader oversees."""

    place: Place
    roles: tuple[str, ...]  # whose work the viewer divides; none for who does work of his own only
    page: TaskPage

    @classmethod
    def of(cls, place: Place) -> "Listing":
        roles = tuple(queries.open_roles()) if commands.oversees(viewer()) else ()
        wish, cursor, back = place.wish(roles), place.back or place.cursor or None, bool(place.back)
        page = queries.task_list(viewer(), today=today(), wish=wish, cursor=cursor, back=back)
        return cls(place, roles, page)

    @property
    def wish(self) -> Wish:
        return self.place.wish(self.roles)

    def shown(self, task_id: int | None) -> TaskRow | None:
        """Return the task that is shown beside the list: this one if it is in it, else the first."""
        if task_id is None:
            return self.page.rows[0] if self.page.rows else None
        return next((row for row in self.page.rows if row.id == task_id), None)


def place_from(args: Any) -> Place:
    return Place.of(args, oversees=commands.oversees(viewer()))


def list_values(listing: Listing) -> dict[str, Any]:
    """Return what the list needs, and the numbers beside it."""
    place, page, roles = listing.place, listing.page, listing.roles
    kept = queries.saved_views(viewer())
    wishes = [place_of(row, oversees=bool(roles)).wish(roles) for row in kept]
    if roles:
        wishes.append(Place(view=EVERYTHING).wish(roles))
    numbers = counts_with(wishes)
    found = list(numbers.beside)
    everything = found.pop() if roles else None
    return {
        "place": place,
        "page": page,
        "filters": filter_groups(
            place, numbers, everything=everything, saved=list(zip(kept, found, strict=True))
        ),
        "subtitle": subtitle(
            place, numbers, everything, len(page.rows), more=bool(page.next_cursor or page.previous_cursor)
        ),
        "awaited": partial(_awaited, viewer().roles),
        "shows_holder": place.view in ("team", EVERYTHING) or place.state == "collega",
    }


def page_values(listing: Listing) -> dict[str, Any]:
    """Return what the whole page shows around the list. Providers to choose from may be a minute old."""
    place, person, wish = listing.place, viewer(), listing.wish
    known = for_a_minute(lambda: queries.providers(person, wish), key=(person, wish.view, wish.roles))
    return {
        "choices": choices(place, [*(listing.roles or person.roles)], known),
        "active": active(place),
        "orders": list(ORDER_WORDS.items()),
        "own_roles": sorted(viewer().roles),
        "handed": handed(),
    }


def handed() -> dict[str, Any] | None:
    """Return what the last change of many tasks came to, once."""
    found: dict[str, Any] | None = session.pop(MESSAGE, None)
    return found


def _awaited(own_roles: Collection[str], row: TaskRow) -> str:
    """Whose answer a task waits for; who has to do it himself needs no telling."""
    return "" if row.role in own_roles and row.turn in ("commissie", "medewerker") else row.turn


def gone(shown: Collection[int], page: TaskPage) -> list[Gone]:
    """Return what became of tasks that the reader saw and that no longer are in the list."""
    missing = sorted(set(shown) - {row.id for row in page.rows})[:50]
    if not missing:
        return []
    held = queries.held_tasks(missing)
    barred = queries.barred([viewer().username], {task.case_id for task in held})
    told = ((task, _became(task)) for task in held if (viewer().username, task.case_id) not in barred)
    return [Gone(task.id, task.title, task.number, became) for task, became in told if became]


def _became(task: HeldTask) -> str:
    """What others did to a task; nothing when it lies with the reader or only moved down the list."""
    if task.state == "open":
        others = task.assignee not in (None, viewer().username)
        return f"ligt inmiddels bij {task.assignee_name}" if others else ""
    if task.done_by == viewer().username:
        return ""
    return "is inmiddels afgerond" if task.state == "done" else "is vervallen"

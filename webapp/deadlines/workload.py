"""How the open work lies over teams, and for who divides it, over people."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.commands import oversees
from webapp.deadlines.picture import Load, Picture
from webapp.store import queries
from webapp.store.queries import Viewer


@dataclass(frozen=True)
class Person:
    """Work of one colleague within a team; `name` is empty for what nobody has yet."""

    name: str
    load: Load


@dataclass(frozen=True)
class Team:
    """A role with its work. `people` only for who divides the work: staff privacy."""

    role: str
    load: Load
    share: int  # of the busiest team, in percents
    people: tuple[Person, ...]


def teams(picture: Picture | None, viewer: Viewer) -> list[Team]:
    """Return the teams, busiest first."""
    if picture is None:
        return []
    loads = picture.teams()
    most = max((load.open for load in loads.values()), default=0) or 1
    people = _people(picture) if oversees(viewer) else {}
    return [
        Team(role, load, round(100 * load.open / most), people.get(role, ()))
        for role, load in loads.items()
        if load.open
    ]


def _people(picture: Picture) -> Mapping[str, tuple[Person, ...]]:
    names = dict(queries.accounts())
    found: dict[str, list[Person]] = {}
    for (role, username), load in picture.people().items():
        if load.open:
            found.setdefault(role, []).append(Person(names.get(username, username), load))
    return {
        role: tuple(sorted(people, key=lambda one: (not one.name, one.name)))
        for role, people in found.items()
    }

"""Views of the task list that people keep: save, rename and share, delete."""

from datetime import datetime

from engine import EngineError
from webapp.store import savedviews
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

LONGEST_NAME = 60
MOST_OWN = 12


class NoName(EngineError):
    """Geef de weergave een naam van hoogstens 60 tekens."""

    code = "weergave_zonder_naam"


class TooManyViews(EngineError):
    """U hebt al 12 weergaven bewaard. Verwijder er eerst een die u niet meer gebruikt."""

    code = "te_veel_weergaven"


class NotYourView(EngineError):
    """Alleen wie een weergave heeft bewaard, kan haar wijzigen of verwijderen."""

    code = "weergave_niet_van_u"


def save_view(name: str, query: str, *, role: str, by: Viewer, at: datetime) -> int:
    """Keep a filter under a name, shared with `role` when that is given. Raises NoName, TooManyViews."""
    with unit_of_work() as store:
        if savedviews.count_of(store.connection, by.username) >= MOST_OWN:
            raise TooManyViews
        return savedviews.add(store.connection, by.username, _name(name), query, _audience(role, by), at)


def change_view(view_id: int, *, name: str, role: str, by: Viewer) -> None:
    """Rename a view, share it with a role or keep it to oneself. Raises NoName, NotYourView."""
    with unit_of_work() as store:
        audience = _audience(role, by)
        if not savedviews.change(store.connection, view_id, by.username, name=_name(name), role=audience):
            raise NotYourView


def drop_view(view_id: int, *, by: Viewer) -> None:
    """Delete a view, for everybody it was shared with as well. Raises NotYourView."""
    with unit_of_work() as store:
        if not savedviews.drop(store.connection, view_id, by.username):
            raise NotYourView


def _name(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise NoName
    return tidy


def _audience(role: str, by: Viewer) -> str:
    """One shares with the colleagues of one's own role; anything else stays personal."""
    return role if role in by.roles else ""

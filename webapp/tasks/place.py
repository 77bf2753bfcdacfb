"""Where someone is in the task list: view, filters, order and page. It all lives in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from flask import url_for

from webapp.store.queries import AWAITED, EVERYTHING, ORDERS, STATES, SUBJECTS, TERMS, VIEWS, Wish
from webapp.turns import RESIDENT

VIEW_WORDS = {
    "te_doen": ("inbox", "Te doen"),
    "te_laat": ("alert", "Te laat"),
    "deze_week": ("clock", "Deze week"),
    "wacht_op_inwoner": ("phone", "Wacht op inwoner"),
    "niet_toegewezen": ("people", "Niet toegewezen"),
    "team": ("people", "Alle teamtaken"),
    EVERYTHING: ("people", "Van alle teams"),
}


def _named(name: str, default: str = "") -> Any:
    """A field with the name it has in an address."""
    return field(default=default, metadata={"name": name})


@dataclass(frozen=True)
class Place:
    """The choices of the reader; unknown values in an address fall back to the first list."""

    view: str = _named("weergave", "te_doen")
    subject: str = _named("onderwerp")
    role: str = _named("rol")
    term: str = _named("termijn")
    provider: str = _named("aanbieder")
    state: str = _named("status")
    awaited: str = _named("wacht")
    search: str = _named("zoek")
    order: str = _named("sorteer", "laatste_dag")
    cursor: str = _named("plaats")
    back: str = _named("terug")  # a cursor as well: the page that ends before it

    @classmethod
    def of(cls, args: Mapping[str, str], *, oversees: bool = False) -> "Place":
        known = {
            "view": (*VIEWS, EVERYTHING) if oversees else VIEWS,
            "subject": SUBJECTS, "term": TERMS, "state": STATES, "order": ORDERS, "awaited": AWAITED,
        }  # fmt: skip
        given = {one.name: args.get(one.metadata["name"], "").strip()[:200] for one in fields(cls)}
        if args.get("status") == "wacht":  # how views that were kept earlier say it
            given["awaited"] = given["awaited"] or RESIDENT
        return cls(**{
            name: value for name, value in given.items() if value and value in known.get(name, (value,))
        })  # fmt: skip

    @cached_property
    def keep(self) -> dict[str, Any]:
        """The part of an address that brings the reader back here."""
        named = {one.metadata["name"]: (getattr(self, one.name), one.default) for one in fields(self)}
        return {name: value for name, (value, default) in named.items() if value != default}

    def url(self, task_id: int | None = None) -> str:
        return self._list_url if task_id is None else f"{self._task_url}{task_id}"

    @cached_property
    def _list_url(self) -> str:
        return url_for("tasks.index", **self.keep)

    @cached_property
    def _task_url(self) -> str:
        """The list with a task open, up to the number of that task."""
        return f"{self._list_url}{'&' if self.keep else '?'}taak="

    def live_url(self) -> str:
        return url_for("tasks.live", **self.keep)

    def at(self, cursor: str = "") -> "Place":
        return replace(self, cursor=cursor, back="")

    def before(self, cursor: str) -> "Place":
        return replace(self, cursor="", back=cursor)

    def without(self, name: str) -> "Place":
        """The same list without one of its filters, from the start."""
        default = next(one.default for one in fields(self) if one.name == name)
        return replace(self.at(), **{name: default})

    def wish(self, roles: tuple[str, ...] = ()) -> Wish:
        """What to ask of the store; `roles` are those of whoever divides the work of all."""
        shared = {one.name: getattr(self, one.name) for one in fields(Wish) if one.name != "roles"}
        return Wish(**shared, roles=roles if self.view == EVERYTHING else ())

    @property
    def icon(self) -> str:
        return VIEW_WORDS[self.view][0]

    @property
    def title(self) -> str:
        return VIEW_WORDS[self.view][1]

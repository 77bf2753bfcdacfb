"""Filters of the task list that people keep, for themselves or for a role."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from webapp.store.db import db
from webapp.store.models import RoleGrant, SavedView, User
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import question

MOST_VIEWS = 20  # in the filter pane; each is counted on every page


@dataclass(frozen=True)
class SavedViewRow:
    """A kept filter; `query` is the part of an address that shows it, `role` whom it is shared with."""

    id: int
    name: str
    query: str
    role: str
    username: str
    owner: str


def saved_views(viewer: Viewer) -> list[SavedViewRow]:
    """Return what the viewer kept and what is shared with a role of the viewer, by name. One statement."""
    return [SavedViewRow(*row) for row in views(viewer.username)]


@question
def views(username: Any) -> Any:
    mine = SavedView.username == username
    roles = select(RoleGrant.role).where(RoleGrant.username == username)
    return (
        select(
            SavedView.id, SavedView.name, SavedView.query, SavedView.role, SavedView.username,
            func.coalesce(User.name, SavedView.username).label("owner"),
        )
        .outerjoin(User, User.username == SavedView.username)
        .where(or_(mine, SavedView.role.in_(roles)))
        .order_by(SavedView.role != "", func.lower(SavedView.name), SavedView.id)
        .limit(MOST_VIEWS)
    )  # fmt: skip


def people_with(roles: Collection[str]) -> list[tuple[str, str]]:
    """Return (username, name) of active people with one of these roles, by name. One statement."""
    granted = select(RoleGrant.username).where(RoleGrant.role.in_(roles))
    statement = select(User.username, User.name).where(User.username.in_(granted), User.active)
    return [(username, name) for username, name in db.session.execute(statement.order_by(User.name))]

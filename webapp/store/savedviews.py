"""Keeps, changes and drops filters of the task list. Only who made one changes it."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from webapp.store.models import SavedView


def count_of(connection: Connection, username: str) -> int:
    statement = select(func.count()).select_from(SavedView).where(SavedView.username == username)
    number: int = connection.execute(statement).scalar_one()
    return number


def add(connection: Connection, username: str, name: str, query: str, role: str, at: datetime) -> int:
    values = {"username": username, "name": name, "query": query, "role": role, "saved_at": at}
    number: int = connection.execute(insert(SavedView).values(values).returning(SavedView.id)).scalar_one()
    return number


def change(connection: Connection, view_id: int, username: str, *, name: str, role: str) -> bool:
    """Give a view of `username` another name and another audience; return whether there was one."""
    own = (SavedView.id == view_id, SavedView.username == username)
    return connection.execute(update(SavedView).where(*own).values(name=name, role=role)).rowcount == 1


def drop(connection: Connection, view_id: int, username: str) -> bool:
    own = (SavedView.id == view_id, SavedView.username == username)
    return connection.execute(delete(SavedView).where(*own)).rowcount == 1

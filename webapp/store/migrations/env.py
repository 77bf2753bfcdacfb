"""Runs the migrations on the connection that `webapp.store.migrate` hands over."""

from typing import Any

from alembic import context
from sqlalchemy.types import TypeDecorator

from webapp.store import models
from webapp.store.db import Base

assert models.__all__  # importing the models fills the metadata


def plain_types(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what they are to the database: old migrations need no new code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,  # SQLite can undo a half migration as well
    render_item=plain_types,
)
with context.begin_transaction():
    context.run_migrations()

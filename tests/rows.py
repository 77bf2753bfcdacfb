"""Every row of every case, to see that nothing of them has changed."""

from typing import Any

from sqlalchemy import select

from webapp.store import models
from webapp.store.db import db

TABLES = ("Case", "Task", "Term", "Timer", "Wait", "Letter", "Registration", "Party", "Stake")
GROWS = frozenset({"rev", "last_seq", "last_hash"})  # the history, and how often a case was saved


def case_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all cases, snapshots included, but for what only ever grows."""
    found = {}
    for name in TABLES:
        table = getattr(models, name).__table__
        result = db.session.execute(select(*(c for c in table.c if c.name not in GROWS)))
        found[name] = sorted(map(tuple, result), key=repr)
    db.session.rollback()
    return found

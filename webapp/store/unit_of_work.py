"""One use case, one transaction: the only place in the repository that commits.

    with unit_of_work() as store:
        Engine(store, settings).complete(task, answers, by=username, at=now)

Everything the block did is saved together when it ends, or nothing when it raises.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from webapp.store.db import WRITES, db
from webapp.store.repository import CaseStore


class NestedUnitOfWork(RuntimeError):
    """A unit of work was opened inside another: two use cases where one was meant."""


@contextmanager
def unit_of_work() -> Iterator[CaseStore]:
    """Open a writing transaction and yield the case store; commit at the end, roll back on error.

    SQLite lets writers queue up at the door (BEGIN IMMEDIATE); PostgreSQL locks the case row at
    `load` (READ COMMITTED). Queries inside the block see what it has written so far.
    """
    session = db.session
    if session.info.get(WRITES):
        raise NestedUnitOfWork
    session.rollback()  # an earlier read in this request must not pin an older picture
    session.info[WRITES] = True
    try:
        yield CaseStore(session.connection(execution_options={WRITES: True}))
        session.commit()
    finally:
        session.info.pop(WRITES, None)
        session.rollback()  # nothing left to undo after a commit


@contextmanager
def glancing() -> Iterator[CaseStore]:
    """The same as :func:`reading`, and nothing is held open afterwards: for long work with many looks."""
    try:
        with reading() as store:
            yield store
    finally:
        db.session.rollback()


@contextmanager
def reading() -> Iterator[CaseStore]:
    """Yield a case store for looking only, without locks: previews, replay, checks."""
    yield CaseStore(db.session.connection(), lock=False)

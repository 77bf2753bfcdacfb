"""Questions that pages ask all the time: built once, and executed below the object mapper.

Building a statement anew and taking it through the mapper costs a page ten times as much as the database
needs to answer. So a question is a function that returns its statement, with parameters for what differs:

    @question
    def _terms(case_id: Any) -> Any:
        return select(Term.key, Term.last_day).where(Term.case_id == case_id)

    rows = _terms("c1")
"""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from inspect import signature
from typing import Any

from sqlalchemy import BindParameter, Integer, Result, bindparam, literal_column
from sqlalchemy.sql.util import _deep_deannotate
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.util import immutabledict

from webapp.store.db import db


def question(build: Callable[..., Any]) -> Callable[..., Result[Any]]:
    """Return a function that asks what `build` words; its arguments become parameters of the statement."""
    names = tuple(signature(build).parameters)

    @cache
    def statement() -> Any:
        return plain(build(*map(bindparam, names)))

    @wraps(build)
    def asked(*values: Any) -> Result[Any]:
        return ask(statement(), dict(zip(names, values, strict=True)))

    return asked


def ask(statement: Any, values: Mapping[str, Any] | None = None) -> Result[Any]:
    """Execute a statement in the transaction of this page."""
    return db.session.connection().execute(statement, values or {})


def plain(statement: Any) -> Any:
    """Return the same statement in terms of tables instead of mapped classes, its limits written out.

    A limit that is a parameter counts as a tenth of all rows in the plan that PostgreSQL keeps for a
    prepared statement, and so that plan is never the cheaper one.
    """
    for part in iterate(statement):
        limit = getattr(part, "_limit_clause", None)
        if isinstance(limit, BindParameter) and isinstance(limit.value, int):
            part._limit_clause = literal_column(str(limit.value), Integer)
    found = _deep_deannotate(statement)
    found._propagate_attrs = immutabledict()
    return found

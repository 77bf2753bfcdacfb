"""Questions that pages ask all the time: built once, and executed below the object mapper.

Building a statement anew and taking it through the mapper costs a page ten times as much as the database
needs to answer. So a question is a function that returns its statement, with parameters for what differs:

    @question
    def _terms(case_id: Any) -> Any:
        return select(Term.key, Term.last_day).where(Term.case_id == case_id)

    rows = _terms("c1")
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, update_wrapper
from inspect import signature
from typing import Any

from sqlalchemy import BindParameter, Integer, Result, bindparam, literal, literal_column
from sqlalchemy.sql.util import _deep_deannotate
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.util import immutabledict

from webapp.onepage import taken_ready
from webapp.store.db import db


@dataclass(frozen=True)
class Asked:
    """A statement with the values of its parameters."""

    statement: Any
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> Any:
        """What tells this from all else that a page asks; statements are told apart by identity."""
        values = (tuple(value) if isinstance(value, list) else value for value in self.values.values())
        return (self.statement, *values)


class Question:
    """Asks what `build` words; its arguments become parameters of the statement."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self._build = build
        self._names = tuple(signature(build).parameters)
        update_wrapper(self, build)

    @cached_property
    def statement(self) -> Any:
        return plain(self._build(*map(bindparam, self._names)))

    def of(self, *values: Any) -> Asked:
        """Return the question with these values, to be asked together with others."""
        return Asked(self.statement, dict(zip(self._names, values, strict=True)))

    def __call__(self, *values: Any) -> Result[Any]:
        return answer(self.of(*values))


question = Question  # reads better above a function


def ask(statement: Any, values: Mapping[str, Any] | None = None) -> Result[Any]:
    """Execute a statement in the transaction of this page."""
    return answer(Asked(statement, values or {}))


def answer(asked: Asked) -> Result[Any]:
    """Return the answer, at once when this page has it ready: see :mod:`webapp.store.together`."""
    ready: Result[Any] | None = taken_ready(lambda: asked.name)
    return db.session.connection().execute(asked.statement, asked.values) if ready is None else ready


def plain(statement: Any) -> Any:
    """Return the same statement in terms of tables instead of mapped classes, its limits written out.

    A limit that is a parameter counts as a tenth of all rows in the plan that PostgreSQL keeps for a
    prepared statement, and so that plan is never the cheaper one. And a value that stands in it ten times
    is one parameter.
    """
    for part in iterate(statement):
        limit = getattr(part, "_limit_clause", None)
        if isinstance(limit, BindParameter) and isinstance(limit.value, int):
            part._limit_clause = literal_column(str(limit.value), Integer)
    found = _deep_deannotate(statement)  # a copy, down to its parameters
    _name_once(found)
    found._propagate_attrs = immutabledict()
    return found


def among(column: Any, values: Iterable[str]) -> Any:
    """Return the condition that a column holds one of these, for a statement that is kept with its values.

    A list as one parameter is written out anew each time that the statement is executed.
    """
    return column.in_([literal(value) for value in values])


def _name_once(statement: Any) -> None:
    """Give parameters of the same value one name, also where compiled statements are told apart by it."""
    names: dict[Any, tuple[Any, Any]] = {}
    for part in iterate(statement):
        if isinstance(part, BindParameter) and part.unique and not part.expanding:
            same = (type(part.type), type(part.value), part.value)
            part.key, part._anon_map_key = names.setdefault(same, (part.key, part._anon_map_key))
            part.unique = False

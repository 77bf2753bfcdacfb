"""Several questions in one trip to the database: what a page is about to ask, it can ask at once.

A trip costs more than most questions do. So their answers are stacked (UNION ALL): a row tells whose answer
it belongs to, and questions share the columns of a type. Who asks one of them later on this page gets the
rows that lie ready, as if it had just been asked:

    ask_ahead(terms.of("c1"), parties.of("c1"))
    terms("c1").all()  # no trip
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Integer, String, cast, func, literal_column, null, select, union_all
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData

from webapp.onepage import is_ready, make_ready, only_shown
from webapp.store.db import db
from webapp.store.questions import Asked

_UNSORTED = literal_column("0", Integer)
_NOTHING = literal_column("NULL")
_HEAD = 2  # columns before the values: which question, which place in its answer


def ask_ahead(*asked: Asked) -> None:
    """Ask all this in one statement, for a page that is only shown; otherwise each is asked by itself.

    So it is on SQLite, which answers within this process: there is no trip to save. What lies ready already
    is not asked again. Parameters of one name share one value: ValueError when they differ.
    """
    connection = db.session.connection()
    if not only_shown() or connection.dialect.name == "sqlite":
        return
    missing = [one for one in asked if not is_ready(one.name)]
    if not missing:
        return
    values, stack = _shared(missing), _stack(tuple(one.statement for one in missing))
    found: list[list[Any]] = [[] for _ in missing]
    for row in connection.execute(stack.statement, values):
        found[row[0]].append(row)
    parts = zip(missing, stack.parts, found, strict=True)
    make_ready({one.name: part.answer(rows) for one, part, rows in parts})


def _shared(asked: Iterable[Asked]) -> dict[str, Any]:
    shared: dict[str, Any] = {}
    for one in asked:
        for name, value in one.values.items():
            if shared.setdefault(name, value) != value:
                raise ValueError(f"'{name}' is {shared[name]!r} in one question and {value!r} in another.")
    return shared


@dataclass(frozen=True)
class _Part:
    """Where the answer to one question stands in the rows of all."""

    keys: Sequence[str]
    values: Callable[[Any], tuple[Any, ...]]

    def answer(self, rows: list[Any]) -> IteratorResult[Any]:
        rows.sort(key=itemgetter(1))  # a stack keeps no order
        return IteratorResult(SimpleResultMetaData(self.keys), map(self.values, rows))


@dataclass(frozen=True)
class _Stack:
    statement: Any
    parts: Sequence[_Part]


@lru_cache(maxsize=256)
def _stack(statements: tuple[Any, ...]) -> _Stack:
    """Return the statement that answers all of these; statements are told apart by identity."""
    shelves = _Shelves()
    layers = [_numbered(statement).subquery() for statement in statements]
    places = [shelves.places(list(layer.c)[1:]) for layer in layers]
    arms = [
        shelves.arm(number, list(layer.c), taken)
        for number, (layer, taken) in enumerate(zip(layers, places, strict=True))
    ]
    parts = [
        _Part([column.key for column in list(layer.c)[1:]], _picker([place + _HEAD for place in taken]))
        for layer, taken in zip(layers, places, strict=True)
    ]
    return _Stack(union_all(*arms), parts)


def _numbered(statement: Any) -> Any:
    """Put before its columns at which place a row stands in the answer."""
    order = statement._order_by_clauses
    place = func.row_number().over(order_by=order) if order else _UNSORTED
    return statement.with_only_columns(place.label("place"), *statement.selected_columns)


def _picker(places: Sequence[int]) -> Callable[[Any], tuple[Any, ...]]:
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    return itemgetter(*places)


class _Shelves:
    """The columns that all questions share: as many of a type as the one that needs most."""

    def __init__(self) -> None:
        self._places: dict[tuple[type, int], int] = {}
        self._types: list[Any] = []

    def places(self, columns: Iterable[Any]) -> list[int]:
        """Return for each column in which shared column it goes."""
        seen: dict[type, int] = {}
        found = []
        for column in columns:
            kind = String if isinstance(column.type, String) else type(column.type)
            nth = seen[kind] = seen.get(kind, -1) + 1
            if (kind, nth) not in self._places:
                self._places[kind, nth] = len(self._types)
                self._types.append(String() if kind is String else column.type)
            found.append(self._places[kind, nth])
        return found

    def arm(self, number: int, columns: Sequence[Any], places: Sequence[int]) -> Any:
        """Return the select of one question. The first one gives all shared columns their type."""
        row = [_NOTHING if number else cast(null(), kind) for kind in self._types]
        for place, column in zip(places, columns[1:], strict=True):
            row[place] = column
        named = [one.label(f"s{place}") for place, one in enumerate(row)] if not number else row
        return select(literal_column(str(number), Integer).label("part"), columns[0], *named)

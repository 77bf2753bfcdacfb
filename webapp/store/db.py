"""The database: one SQLAlchemy handle, and column types that refuse what would go wrong later.

SQLite (WAL) is the embedded default, PostgreSQL serves several processes. Everything else in this
package is written once for both.
"""

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from math import inf
from time import monotonic
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import DateTime, Engine, LargeBinary, MetaData, String, event, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from engine import dumps, loads

WRITES = "aantafel_writes"  # execution option, and mark of a session: this transaction is going to write
RESTS = "aantafel_rests"  # since when a connection lies in the pool
LONGEST_REST = 5.0  # seconds; after it we ask whether the other side is still there
MOST_PREPARED = 1000  # statements that a connection keeps prepared
PREPARED_AFTER = 2  # times that a statement is asked before it is prepared


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class PageSession(Session):
    """Reads without a transaction on PostgreSQL, until somebody is going to write.

    READ COMMITTED shows each statement what is committed by then, transaction or not. So a page that only
    reads saves three trips; above all it never ends in a ROLLBACK, at which the driver throws away every
    statement it has prepared. SQLite keeps its one picture of the data for the whole page.
    """

    _reader: Engine | None = None

    def get_bind(self, *args: Any, **wished: Any) -> Engine | Connection:
        engine = super().get_bind(*args, **wished)
        if self.info.get(WRITES) or engine.dialect.name == "sqlite" or isinstance(engine, Connection):
            return engine
        if self._reader is None:
            self._reader = engine.execution_options(isolation_level="AUTOCOMMIT")
        return self._reader


db = SQLAlchemy(model_class=Base, session_options={"class_": PageSession})


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Goes in aware, is stored in UTC, comes out aware in UTC; naive is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"Een moment zonder tijdzone wordt geweigerd: {value.isoformat()}.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Compressed(TypeDecorator[bytes]):
    """Bytes, deflated in the file. Snapshots and letters shrink to a third; a case must stay small."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Any) -> bytes | None:
        return None if value is None else zlib.compress(value, 6)

    def process_result_value(self, value: bytes | None, dialect: Any) -> bytes | None:
        return None if value is None else zlib.decompress(value)


class CaseValue(TypeDecorator[Any]):
    """Facts, answers and other case values: canonical JSON that keeps dates and decimals, deflated.

    Short values are stored as they are: deflating forty bytes makes fifty. The first byte tells
    which it is, since JSON never starts with the byte 0x78 that opens a zlib stream.
    """

    impl = LargeBinary
    cache_ok = True
    WORTHWHILE = 120  # bytes; below this zlib's own overhead eats the gain

    def process_bind_param(self, value: Any, dialect: Any) -> bytes | None:
        if value is None:
            return None
        raw = dumps(value)
        return raw if len(raw) < self.WORTHWHILE else zlib.compress(raw, 6)

    def process_result_value(self, value: bytes | None, dialect: Any) -> Any:
        if value is None:
            return None
        return loads(zlib.decompress(value) if value[:1] == b"\x78" else bytes(value))


def is_true(column: Any) -> Any:
    """Return the condition that a flag is set, worded as in our partial indexes.

    SQLAlchemy writes `waiting = 1` for SQLite, which does not prove `WHERE waiting` to its planner:
    the index would be left aside.
    """
    return literal_column(f"{column.class_.__table__.name}.{column.key}")


def is_exactly(column: Any, word: str) -> Any:
    """Return `column = 'word'` with the word itself in the statement: a parameter proves nothing to the
    planner of a partial index. Only for words from this source, never for input."""
    return column == literal_column(f"'{word}'", String)


def is_one_of(column: Any, words: Iterable[str]) -> Any:
    """Return the condition that a column holds one of these words of this source: see :func:`is_exactly`."""
    return column.in_([literal_column(f"'{word}'", String) for word in words])


def upsert(connection: Connection, model: Any, keys: tuple[str, ...], new: list[dict[str, Any]]) -> None:
    """Insert rows, or overwrite those whose `keys` are there already. All rows have the same columns."""
    connection.execute(_upsert(connection.dialect.name, model, keys, tuple(new[0])), new)


@lru_cache(maxsize=32)
def _upsert(dialect: str, model: Any, keys: tuple[str, ...], columns: tuple[str, ...]) -> Any:
    statement = (postgresql if dialect == "postgresql" else sqlite).insert(model.__table__)
    changed = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def damage(connection: Connection) -> list[str]:
    """Return what SQLite finds wrong with its own file; PostgreSQL guards itself."""
    if connection.dialect.name != "sqlite":
        return []
    return [text for (text,) in connection.exec_driver_sql("PRAGMA integrity_check") if text != "ok"]


def engine_options(backend: str) -> dict[str, Any]:
    """Return how to connect to this kind of database."""
    if backend == "sqlite":
        return {"connect_args": {"timeout": 15}}
    from psycopg import RawCursor  # installed for PostgreSQL only

    # Pages ask small questions: compiling one (jit) costs more than answering it. The connection that was
    # used last has most of them prepared. Parameters are named as PostgreSQL does ($1), so that the driver
    # need not look for them in each statement anew.
    driver = {"options": "-c timezone=UTC -c jit=off", "cursor_factory": RawCursor}
    return {"pool_size": 10, "pool_use_lifo": True, "paramstyle": "numeric_dollar", "connect_args": driver}


def prepare(engine: Engine) -> None:
    """Teach the engine what its database needs."""
    if engine.dialect.name == "sqlite":
        _order_transactions(engine)
    else:
        _keep_prepared(engine)
        _ask_after_rest(engine)


def _keep_prepared(engine: Engine) -> None:
    """All pages together ask a few hundred different things; the driver keeps a hundred unless told."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.prepared_max = MOST_PREPARED
        connection.prepare_threshold = PREPARED_AFTER


def _ask_after_rest(engine: Engine) -> None:
    """Look whether a connection still works once it has rested, and not before every page."""

    @event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info[RESTS] = monotonic()

    @event.listens_for(engine, "checkout")
    def wake(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get(RESTS, inf) < LONGEST_REST:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # the pool takes another one


def _order_transactions(engine: Engine) -> None:
    """Teach a SQLite engine durable, orderly transactions.

    `synchronous=FULL` because an acknowledged step must survive a power cut; `BEGIN IMMEDIATE` for
    writers, so that two of them queue up instead of one failing half way.
    """

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

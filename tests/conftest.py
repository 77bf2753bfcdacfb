"""Fixtures for every test: an application on a fresh database, a client, and a clock to turn."""

import gc
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from tests.builders import MONDAY
from tests.database import PostgresMissing, private_postgres, sqlite_in
from tests.programs import skip_or_fail
from tests.shared import made_once
from webapp import create_app
from webapp.clock import set_clock
from webapp.config import Settings
from webapp.store import migrate
from webapp.store.db import db

gc.set_threshold(10_000, 10, 10)  # looking for rubbish in all that tests keep costs a sixth of their time

# Few tables have rows after a test: to delete those takes a third of the time of TRUNCATE, which gives each
# table, empty or not, new files. Numbers begin again at 1.
EMPTY = """
DO $$
DECLARE
    one record;
    filled boolean;
BEGIN
    SET LOCAL session_replication_role = replica;  -- in any order
    FOR one IN
        SELECT quote_ident(tablename) AS tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT 1 FROM ' || one.tablename || ')' INTO filled;
        IF filled THEN EXECUTE 'DELETE FROM ' || one.tablename; END IF;
    END LOOP;
    FOR one IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL
    LOOP
        PERFORM setval(one.sequencename::regclass, 1, false);
    END LOOP;
END $$;
"""

for of_one_database in (SQLiteDialect_pysqlite, PGDialect_psycopg):
    # Each test has an engine of its own, but what was compiled for one serves them all.
    of_one_database.__eq__ = lambda self, other: type(self) is type(other)
    of_one_database.__hash__ = lambda self: hash(type(self))
compiled: dict[str, LRUCache] = defaultdict(lambda: LRUCache(2000))

SECRET = "only for tests, never anywhere else at all"


def share_compiled(engine: Engine) -> None:
    """Let an engine use the statements that were compiled for earlier tests."""
    engine.update_execution_options(compiled_cache=compiled[engine.dialect.name])


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported and collected stays: nobody need look through it for rubbish, test after test."""
    gc.collect()
    gc.freeze()


class TurnableClock:
    """A clock that stands still until a test turns it."""

    def __init__(self) -> None:
        self.moment = MONDAY

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **delta: float) -> datetime:
        """Move on by a timedelta: `clock.turn(days=3)`."""
        self.moment += timedelta(**delta)
        return self.moment


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file: copying it is faster than migrating for each test."""

    def migrated(folder: Path) -> None:
        url = f"sqlite:///{folder / 'aantafel.db'}"
        with create_app(Settings(data=folder, database_url=url, secret_key=SECRET)).app_context():
            migrate.upgrade(db.engine)
            with db.engine.connect() as connection:  # all of it into the one file
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
            db.engine.dispose()

    return made_once(tmp_path_factory, "template", migrated) / "aantafel.db"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a migrated PostgreSQL database of our own."""
    # Not under pytest's own folder: the unprivileged user who runs the server may not enter that.
    folder = Path(tempfile.mkdtemp(prefix="aantafel-pg-"))
    try:
        with private_postgres(folder) as url:
            settings = Settings(data=folder, database_url=url, secret_key=SECRET)
            with create_app(settings).app_context():
                migrate.upgrade(db.engine)
                db.engine.dispose()
            yield url
    except PostgresMissing as error:
        skip_or_fail(str(error))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    """An empty database; the store tests run once more on PostgreSQL."""
    return sqlite_in(tmp_path, sqlite_template)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(data=tmp_path, database_url=database_url, secret_key=SECRET, demo=True)


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture
def app(settings: Settings, clock: TurnableClock) -> Iterator[Flask]:
    app = create_app(settings)
    app.config |= {"TESTING": True, "WTF_CSRF_ENABLED": False}
    set_clock(app, clock)
    with app.app_context():
        share_compiled(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def in_app(app: Flask) -> Iterator[Flask]:
    """The application with its context open, for tests that call the store directly."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def empty_postgres(postgres_server: str) -> Callable[[], str]:
    """Return a function that empties the PostgreSQL database and gives its URL."""

    def emptied() -> str:
        import sqlalchemy

        engine = sqlalchemy.create_engine(postgres_server)
        with engine.begin() as connection:
            connection.exec_driver_sql(EMPTY)
        engine.dispose()
        return postgres_server

    return emptied

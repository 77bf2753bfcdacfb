"""What only a SQLite file can tell: its statements, its settings, the way back."""

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect

from webapp.store import migrate
from webapp.store.db import WRITES, Base, db, prepare
from webapp.store.unit_of_work import reading

pytestmark = pytest.mark.usefixtures("in_app")


def test_partial_indexes_are_the_same_as_in_the_models(tmp_path):
    """Autogenerate does not compare the conditions of indexes, so we compare the statements."""
    fresh = create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    Base.metadata.create_all(fresh)
    assert indexes(db.engine) == indexes(fresh)
    fresh.dispose()


def indexes(engine):
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
        )
        return sorted(" ".join(row[0].split()) for row in found)


def test_every_migration_can_be_undone(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'undone.db'}")
    prepare(engine)
    migrate.upgrade(engine)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        command.downgrade(migrate._config(connection), "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_writer_on_sqlite_waits_its_turn_and_survives_a_power_cut():
    with reading() as store:
        pragma = {
            name: store.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert pragma == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 15000, "foreign_keys": 1}

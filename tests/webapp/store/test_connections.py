"""PostgreSQL plans what pages ask once and not at every page, and a connection that died is replaced."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import exc, text

from tests.builders import MONDAY
from webapp.store import db as database
from webapp.store import queries
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.postgresql
samira = Viewer("samira", ("Klachtbehandelaar",))


@pytest.fixture
def database_url(empty_postgres: Callable[[], str]) -> str:
    return empty_postgres()


def a_page() -> None:
    queries.task_counts(samira, today=MONDAY.date())
    db.session.remove()  # as the end of a request does


def of_this_connection(question: str) -> int:
    found = int(db.session.connection().execute(text(question)).scalar_one())
    db.session.remove()
    return found


def kill_connections() -> None:
    """Let the other side hang up, as a restart of the server does."""
    mine = of_this_connection("SELECT pg_backend_pid()")
    other = db.engine.execution_options(isolation_level="AUTOCOMMIT")
    with db.engine.connect() as held, other.connect() as stays:  # back last, so given out first
        held.rollback()
        stays.execute(text("SELECT pg_terminate_backend(:mine, 5000)"), {"mine": mine})


def test_a_statement_stays_prepared_from_page_to_page(in_app: Flask):
    for _ in range(4):
        a_page()

    kept = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM task%'"
    assert of_this_connection(kept) == 1


def test_the_numbers_beside_the_list_are_planned_once(in_app: Flask):
    for _ in range(12):
        a_page()

    planned = "SELECT sum(generic_plans) FROM pg_prepared_statements WHERE statement LIKE '%FROM task%'"
    assert of_this_connection(planned) > 0


def test_reading_leaves_no_transaction_open(in_app: Flask):
    queries.task_counts(samira, today=MONDAY.date())

    with db.engine.connect() as onlooker:
        open_ones = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"
        assert onlooker.execute(text(open_ones)).scalar_one() == 0


def test_writing_is_still_all_or_nothing(in_app: Flask):
    def fails_halfway() -> None:
        with unit_of_work() as store:
            store.connection.execute(text("INSERT INTO counter (key, value) VALUES ('x', 1)"))
            raise RuntimeError("halfway")

    with pytest.raises(RuntimeError):
        fails_halfway()

    assert of_this_connection("SELECT count(*) FROM counter WHERE key = 'x'") == 0


def test_what_a_unit_of_work_wrote_is_seen_inside_it_and_read_after_it(in_app: Flask):
    with unit_of_work() as store:
        store.connection.execute(text("INSERT INTO counter (key, value) VALUES ('y', 1)"))
        inside = db.session.execute(text("SELECT count(*) FROM counter WHERE key = 'y'")).scalar_one()

    assert (inside, of_this_connection("SELECT count(*) FROM counter WHERE key = 'y'")) == (1, 1)


def test_a_rested_connection_that_died_is_replaced_unseen(in_app: Flask, monkeypatch: pytest.MonkeyPatch):
    a_page()
    kill_connections()
    monkeypatch.setattr(database, "LONGEST_REST", 0.0)

    a_page()


def test_a_connection_that_dies_in_use_costs_one_page(in_app: Flask):
    a_page()
    kill_connections()

    with pytest.raises(exc.OperationalError):
        a_page()
    db.session.remove()
    a_page()

"""Colleagues who can sign in, and the sample cases of the demo."""

from pathlib import Path

import pytest
from flask import Flask

from tests import demo
from tests.builders import MONDAY
from tests.cast import EVERYONE
from tests.conftest import SECRET
from tests.shared import made_once
from webapp.store import users
from webapp.store.unit_of_work import unit_of_work


@pytest.fixture
def colleagues(app: Flask) -> None:
    """Everyone of the cast has an account without a password, as in the demo."""
    with app.app_context(), unit_of_work() as store:
        for one in EVERYONE:
            users.add(store.connection, one.username, one.name, one.roles, at=MONDAY)


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def fill(folder: Path) -> None:
        demo.fill(demo.sqlite_settings(folder, SECRET), lambda: MONDAY)

    return made_once(tmp_path_factory, "monday", fill) / "aantafel.db"

"""Colleagues who can sign in."""

import pytest
from flask import Flask

from tests.builders import MONDAY
from tests.cast import EVERYONE
from webapp.store import users
from webapp.store.unit_of_work import unit_of_work


@pytest.fixture
def colleagues(app: Flask) -> None:
    """Everyone of the cast has an account without a password, as in the demo."""
    with app.app_context(), unit_of_work() as store:
        for one in EVERYONE:
            users.add(store.connection, one.username, one.name, one.roles, at=MONDAY)

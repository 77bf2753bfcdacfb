"""Screens are tested on the sample cases: many stages, real letters, real terms."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient


@pytest.fixture
def database_url(tmp_path: Path, sample_database: Path) -> str:
    return f"sqlite:///{shutil.copy(sample_database, tmp_path / 'aantafel.db')}"


@pytest.fixture
def sign_in(client: FlaskClient):
    """Return a function that signs a demo user in and gives the client."""

    def as_user(username: str) -> FlaskClient:
        answer = client.post("/inloggen/demo", data={"gebruiker": username})
        assert answer.status_code == 302
        return client

    return as_user


@pytest.fixture
def samira(sign_in) -> FlaskClient:
    """Samira handles complaints."""
    return sign_in("samira")


@pytest.fixture
def hanna(sign_in) -> FlaskClient:
    """Hanna coordinates complaints."""
    return sign_in("hanna")

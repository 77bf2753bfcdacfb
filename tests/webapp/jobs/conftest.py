"""Everything here runs on both databases."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_postgres")())
    return str(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'aantafel.db')}")

import tomllib
from pathlib import Path

import pytest

from engine.awb import Calendar

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def calendar():
    """The calendar that we ship."""
    return Calendar.from_mapping(tomllib.loads((ROOT / "processes/kalender.toml").read_text("utf-8")))

from pathlib import Path

import pytest

from engine.bundle import Bundle

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shipped() -> Bundle:
    """The processes that Aan Tafel ships."""
    return Bundle.read(ROOT)

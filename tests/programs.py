"""Programs that tests drive and that pip cannot install."""

import os
import shutil
from pathlib import Path

import pytest


def skip_or_fail(reason: str) -> None:
    """Skip a test that cannot run here, unless everything must run (AANTAFEL_REQUIRE_ALL=1)."""
    if os.environ.get("AANTAFEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def program(*names: str, package: str) -> Path:
    """Return where the first of `names` is; without any of them the test cannot run."""
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    skip_or_fail(f"{names[0]} is missing: apt install {package}")
    raise AssertionError("unreachable")


def chromium() -> Path:
    return program("chromium", "chromium-browser", "google-chrome", package="chromium")

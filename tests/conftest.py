"""What every test shares. Fixtures of one part of the product live in that part's own conftest."""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must be installed, a test that skips for want of a program has failed.

    A build server sets AANTAFEL_REQUIRE_ALL=1. Marks (`skipif`) are left alone: they are for data
    that lives outside this repository; a missing program is a `pytest.skip()` in the test or fixture.
    """
    report = yield
    by_mark = any(item.iter_markers("skipif")) or any(item.iter_markers("skip"))
    required = os.environ.get("AANTAFEL_REQUIRE_ALL") == "1" and not by_mark
    if required and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Not run, though everything is required here: {report.longrepr}"
    return report

"""The bundle in this repository can be published as it is."""

from pathlib import Path

import pytest

from engine.bundle import Bundle
from engine.check import check
from tests.counting import counted

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(ROOT)


def test_the_shipped_bundle_has_no_findings(shipped):
    assert [str(finding) for finding in check(shipped)] == []


def test_checking_it_asks_a_bounded_amount_of_work(shipped):
    """Two or three seconds of computing; one walk that explodes costs a multiple of it."""
    with counted(10_000_000):
        check(shipped)

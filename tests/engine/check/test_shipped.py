"""The bundle in this repository can be published as it is."""

import time
from pathlib import Path

import pytest

from engine.bundle import Bundle
from engine.check import check

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(ROOT)


def test_the_shipped_bundle_has_no_findings(shipped):
    assert [str(finding) for finding in check(shipped)] == []


def test_checking_it_is_a_matter_of_seconds(shipped):
    begin = time.process_time()
    check(shipped)
    assert time.process_time() - begin < 20  # a walk that explodes takes minutes, or gives up

"""Work, counted instead of timed: what explodes is caught on any machine, and a slow moment fails nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

import pytest


@dataclass
class Work:
    """How much was done: calls of functions, those written in C included."""

    half_calls: int = 0  # a call and its return each count

    @property
    def calls(self) -> int:
        return self.half_calls // 2


@contextmanager
def counted(most: int = sys.maxsize) -> Iterator[Work]:
    """Count the calls inside the block, in this thread; end the test as soon as there are more than `most`.

    It cannot see into a single call in C that never ends; then the test does not end either.
    """
    work, before = Work(), sys.getprofile()

    def count(_frame: FrameType, _event: str, _argument: object) -> None:
        work.half_calls += 1
        if work.half_calls > 2 * most:
            pytest.fail(f"this takes more than {most:,} calls", pytrace=False)

    sys.setprofile(count)
    try:
        yield work
    finally:
        sys.setprofile(before)

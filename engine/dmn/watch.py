"""Lets somebody look on while decision tables decide: which rules applied?

Nobody does while cases run; then the only cost is one look at an empty variable per table.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Hit = tuple[str, int]  # id of the table, number of the rule from 1
_seen: ContextVar[set[Hit] | None] = ContextVar("seen", default=None)


@contextmanager
def watched() -> Iterator[set[Hit]]:
    """Yield a set that fills with every rule that applies inside the block, in this thread."""
    hits: set[Hit] = set()
    token = _seen.set(hits)
    try:
        yield hits
    finally:
        _seen.reset(token)


def tell(table: str, numbers: Iterable[int]) -> None:
    """Tell who watches, if anybody, that these rules of `table` applied."""
    seen = _seen.get()
    if seen is not None:
        seen.update((table, number) for number in numbers)

"""Searching by the beginnings of words (ADR 0014): how frequent they are decides where a list starts.

A rare word leads to its few cases. Words that are everywhere are checked on the walk along the order of the
list, which finds a page of them soon.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal, select

from webapp.store.models import CaseWord
from webapp.store.questions import ask, plain

RARE = 2_500  # cases with a word; beyond this every page finds enough of them on its walk
_END = "\U0010ffff"


def frequencies(words: Sequence[str], *, is_open: bool = True) -> Mapping[str, int]:
    """Return in how many open (or closed) cases each beginning of a word occurs, up to a little beyond
    `RARE`."""
    if not words:
        return {}
    limits = {f"from_{place}": word for place, word in enumerate(words)}
    limits |= {f"to_{place}": word + _END for place, word in enumerate(words)}
    row = ask(_counting(len(words), RARE), limits | {"is_open": is_open}).one()
    return dict(zip(words, row, strict=True))


@lru_cache(maxsize=32)
def _counting(words: int, most: int) -> Any:
    counted = []
    for place in range(words):
        begins = CaseWord.word.between(bindparam(f"from_{place}"), bindparam(f"to_{place}"))
        some = select(literal(1)).where(CaseWord.open == bindparam("is_open"), begins).limit(most + 1)
        counted.append(select(func.count()).select_from(some.subquery(f"word_{place}")).scalar_subquery())
    return plain(select(*(one.label(f"n{place}") for place, one in enumerate(counted))))


def rarest(words: Sequence[str], found_in: Mapping[str, int]) -> str | None:
    """Return the word to start from; None when all of them are everywhere."""
    best = min(words, key=lambda word: found_in[word])
    return best if found_in[best] <= RARE else None


def with_words(case_id: Any, words: Sequence[str], start: str | None, *, is_open: bool = True) -> list[Any]:
    """Return the conditions that the case in this column has all these words, found by way of `start`."""
    conditions = []
    if start is not None:
        first = select(CaseWord.case_id).where(CaseWord.open == literal(is_open), _begins(start))
        conditions.append(case_id.in_(first))
    others = (and_(CaseWord.case_id == case_id, _begins(word)) for word in words if word != start)
    return conditions + [exists(literal(1)).where(other) for other in others]


def _begins(word: str) -> Any:
    return and_(CaseWord.word >= word, CaseWord.word < word + _END)

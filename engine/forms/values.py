"""Nested answers and dotted paths: `inwoner.naam` lives in `{"inwoner": {"naam": ...}}`."""

from collections.abc import Mapping
from typing import Any

MISSING: Any = object()


def get(answers: Mapping[str, Any], path: str) -> Any:
    """Return the answer at `path`, whether `answers` is nested or has dotted keys; MISSING when absent."""
    if path in answers:
        return answers[path]
    head, dot, rest = path.partition(".")
    inner = answers.get(head)
    return get(inner, rest) if dot and isinstance(inner, Mapping) else MISSING


def put(answers: dict[str, Any], path: str, value: Any) -> None:
    """Set the answer at `path`, making the dictionaries on the way."""
    *parents, last = path.split(".")
    for parent in parents:
        answers = answers.setdefault(parent, {})
    answers[last] = value


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return `below` with the leaves of `above` laid over it; neither is changed."""
    result = dict(below)
    for key, value in above.items():
        under = result.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            result[key] = merged(under, value)
        else:
            result[key] = value
    return result

"""Steps of the engine, small enough to keep: a list of lists, empty tails cut off."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from engine import Step

_NAMES = tuple(field.name for field in fields(Step))
_EMPTY = ("", {})


def pack(steps: Sequence[Step]) -> list[list[Any]] | None:
    """Return `steps` as plain values; None when there are none."""
    return [_trimmed([getattr(step, name) for name in _NAMES]) for step in steps] or None


def unpack(packed: Sequence[Sequence[Any]] | None) -> tuple[Step, ...]:
    """Return the steps that :func:`pack` wrote."""
    return tuple(Step(*values) for values in packed or ())


def _trimmed(values: list[Any]) -> list[Any]:
    while values and values[-1] in _EMPTY:
        values.pop()
    return values

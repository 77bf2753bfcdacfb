"""What one expression may cost. Diagrams come from outside, so every quantity has a ceiling.

The ceilings are far above honest use: the largest expression in a real decision model has about
a hundred nodes. They are chosen so that whatever is asked, the answer or refusal comes in milliseconds.
"""

from collections.abc import Mapping, Sized
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from engine.feel.errors import FeelLimitError

Sizeable = TypeVar("Sizeable", bound=Sized)

MAX_SOURCE = 4_000  # characters
MAX_NODES = 500
MAX_TOKENS = 1_500
MAX_DEPTH = 80
MAX_STEPS = 20_000  # node evaluations inside loops and calls, plus data touched by functions
MAX_CALLS = 16  # nested calls of user defined functions
MAX_ITEMS = 10_000  # items of a list or context, characters of a text
MAX_WEIGHT = 20_000  # items and characters of a nested value, counted as if nothing is shared
MAX_VALUE_DEPTH = 20
MAX_POWER = 50  # digits of the outcome of a power; nobody counts further by raising to a power
MAX_INT = 10**34  # FEEL numbers have 34 digits

SCALARS = frozenset({type(None), bool, int, str, Decimal, date, datetime, time, timedelta})


def size_checked(value: Sizeable) -> Sizeable:
    """Return `value` (text, list or context) unless it is too large."""
    if len(value) > MAX_ITEMS:
        raise FeelLimitError(f"De uitkomst is te groot: meer dan {MAX_ITEMS} tekens of onderdelen.")
    return value


def weigh(value: Any) -> int:
    """Return the number of items in `value`, counting shared parts each time they occur.

    A list of lists of the same list is small in memory and endless on paper; work that walks
    through a value weighs it first. Raises FeelLimitError above MAX_WEIGHT or MAX_VALUE_DEPTH.
    """
    weight, todo = 0, [(value, 0)]
    while todo:
        part, depth = todo.pop()
        weight += 1
        if weight > MAX_WEIGHT or depth > MAX_VALUE_DEPTH:
            raise FeelLimitError("De waarde is te groot of te diep genest.")
        if isinstance(part, str):
            weight += len(part) >> 4
        elif isinstance(part, Mapping):
            todo.extend((item, depth + 1) for item in part.values())
            weight += len(part)
        elif isinstance(part, (list, tuple)):
            weight += len(part)
            if weight <= MAX_WEIGHT:
                todo.extend((item, depth + 1) for item in part)
    return weight

"""Numbers as they are written."""

from decimal import DecimalException

from engine.feel.errors import FeelLimitError
from engine.feel.values import CONTEXT, Value


def number(text: str) -> Value:
    """Return a whole number as int, another as Decimal of at most 34 digits."""
    if text.isdigit() and len(text) <= 34:
        return int(text)
    try:
        return CONTEXT.create_decimal(text)
    except DecimalException as error:
        raise FeelLimitError(f"Het getal {text[:40]} is te groot.") from error

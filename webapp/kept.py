"""Answers that may be a minute old, kept with the application: counting all is too much for each page."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import current_app

from webapp.clock import now

Answer = TypeVar("Answer")
KEPT_FOR = timedelta(minutes=1)


def for_a_minute(ask: Callable[[], Answer]) -> Answer:
    """Return what `ask` answers, or what it answered at most a minute ago."""
    kept: dict[Any, tuple[datetime, Any]] = current_app.extensions.setdefault("aantafel_kept", {})
    found = kept.get(ask)
    if found is None or not timedelta() <= now() - found[0] < KEPT_FOR:
        found = kept[ask] = now(), ask()
    answer: Answer = found[1]
    return answer

"""Answers that may be a minute old, kept with the application: counting all is too much for each page."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import current_app

from webapp.clock import now

Answer = TypeVar("Answer")
KEPT_FOR = timedelta(minutes=1)
MOST = 500  # answers; beyond it those that are too old are put away


def for_a_minute(ask: Callable[[], Answer], key: Hashable = None) -> Answer:
    """Return what `ask` answers, or what it answered under this key (its own name) at most a minute ago."""
    kept: dict[Hashable, tuple[datetime, Any]] = current_app.extensions.setdefault("aantafel_kept", {})
    moment, name = now(), key or ask
    found = kept.get(name)
    if found is None or not _is_fresh(found[0], moment):
        if len(kept) >= MOST:
            for old in [one for one, (at, _) in list(kept.items()) if not _is_fresh(at, moment)]:
                kept.pop(old, None)
        found = kept[name] = moment, ask()
    answer: Answer = found[1]
    return answer


def _is_fresh(at: datetime, moment: datetime) -> bool:
    return timedelta() <= moment - at < KEPT_FOR

"""What is asked once while a page is shown, and then known until it is sent."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import has_request_context, request

Found = TypeVar("Found")


def asked_once(name: str, ask: Callable[[], Found]) -> Found:
    """Return what `ask` gives; while a page is only shown, it is asked once."""
    kept = _kept()
    if kept is None:
        return ask()
    if name not in kept:
        kept[name] = ask()
    found: Found = kept[name]
    return found


def known(**found: Any) -> None:
    """Keep what came along with another question; a page that changes something asks again."""
    kept = _kept()
    if kept is not None:
        kept.update(found)


def _kept() -> dict[str, Any] | None:
    if not has_request_context() or request.method != "GET":
        return None
    kept: dict[str, Any] = request.environ.setdefault("aantafel.asked_once", {})
    return kept

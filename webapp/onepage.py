"""What is asked once while a page is shown, and then known until it is sent."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import has_request_context, request

Found = TypeVar("Found")
_KEPT, _READY = "aantafel.asked_once", "aantafel.ready"


def asked_once(name: str, ask: Callable[[], Found]) -> Found:
    """Return what `ask` gives; while a page is only shown, it is asked once."""
    if not only_shown():
        return ask()
    kept = _here(_KEPT)
    if name not in kept:
        kept[name] = ask()
    found: Found = kept[name]
    return found


def known(**found: Any) -> None:
    """Keep what came along with another question; a page that changes something asks again."""
    if only_shown():
        _here(_KEPT).update(found)


def make_ready(answers: Mapping[Any, Any]) -> None:
    """Lay answers ready, by name, for who will ask: see :func:`taken_ready`."""
    if only_shown():
        _here(_READY).update(answers)


def taken_ready(name: Callable[[], Any]) -> Any:
    """Take away the answer that lies ready under this name; None when there is none.

    It is given once: who asks again may have changed something in between.
    """
    if not has_request_context() or not (ready := request.environ.get(_READY)):
        return None
    return ready.pop(name(), None)


def is_ready(name: Any) -> bool:
    """Whether an answer lies ready under this name."""
    return only_shown() and name in _here(_READY)


def only_shown() -> bool:
    """Whether a page is being made that changes nothing."""
    return has_request_context() and request.method == "GET"


def _here(shelf: str) -> dict[Any, Any]:
    found: dict[Any, Any] = request.environ.setdefault(shelf, {})
    return found

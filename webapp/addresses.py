"""Addresses of pages, built once: a list of tasks asks for more than a hundred of them.

An address within the site depends on the route, its values and where the site is mounted, on nothing else.
"""

from functools import lru_cache
from typing import Any

from flask import Flask, request

_ANCHOR = "_anchor"
KEPT = 8192  # addresses, of some hundred bytes each


class AddressedFlask(Flask):
    """A Flask that remembers the addresses it built."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._kept = lru_cache(maxsize=KEPT)(self._built)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Build an address, or give the one that was built before."""
        # Flask's own `url_for` names all it might be told as None, and an address leaves out what is None.
        given = tuple((name, value) for name, value in values.items() if value is not None)
        is_plain = all(
            type(value) in (str, int) and (name[0] != "_" or name == _ANCHOR) for name, value in given
        )
        if not request or endpoint[0] == "." or not is_plain:
            return super().url_for(endpoint, **values)
        return self._kept(request.script_root, endpoint, given)

    def _built(self, _mounted: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return super().url_for(endpoint, **dict(values))

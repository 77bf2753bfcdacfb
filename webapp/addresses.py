"""Addresses of pages, built once: a list of tasks asks for more than a hundred of them.

An address within the site depends on the route, its values and where the site is mounted, on nothing else.
The address of a style sheet, script or picture tells what is in it, so that a browser keeps it for good and
fetches a new one only after an update.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from werkzeug.routing import Rule
from werkzeug.utils import safe_join

from webapp.templating import PageEnvironment

_ANCHOR = "_anchor"
KEPT = 8192  # addresses, of some hundred bytes each
FILES = "static"  # endpoint
VERSION = "v"
A_YEAR = 365 * 24 * 60 * 60  # seconds


class LazyRule(Rule):
    """A route that learns to build its addresses when the first one is asked for.

    Compiling both builders of each of some two hundred routes takes most of the time of a start. They
    depend on the route alone, so all applications of one process share them.
    """

    _made: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = super()._compile_builder
        key = (self.rule, self.host, self.subdomain, repr(self.defaults), append_unknown)

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            if key not in self._made:
                self._made[key] = compiled(append_unknown)
            return self._made[key](rule, **values)

        return build


class AddressedFlask(Flask):
    """A Flask that remembers the addresses it built."""

    jinja_environment = PageEnvironment
    url_rule_class = LazyRule

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._kept = lru_cache(maxsize=KEPT)(self._built)

    def url_for(self, endpoint: str, **values: Any) -> str:
        """Build an address, or give the one that was built before."""
        # Flask's own `url_for` names all it might be told as None, and an address leaves out what is None.
        given = []
        for told in values.items():
            name, value = told
            if value is None:
                continue
            if type(value) not in (str, int) or (name[0] == "_" and name != _ANCHOR):
                return super().url_for(endpoint, **values)
            given.append(told)
        if endpoint[0] == "." or not has_request_context():
            return super().url_for(endpoint, **values)
        return self._kept(request.script_root, endpoint, tuple(given))

    def _built(self, _mounted: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        given = dict(values)
        if endpoint == FILES and (version := self._version_of(given["filename"])):
            given[VERSION] = version
        return super().url_for(endpoint, **given)

    def get_send_file_max_age(self, filename: str | None) -> int | None:
        """Return for how long a browser need not ask again, in seconds."""
        is_of_now = bool(filename) and request.args.get(VERSION) == self._version_of(str(filename))
        return A_YEAR if is_of_now else super().get_send_file_max_age(filename)

    @lru_cache(maxsize=KEPT)  # noqa: B019  an application lives as long as the process
    def _version_of(self, filename: str) -> str:
        found = safe_join(self.static_folder or "", filename)
        is_ours = found is not None and Path(found).is_file()
        return sha256(Path(str(found)).read_bytes()).hexdigest()[:10] if is_ours else ""

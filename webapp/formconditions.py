"""Conditions of questions on their way to the browser.

`forms.js` evaluates the trees of :mod:`engine.forms.browser`. It knows the answers on the page and nothing
else, so facts of the case go along as values: only those that a condition reads.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

IN_BROWSER = frozenset(
    ("text", "textarea", "email", "tel", "number", "date", "checkbox", "radio", "select", "checklist")
)


class ServerOnly(Exception):
    """This condition cannot travel to the browser."""


def to_browser(condition: Any, kinds: Mapping[str, str], context: Mapping[str, Any]) -> str:
    """Return the condition as JSON; raise :class:`ServerOnly` when the browser cannot evaluate it.

    `kinds` has the kind of every question the condition can read, by path.
    """
    if condition.tree is None:
        raise ServerOnly
    return json.dumps(_bound(condition.tree, kinds, context), separators=(",", ":"))


def _bound(tree: list[Any], kinds: Mapping[str, str], context: Mapping[str, Any]) -> list[Any]:
    """Replace what is not on the page by its value; that stays the same while somebody types."""
    if tree[0] != "name":
        return [_bound(part, kinds, context) if isinstance(part, list) else part for part in tree]
    path = ".".join(tree[1:])
    if kinds.get(path) in IN_BROWSER:
        return ["name", path]
    if any(f"{path}.".startswith(f"{asked}.") or asked.startswith(f"{path}.") for asked in kinds):
        raise ServerOnly
    return _literal(_fact(context, tree[1:]))


def _fact(context: Any, steps: list[str]) -> Any:
    for step in steps:
        context = context.get(step) if isinstance(context, Mapping) else None
    return context


def _literal(value: Any) -> list[Any]:
    match value:
        case None | bool() | int() | str():
            return ["value", value]
        case Decimal():
            return ["value", float(value)]
        case date() if not isinstance(value, datetime):
            return ["date", value.isoformat()]
        case list() | tuple():
            return ["list", *(_literal(item) for item in value)]
    raise ServerOnly

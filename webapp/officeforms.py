"""Small forms that belong to the office rather than to a step of a diagram, drawn with the same parts.

Facts such as the day of receipt are no business of a process owner: the law computes with them. So these
forms stand in the program; how they look, check dates and word faults is that of all forms.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from engine import Form, parse_form

Component = Mapping[str, Any]


def form(name: str, components: Sequence[Component]) -> Form:
    """Return a form of these components."""
    drawn = {"type": "default", "id": name, "schemaVersion": 18, "components": list(components)}
    return parse_form(json.dumps(drawn).encode(), f"{name}.form")


def group(name: str, label: str, components: Sequence[Component], **other: Any) -> Component:
    return {"type": "group", "id": name, "label": label, "components": list(components), **other}


def paragraph(name: str, text: str) -> Component:
    return {"type": "text", "id": name, "text": text}


def text(key: str, label: str, *, hint: str = "", required: bool = False, **other: Any) -> Component:
    """A line of text. `kind` "email" or "phone" checks it, `pattern` narrows it, `lines` makes it a field."""
    kind, pattern = other.pop("kind", ""), other.pop("pattern", "")
    longest, lines = other.pop("longest", 200), other.pop("lines", False)
    checks = {"required": required, "maxLength": longest, "validationType": kind, "pattern": pattern}
    asked = _question("textarea" if lines else "textfield", key, hint, other) | {"label": label}
    return asked | {"validate": {name: value for name, value in checks.items() if value}}


def choice(
    key: str, label: str, options: Mapping[str, str], *, hint: str = "", required: bool = False, **other: Any
) -> Component:
    values = [{"value": value, "label": words} for value, words in options.items()]
    asked = _question("radio", key, hint, other) | {"label": label, "values": values}
    return asked | {"validate": {"required": True}} if required else asked


def day(key: str, label: str, *, hint: str = "", required: bool = False, **other: Any) -> Component:
    asked = _question("datetime", key, hint, other) | {"dateLabel": label, "subtype": "date"}
    return asked | {"validate": {"required": True}} if required else asked


def tick(key: str, label: str, *, hint: str = "", **other: Any) -> Component:
    return _question("checkbox", key, hint, other) | {"label": label}


def _question(kind: str, key: str, hint: str, other: Mapping[str, Any]) -> dict[str, Any]:
    """`hide` is the FEEL condition under which a question is not asked."""
    asked: dict[str, Any] = {"type": kind, "id": key.replace(".", "_"), "key": key}
    if hint:
        asked["description"] = hint
    if hide := other.get("hide"):
        asked["conditional"] = {"hide": f"={hide}"}
    return asked

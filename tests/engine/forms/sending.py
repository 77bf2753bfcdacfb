"""Sends answers to a form as a browser does."""

from collections.abc import Mapping
from typing import Any

from engine.forms import Form, FormResult


class Sent:
    """What a browser sends: any number of texts under a name."""

    def __init__(self, given: Mapping[str, str | list[str]]) -> None:
        self.given = given

    def getlist(self, key: str) -> list[str]:
        found = self.given.get(key, [])
        return [found] if isinstance(found, str) else found


def load(form: Form, **sent: str | list[str]) -> FormResult:
    return form.load_html(Sent({name.replace("__", "."): value for name, value in sent.items()}))


def question(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": "veld", "label": "Uw antwoord", **more}

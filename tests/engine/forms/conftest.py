"""Forms written down in a few words."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.forms import Form, parse_form

Json = dict[str, Any]


def document(*components: Json) -> bytes:
    """A form-js file with these components; ids are filled in."""
    with_ids = [_with_id(component) for component in components]
    return json.dumps({"type": "default", "id": "proef", "components": with_ids}, indent=1).encode()


def _with_id(component: Json) -> Json:
    name = str(component.get("key") or component.get("path") or component["type"]).replace(".", "_")
    inner = [_with_id(child) for child in component.get("components", [])]
    return {"id": f"c_{name}", **component, **({"components": inner} if inner else {})}


@pytest.fixture(scope="session")
def draw() -> Callable[..., bytes]:
    return document


@pytest.fixture(scope="session")
def build() -> Callable[..., Form]:
    return lambda *components: parse_form(document(*components), "proef")


@pytest.fixture(scope="session")
def call_form() -> Form:
    """Calling a resident: one question opens the next, with one of every kind of question."""
    return parse_form(document(*CALL), "bellen")


def options(*values: str) -> list[Json]:
    return [{"value": value, "label": value.capitalize()} for value in values]


CALL: tuple[Json, ...] = (
    {
        "type": "radio",
        "key": "bereikt",
        "label": "Heeft u de inwoner gesproken?",
        "values": options("ja", "nee"),
        "validate": {"required": True},
    },
    {
        "type": "datetime",
        "subtype": "date",
        "key": "opnieuw",
        "dateLabel": "Wanneer belt u opnieuw?",
        "validate": {"required": True},
        "conditional": {"hide": '=bereikt != "nee"'},
    },
    {
        "type": "group",
        "id": "gesprek",
        "label": "Het gesprek",
        "conditional": {"hide": '=bereikt != "ja"'},
        "components": [
            {
                "type": "textarea",
                "key": "verslag.kern",
                "label": "Kern van het gesprek",
                "validate": {"required": True, "minLength": 5, "maxLength": 200},
            },
            {"type": "datetime", "subtype": "time", "key": "verslag.tijd", "timeLabel": "Hoe laat?"},
            {"type": "datetime", "subtype": "datetime", "key": "verslag.moment", "dateLabel": "Wanneer?"},
            {
                "type": "number",
                "key": "minuten",
                "label": "Hoeveel minuten?",
                "validate": {"min": 1, "max": 600},
            },
            {"type": "checkbox", "key": "tevreden", "label": "De inwoner is tevreden"},
            {
                "type": "checklist",
                "key": "afspraken",
                "label": "Wat is er afgesproken?",
                "values": options("excuses", "gesprek", "herstel"),
                "conditional": {"hide": "=tevreden != true"},
            },
            {
                "type": "select",
                "key": "vervolg",
                "label": "Hoe verder?",
                "values": options("bellen", "schrijven"),
                "conditional": {"hide": '=not(list contains(afspraken, "gesprek"))'},
                "validate": {"required": True},
            },
        ],
    },
    {
        "type": "dynamiclist",
        "path": "acties",
        "label": "Actie",
        "properties": {"maximaal": "3"},
        "components": [
            {"type": "textfield", "key": "wat", "label": "Wat gaat u doen?", "validate": {"required": True}},
            {"type": "checkbox", "key": "later", "label": "Dit doe ik later"},
            {
                "type": "datetime",
                "subtype": "date",
                "key": "wanneer",
                "dateLabel": "Wanneer dan?",
                "conditional": {"hide": "=later != true"},
                "validate": {"required": True},
            },
        ],
    },
)

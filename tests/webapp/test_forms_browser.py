"""Forms in a real browser: questions come and go while somebody answers, rows come and go too."""

import json
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, expect

from engine import parse_form
from tests.programs import chromium
from webapp.formview import Attempt, form_view

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::pytest.PytestRemovedIn10Warning"),  # of the plugin pytest-base-url
]

WEBAPP = Path(__file__).parents[2] / "webapp"
PAGE = """{% from 'forms/fields.html' import error_summary, form_fields with context %}
<!doctype html><html lang="nl"><body>
<form>{{ error_summary(view) }}{{ form_fields(view) }}</form></body></html>"""
YES_NO = [{"value": "ja", "label": "Ja"}, {"value": "nee", "label": "Nee"}]
FORM: list[dict[str, Any]] = [
    {"id": "a", "type": "radio", "key": "bereikt", "label": "Gesproken?", "values": YES_NO},
    {
        "id": "b",
        "type": "datetime",
        "key": "dag",
        "dateLabel": "Uw dag",
        "validate": {"required": True},
        "conditional": {"hide": '=bereikt != "ja"'},
    },
    {
        "id": "c",
        "type": "textfield",
        "key": "inwoner.reden",
        "label": "Uw reden",
        "conditional": {"hide": '=dag = null or dag < date("2026-03-24")'},
    },
    {
        "id": "d",
        "type": "number",
        "key": "bedrag",
        "label": "Uw bedrag",
        "conditional": {"hide": "=inwoner.reden = null"},
    },
    {
        "id": "r",
        "type": "dynamiclist",
        "path": "acties",
        "label": "Actie",
        "properties": {"maximaal": "2"},
        "components": [
            {"id": "r1", "type": "textfield", "key": "wat", "label": "Wat?"},
            {"id": "r2", "type": "checkbox", "key": "later", "label": "Later"},
            {
                "id": "r3",
                "type": "textfield",
                "key": "waarom",
                "label": "Waarom?",
                "conditional": {"hide": '=later != true or bereikt = "nee"'},
            },
        ],
    },
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": str(chromium()),
        "args": ["--no-sandbox", "--disable-gpu"],
    }


def show(page: Page, attempt: Attempt = "new") -> None:
    templates = Environment(loader=FileSystemLoader(WEBAPP / "templates"), autoescape=True)
    templates.globals["url_for"] = lambda endpoint, filename: f"#{filename}"
    form = parse_form(json.dumps({"components": FORM}).encode(), "proef")
    view = form_view(form, form.load_raw({**form.initial(), "bereikt": "ja"}), attempt=attempt)
    page.set_content(templates.from_string(PAGE).render(view=view))
    page.add_script_tag(path=WEBAPP / "static/js/forms.js")


def test_questions_come_and_go_as_answers_change(page: Page) -> None:
    show(page)
    reason, amount = page.locator("[name='inwoner.reden']"), page.locator("[name=bedrag]")
    expect(page.get_by_label("Dag")).to_be_visible()
    expect(reason).to_be_hidden()
    for box, text in (("Dag", "24"), ("Maand", "maart"), ("Jaar", "2026")):
        page.get_by_label(box).fill(text)
    expect(reason).to_be_visible()
    expect(amount).to_be_hidden()
    reason.fill("omdat")
    expect(amount).to_be_visible()
    page.get_by_label("Nee").check()  # takes the date away, and with it all that hung on the date
    expect(page.get_by_label("Dag")).to_be_hidden()
    expect(amount).to_be_hidden()


def test_rows_can_be_added_up_to_the_maximum_and_taken_away(page: Page) -> None:
    show(page)
    add = page.get_by_role("button", name="Nog een toevoegen")
    add.click()
    expect(add).to_be_hidden()
    second = page.locator("[name='acties.1.wat']")
    expect(second).to_be_focused()
    second.fill("Bellen")
    page.locator("#v-acties-1-r2").check()
    expect(page.locator("[name='acties.1.waarom']")).to_be_visible()
    expect(page.locator("[name='acties.0.waarom']")).to_be_hidden()
    page.get_by_role("button", name="Verwijderen: Actie 1").click()
    expect(page.locator("[data-row] > legend")).to_have_text(["Actie 1"])
    expect(second).to_have_value("Bellen")
    expect(add).to_be_visible()


def test_a_condition_in_a_row_also_reads_the_form(page: Page) -> None:
    show(page)
    page.locator("#v-acties-0-r2").check()
    why = page.locator("[name='acties.0.waarom']")
    expect(why).to_be_visible()
    page.get_by_label("Nee").check()
    expect(why).to_be_hidden()


def test_the_list_of_errors_takes_the_focus(page: Page) -> None:
    show(page, "submit")
    expect(page.locator("#fouten")).to_be_focused()
    page.get_by_role("link", name="Vul uw dag in").click()
    expect(page.get_by_label("Dag")).to_be_focused()

"""The process owner changes a diagram in the browser, and finds the change in the draft."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import assert_no_barriers

pytestmark = pytest.mark.browser

# What is wrong inside the editors of bpmn.io is theirs to mend; the plain text page is the other way in.
EDITORS = {"include": [["body"]], "exclude": [[".editor__canvas"], [".bio-properties-panel"]]}


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_selector("html[data-klaar]")


def test_a_step_gets_another_name_and_a_term_and_the_draft_has_both(sign_in, page):
    sign_in("Eva", "/werkwijze")
    assert_no_barriers(page)
    page.get_by_label("Wat gaat u veranderen?").fill("Nabellen")
    page.get_by_role("button", name="Begin een ontwerp").click()
    draft = page.url
    assert_no_barriers(page)

    opened(page, f"{draft}/schema/nazorg?element=nazorggesprek")
    panel = page.get_by_role("region", name="Eigenschappen van de gekozen stap")
    expect(panel.get_by_label("Wie doet dit?")).to_be_visible()
    panel.get_by_label("Voldoet aan termijn").select_option("")
    page.locator('[data-element-id="nazorggesprek"].djs-shape').dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Nabellen met de inwoner")
    page.keyboard.press("Enter")
    page.locator(".djs-container svg").first.click(position={"x": 500, "y": 20})
    expect(page.locator("[data-state]")).to_have_text("Bewaard")
    expect(page.locator("[data-verdict]")).to_contain_text("dit bestand", timeout=60_000)
    assert_no_barriers(page, EDITORS)

    text = page.request.get(f"{draft}/ophalen/processes/bpmn/nazorg.bpmn").text()
    assert 'id="nazorggesprek" name="Nabellen met de inwoner"' in text
    assert 'name="voldoet_aan"' not in text.split('id="nazorggesprek"')[1].split("</bpmn:userTask>")[0]

    opened(page, f"{draft}/formulier/nazorg/nazorggesprek")
    for place in ("[data-canvas]", "[data-preview]"):  # as it is drawn, and as the case worker will see it
        expect(page.locator(place).get_by_text("Heeft u de inwoner gesproken?")).to_be_visible()
    opened(page, f"{draft}/tabel/triage")
    expect(page.get_by_text("Welk gevaar meldt de inwoner?")).to_be_visible()
    page.goto(draft)
    expect(page.get_by_text("processes/bpmn/nazorg.bpmn, door Eva Blanken")).to_be_visible()
    assert page.problems == []

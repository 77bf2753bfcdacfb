"""The process owner walks a case through a draft, keeps it as a scenario, and adds a line to that."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import assert_no_barriers

pytestmark = pytest.mark.browser


def test_a_case_walked_by_hand_becomes_a_scenario_that_comes_out(sign_in, page):
    sign_in("Eva", "/werkwijze")
    page.get_by_label("Wat gaat u veranderen?").fill("Naspelen")
    page.get_by_role("button", name="Begin een ontwerp").click()
    draft = page.url
    page.get_by_role("link", name="Speel na").click()
    page.get_by_role("link", name="Jaarlijkse publicatie").click()
    page.get_by_role("button", name="Vul verzonnen gegevens in").click()
    page.get_by_role("button", name="Begin met naspelen").click()
    assert_no_barriers(page)

    slide = page.get_by_label("Schuif naar een dag")
    slide.focus()
    page.keyboard.press("ArrowRight")
    expect(slide).to_have_attribute("aria-valuetext", "woensdag 18 november 2026")
    page.get_by_role("button", name="Ga naar deze dag").click()
    expect(page.locator(".rehearsal__day")).to_contain_text("18 november 2026")
    page.get_by_role("button", name="Vul verzonnen antwoorden in").click()
    page.get_by_role("button", name="Rond af").click()
    expect(page.get_by_role("heading", name="Publicatie op privacy toetsen")).to_be_visible()
    page.get_by_role("button", name="Stap terug").click()
    expect(page.get_by_role("heading", name="Cijfers verzamelen", exact=True)).to_be_visible()

    page.get_by_role("link", name="Neem op als scenario").click()
    page.get_by_label("Hoe heet dit scenario?").fill("Cijfers blijven uit")
    page.get_by_role("button", name="Neem op").click()
    text = page.get_by_label("Tekst")
    expect(text).to_have_attribute("data-klaar", "ja")
    text.press("Control+End")
    text.press_sequentially('    En staat de taak "Cijf')
    expect(page.get_by_role("option", name="Cijfers verzamelen")).to_be_visible()
    text.press("ArrowDown")
    assert_no_barriers(page)
    text.press("Enter")
    text.press_sequentially(' open voor de rol "Klachtenc')
    text.press("ArrowDown")
    text.press("Enter")
    assert text.input_value().endswith(
        'En staat de taak "Cijfers verzamelen" open voor de rol "Klachtencoördinator"'
    )
    page.get_by_role("button", name="Bewaar en speel na").click()
    expect(page.get_by_role("heading", name="Alles komt uit zoals u schreef")).to_be_visible()

    page.goto(f"{draft}/scenarios")
    expect(page.get_by_text("Tot nu toe komt alles uit.")).to_be_visible()
    assert_no_barriers(page)
    assert page.problems == []

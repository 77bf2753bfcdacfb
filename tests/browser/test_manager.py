"""A manager finds a case that is about to be late, and prevents it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TUESDAY
from tests.browser.test_pages import assert_no_barriers
from webapp import outlook

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


def test_a_manager_finds_and_prevents_a_late_case(sign_in, site):
    with site.app_context():
        outlook.refresh(TUESDAY)  # what the clock does in a running installation
    page = sign_in("Hanna Vermeer", "/termijnen")
    sentence, advice = page.locator(".headline__words"), page.locator(".headline__advice")
    expect(sentence).to_contain_text(re.compile(r"\d+ open"))
    expect(sentence).to_contain_text("te laat als er niets gebeurt")
    before = sentence.inner_text()
    colleague = re.search(r"(?:naar|aan) (.+?): dan", advice.inner_text())[1]

    # the bar of the week in which it goes wrong, and in it the case
    bar = page.locator("svg.chart--wide a.bar-link[aria-label*='te laat te worden']").last
    week = page.locator(
        "section[aria-labelledby=weken] svg.chart--wide a.bar-link[aria-label*='dreig']"
    ).first
    assert bar.count() == 1
    week.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Termijnen van"))).to_be_visible()
    late = page.locator(".terms tbody tr", has=page.locator(".chance--high")).first
    late.get_by_role("checkbox").check()

    # choose who does it, in place, with what it changes first
    page.get_by_role("button", name="Verdeel de gekozen zaken").click()
    place = page.locator(".divide-place")
    expect(place.get_by_role("heading", name="Taken verdelen")).to_be_focused()
    place.get_by_label("Aan wie?").select_option(label=colleague)
    place.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(place.locator(".divide__effect")).to_contain_text("Daarna")
    assert_no_barriers(page)
    place.get_by_role("button", name=re.compile(rf"Geef \d+ ta\w+ aan {colleague}")).click()

    expect(page.locator("#melding")).to_contain_text(f"naar {colleague}")
    expect(sentence).not_to_have_text(before)
    page.set_viewport_size(PHONE)
    assert_no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Maak dit ongedaan").click()
    expect(sentence).to_have_text(before)
    assert page.problems == []

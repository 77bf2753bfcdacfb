"""A manager finds cases that are about to be late, and prevents it."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import expect

from tests.browser.conftest import TUESDAY
from tests.browser.test_pages import assert_no_barriers
from webapp import commands, outlook
from webapp.store import queries
from webapp.store.queries import Viewer

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
HANNA = Viewer("hanna", ("Klachtencoördinator",))


@pytest.fixture
def all_work_with_samira(site: Flask) -> Iterator[None]:
    """Joost's tasks lie with Samira, and the clock has looked ahead since."""
    with site.app_context():
        tasks = {one.task_id: "joost" for one in queries.open_work() if one.queue == "@joost"}
        given = commands.reassign_many(tasks, "samira", by=HANNA, at=TUESDAY)
        outlook.refresh(TUESDAY)
    yield
    with site.app_context():
        commands.take_back(given.handover or 0, by=HANNA, at=TUESDAY)
        outlook.refresh(TUESDAY)


@pytest.mark.usefixtures("all_work_with_samira")
def test_a_manager_finds_and_prevents_late_cases(sign_in):
    page = sign_in("Hanna Vermeer", "/termijnen")
    sentence = page.locator(".headline__words")
    expect(sentence).to_contain_text(re.compile(r"\d+ open.* te laat als er niets gebeurt"))
    expect(page.locator(".headline__advice")).to_contain_text("van Samira Bakker naar Joost de Graaf: dan")
    before = sentence.inner_text()

    # the bar of the week in which it goes wrong, and in it the cases
    page.locator("[aria-labelledby=weken] .chart--wide a.bar-link[aria-label*=dreig]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("Termijnen van"))).to_be_visible()
    for late in page.locator(".terms tbody tr", has=page.locator(".chance--high")).all():
        late.get_by_role("checkbox").check()

    # choose who does it, in place, and see first what it changes
    page.get_by_role("button", name="Verdeel de gekozen zaken").click()
    place = page.locator(".divide-place")
    expect(place.get_by_role("heading", name="Taken verdelen")).to_be_focused()
    place.get_by_label("Aan wie?").select_option(label="Joost de Graaf")
    place.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(place.locator(".divide__effect")).to_contain_text("Daarna")
    assert_no_barriers(page)
    place.get_by_role("button", name=re.compile(r"Geef \d+ ta\w+ aan Joost")).click()

    expect(page.locator("#melding")).to_contain_text("naar Joost de Graaf")
    expect(sentence).not_to_have_text(before)
    page.set_viewport_size(PHONE)
    assert_no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Maak dit ongedaan").click()
    expect(sentence).to_have_text(before)
    assert page.problems == []

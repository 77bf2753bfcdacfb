"""A change goes from draft to version in use, running cases go along and come back: by clicking alone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import TUESDAY
from tests.browser.test_pages import assert_no_barriers
from webapp import commands, publishing
from webapp.jobs import longwork
from webapp.store import bundles
from webapp.store.db import db
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading

pytestmark = pytest.mark.browser
TERMS = "processes/termijnen.toml"
NORM = "Binnen vijf werkdagen bellen"


@pytest.fixture
def draft(site: Flask, monkeypatch) -> int:
    """A draft in which the resident is called within five working days; the check is tested elsewhere."""
    monkeypatch.setattr(publishing, "check_bundle", lambda _: ())
    with site.app_context():
        eva = Viewer("eva", ("Proceseigenaar",))
        number = commands.start_draft(NORM, by=eva, at=TUESDAY)
        with reading() as store:
            text = store.bundle_files(bundles.current(store.connection))[TERMS].decode()
        text = text.replace('regel = "werkdagen:2"', 'regel = "werkdagen:5"', 1)
        commands.save_draft_file(number, TERMS, text.encode(), seen=0, by=eva, at=TUESDAY)
        db.session.remove()
    return number


def work(site: Flask) -> None:
    with site.app_context():
        longwork.carry_on()
        db.session.remove()


def test_from_draft_to_running_cases_and_back(site, sign_in, page: Page, draft):
    sign_in("Eva", f"/werkwijze/ontwerp/{draft}")
    page.get_by_role("link", name="Proefdraai").click()
    page.get_by_role("button", name="Begin de proefdraai").click()
    expect(page.get_by_label("Zaken nagespeeld")).to_be_visible()
    work(site)
    # The page comes anew by itself.
    expect(page.get_by_role("heading", name="Wat kunnen deze zaken?")).to_be_visible()
    page.get_by_role("link", name="Andere termijn").click()
    assert_no_barriers(page)
    page.get_by_role("checkbox").first.check()
    chosen = page.get_by_role("row").nth(1).get_by_role("link").inner_text().split(":")[0]
    page.get_by_role("button", name="Bewaar de vinkjes").click()
    page.get_by_role("link", name=chosen).click()
    expect(page.get_by_role("heading", name="Op het ontwerp")).to_be_visible()
    assert_no_barriers(page)
    page.go_back()
    page.get_by_role("link", name="Vraag publicatie aan").click()
    assert_no_barriers(page)
    page.get_by_label("Waarom?", exact=True).fill("Twee dagen lukt niet.")
    page.get_by_label("Alleen de aangevinkte zaken").check()
    page.get_by_role("button", name="Vraag publicatie aan").click()
    expect(page.get_by_text("Een andere proceseigenaar beslist.")).to_be_visible()
    request = page.url

    sign_in("Bas", request)
    assert_no_barriers(page)
    page.get_by_role("button", name="Keur goed en publiceer").click()
    page.get_by_role("link", name="Bekijk het omzetten").click()
    work(site)
    expect(page.get_by_text("Draai deze omzetting terug")).to_be_visible()
    expect(page.get_by_role("row", name=chosen)).to_contain_text("Omgezet")
    assert_no_barriers(page)
    page.get_by_text("Draai deze omzetting terug").click()
    page.get_by_label("Waarom?").fill("Toch niet.")
    page.get_by_role("button", name="Zet 1 zaak terug").click()
    work(site)
    expect(page.get_by_role("row", name=chosen)).to_contain_text("Teruggedraaid")
    page.goto("/werkwijze/versies")
    expect(page.get_by_role("region", name="Verloop")).to_contain_text("Zaken teruggedraaid")
    assert_no_barriers(page)
    assert page.problems == []

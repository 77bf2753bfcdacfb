"""An absence with a substitute, from planning to the timeline; what the substitute may not see stays away."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import TUESDAY, serving
from tests.browser.test_pages import SIZES, assert_no_barriers, look_wide_and_narrow
from tests.conftest import SECRET
from webapp import commands, create_app
from webapp.clock import set_clock
from webapp.config import Settings
from webapp.jobs import staff
from webapp.store import queries
from webapp.store.db import db
from webapp.store.queries import Viewer

pytestmark = pytest.mark.browser
SAMIRA = Viewer("samira", ("Klachtbehandelaar",))
TODAY = TUESDAY.date()


@pytest.fixture(scope="module")
def office(site: Flask, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A copy of the sample cases: this story changes them."""
    folder: Path = tmp_path_factory.mktemp("afwezig")
    with site.app_context():
        db.session.remove()
        source = Path(str(db.engine.url.database))
        with db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    url = f"sqlite:///{shutil.copy(source, folder / 'aantafel.db')}"
    app = create_app(Settings(data=folder, database_url=url, secret_key=SECRET, demo=True))
    set_clock(app, lambda: TUESDAY)
    return app


@pytest.fixture(scope="module")
def office_url(office: Flask) -> Iterator[str]:
    with serving(office) as address:
        yield address


def window(browser: Browser, base_url: str, name: str) -> Page:
    page = browser.new_context(base_url=base_url, locale="nl-NL").new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: said.type in ("error", "warning") and page.problems.append(said.text))
    page.goto("/inloggen")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/vandaag")
    return page


def looks(page: Page) -> None:
    page.wait_for_selector("html[data-ready=true]")
    look_wide_and_narrow(page)
    page.set_viewport_size(SIZES["wide"])


def tasks_of_samira(office: Flask) -> tuple[queries.TaskRow, queries.TaskRow]:
    """Return a task that Joost can do, and one of a case in which Joost turns out to be involved."""
    with office.app_context():
        rows = queries.task_list(SAMIRA, today=TODAY, limit=100).rows
        mine = [row for row in rows if row.assignee == "samira"]
        easy = next(row for row in mine if row.title == "Hoorwens vastleggen")
        other = next(row for row in mine if row.case_id != easy.case_id)
        party = {"rol": "betrokkene", "naam": "Joost de Graaf"}
        commands.add_party(other.case_id, party, "Hij was er die dag bij.", by="hanna", at=TUESDAY)
        return easy, other


def test_a_colleague_is_away_and_another_acts_in_her_name(browser: Browser, office: Flask, office_url: str):
    easy, barred = tasks_of_samira(office)

    samira = window(browser, office_url, "Samira Bakker")
    samira.goto("/afwezigheid")
    looks(samira)
    samira.get_by_label("Eerste dag").fill(TODAY.isoformat())
    samira.get_by_label("Laatste dag").fill("2026-11-20")
    expect(
        samira.get_by_text("vrijdag 20 november 2026")
    ).to_be_visible()  # whatever language the browser has
    samira.get_by_label("Wie vervangt?").select_option(label="Joost de Graaf (klachtbehandelaar)")
    samira.get_by_role("button", name="Afwezigheid plannen").click()
    expect(samira.locator("main")).to_contain_text("niet door Joost de Graaf worden gedaan")
    looks(samira)
    samira.get_by_role("button", name="Ja, plan het zo").click()
    expect(samira.get_by_role("status")).to_contain_text("Joost de Graaf vervangt.")
    with office.app_context():
        staff.tell(TUESDAY)

    joost = window(browser, office_url, "Joost de Graaf")
    expect(joost.locator(".bell__count")).to_contain_text("nieuwe melding")
    joost.locator(".bell__link").click()
    expect(joost.locator("#bel-kort")).to_contain_text("U vervangt Samira Bakker vanaf nu")
    assert_no_barriers(joost)
    joost.keyboard.press("Escape")
    expect(joost.locator("#bel-kort")).to_be_hidden()
    expect(joost.locator(".bell__link")).to_be_focused()

    joost.goto(f"/taken?zoek={barred.number}")
    expect(joost.locator(".tasks")).to_contain_text("Geen taken in deze lijst")
    assert joost.goto(f"/taken?taak={barred.id}").status == 403
    joost.problems.clear()  # the browser tells of that refusal

    joost.goto(f"/taken?zoek={easy.number}")
    joost.locator(".task a", has_text="namens Samira Bakker").first.click()
    expect(joost.locator("#detail")).to_contain_text("U doet deze taak namens Samira Bakker")
    looks(joost)
    joost.get_by_label("Ja", exact=True).first.check()
    joost.get_by_label("Aan de telefoon").check()
    joost.get_by_role("button", name="Taak afronden").click()
    expect(joost.locator("#detail")).to_contain_text("“Hoorwens vastleggen” is afgerond")
    joost.goto(f"/zaken/{easy.number}")
    expect(joost.locator("main")).to_contain_text("Joost de Graaf namens Samira Bakker")
    for path in ("/meldingen", "/instellingen"):
        joost.goto(path)
        looks(joost)
    assert samira.problems + joost.problems == []

    hanna = window(browser, office_url, "Hanna Vermeer")
    hanna.goto("/afwezigheid/zonder-vervanger")
    expect(hanna.locator("main")).to_contain_text("Joost de Graaf mag deze zaak niet doen")
    expect(hanna.locator("main")).to_contain_text(barred.number)
    looks(hanna)
    assert hanna.problems == []
    for page in (samira, joost, hanna):
        page.context.close()

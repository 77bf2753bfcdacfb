"""A case worker's morning with the keyboard alone, and a coordinator who divides work and thinks again."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import demo
from tests.browser.conftest import TUESDAY, serving
from tests.browser.test_pages import look
from tests.conftest import SECRET
from webapp import commands, create_app
from webapp.clock import set_clock

pytestmark = pytest.mark.browser


def open_task(page: Page) -> str:
    return re.search(r"taak=(\d+)", page.url)[1]


def opened(page: Page, task: str) -> None:
    page.wait_for_url(f"**taak={task}*")
    expect(page.locator("#detail h2").first).to_be_focused()


def row_in_focus(page: Page) -> str:
    return page.evaluate("document.activeElement.closest('.task')?.dataset.task")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_list_is_read_and_handled_by_keyboard_alone(sign_in: Callable[..., Page]):
    page = sign_in("Samira Bakker", "/vandaag")
    expect(page.locator(".today__list li")).to_have_count(7)
    page.locator(".today__list a").first.focus()
    press(page, "Enter")
    page.wait_for_url("**/taken?taak=*")

    page.goto("/taken?weergave=team")
    page.wait_for_selector("html[data-ready=true]")
    seen = [page.locator(".task").first.get_attribute("data-task")]
    for key in ["Enter", "o"] * 5:  # down the list, ten tasks
        press(page, "j")
        task = row_in_focus(page)
        assert task not in seen
        press(page, key)
        opened(page, task)
        expect(page.locator(".task a[aria-current]")).to_have_count(1)
        seen.append(task)
    press(page, "k")
    assert row_in_focus(page) == seen[-2]

    press(page, "x")
    expect(page.locator("[data-chosen]")).to_have_text("1 gekozen")
    press(page, "x", "/")
    expect(page.locator("#zoek")).to_be_focused()
    page.keyboard.type("jkca.?")  # letters while typing are letters
    expect(page.locator("#zoek")).to_have_value("jkca.?")
    page.locator("#detail h2").first.focus()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    press(page, "Escape")

    mine = page.locator(".task[data-holder=samira]").first
    task = mine.get_attribute("data-task")
    mine.locator("a").focus()
    press(page, "Enter")
    opened(page, task)
    page.get_by_role("button", name="Geef terug aan het team").focus()
    press(page, "Enter")
    expect(page.locator("#detail")).to_contain_text("Nog van niemand")
    expect(page.locator(f"#taak-{task}")).to_have_attribute("data-holder", "")
    page.wait_for_selector("html[data-ready=true]")
    press(page, "c")
    expect(page.locator("#detail")).to_contain_text("U behandelt deze taak")
    expect(page.locator(f"#taak-{task}")).to_have_attribute("data-holder", "samira")
    page.wait_for_selector("html[data-ready=true]")
    press(page, "a")
    expect(page.locator("#collega")).to_be_focused()
    page.locator("#detail h2").first.focus()
    press(page, ".")
    page.wait_for_url(lambda url: "taak=" in url and f"taak={task}" not in url)
    assert open_task(page) != task

    page.locator("#lijst").evaluate("list => list.scrollTo(0, 300)")
    page.wait_for_url(re.compile(r"#taak-\d+$"))  # the place in the list can be sent along

    page.goto("/taken")
    page.get_by_role("button", name="Sneltoetsen").click()
    page.get_by_label("Gebruik sneltoetsen op deze computer").uncheck()
    press(page, "Escape")
    page.reload()
    page.wait_for_selector("html[data-ready=true]")
    press(page, "?")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_hidden()
    page.evaluate("localStorage.clear()")
    assert not page.problems


COMPLAINT = {
    "zaak.omschrijving": "Niemand belde mij terug over mijn aanvraag.",
    "inwoner.naam": "A. Jansen",
    "inwoner.straat": "Lindelaan 12",
    "inwoner.postcode": "1234 AB",
    "inwoner.plaats": "Vrijstad",
}


@pytest.fixture
def ten_complaints(tmp_path) -> Iterator[str]:
    """The address of a site where ten complaints wait for somebody to handle them."""
    settings = demo.sqlite_settings(tmp_path, SECRET)
    demo.fill(settings, lambda: TUESDAY, cases=False)
    app = create_app(settings)
    set_clock(app, lambda: TUESDAY)
    with app.app_context():
        for number in range(10):
            about = COMPLAINT | {"zaak.onderwerp": "wmo", "inwoner.naam": f"A. Jansen {number}"}
            commands.file_complaint(about, by="inwoner", at=TUESDAY - timedelta(hours=20 - number))
    with serving(app) as address:
        yield address


def tab_to(page: Page, found: str) -> None:
    """Go on with the Tab key until what has the focus is `found`: a JavaScript condition on `here`."""
    for _ in range(80):
        if page.evaluate(
            f"(() => {{ const here = document.activeElement; return here !== document.body && {found}; }})()"
        ):
            return
        press(page, "Tab")
    raise AssertionError(f"Tab never comes to {found}")


def test_ten_tasks_are_done_by_keyboard_alone(ten_complaints: str, browser: Browser):
    context = browser.new_context(base_url=ten_complaints)
    page = context.new_page()
    page.goto("/inloggen")
    tab_to(page, "here.textContent.includes('Hanna Vermeer')")
    press(page, "Enter")
    page.wait_for_url("**/vandaag")
    tab_to(page, "here.textContent.trim().startsWith('Mijn taken')")
    press(page, "Enter")
    page.wait_for_selector("#rijen .task")
    for done in range(10):
        page.wait_for_selector("html[data-ready=true]")
        expect(page.locator("#rijen .task")).to_have_count(10 - done)
        press(page, "j")
        task = row_in_focus(page)
        press(page, "Enter")
        opened(page, task)
        tab_to(page, "here.name === 'behandelaar'")
        page.keyboard.type("Samira")
        for field, text in (
            ("beklaagde_naam", "Piet Bakker"),
            ("beklaagde_email", "p.bakker@vrijstad.example"),
        ):
            tab_to(page, f"here.name === '{field}'")
            page.keyboard.type(text)
        tab_to(page, "here.name === 'gaat_over_bestuur'")
        press(page, "ArrowDown")  # the second answer: no
        tab_to(page, "here.name === 'niet_betrokken'")
        press(page, "Space")
        tab_to(page, "here.textContent === 'Taak afronden'")
        press(page, "Enter")
        expect(page.locator("main")).to_contain_text("“Behandelaar toewijzen” is afgerond")
    expect(page.locator("#rijen")).to_contain_text("U bent helemaal bij")
    context.close()


def test_a_coordinator_divides_work_sees_a_colleague_first_and_takes_it_back(
    sign_in: Callable[..., Page], browser: Browser, base_url: str, cookies_of
):
    page = sign_in("Hanna Vermeer", "/taken?weergave=alle&rol=Klachtbehandelaar")
    page.wait_for_selector("html[data-ready=true]")
    boxes = page.locator(".task__pick input")
    chosen = [boxes.nth(number).input_value() for number in range(3)]
    for number in range(3):
        boxes.nth(number).check()
    expect(page.locator("[data-chosen]")).to_have_text("3 gekozen")

    # Meanwhile the one who has the first task gives it back: the list shows that and lets the tick go.
    task, holder = chosen[0].split("|")
    name = {"samira": "Samira Bakker", "joost": "Joost de Graaf"}[holder]
    context = browser.new_context(base_url=base_url)
    context.add_cookies(cookies_of(name))
    other = context.new_page()
    other.goto(f"/taken?taak={task}")
    other.get_by_role("button", name="Geef terug aan het team").click()
    expect(other.locator("#detail")).to_contain_text("Nog van niemand")
    page.locator("#zoek").fill("half getypt")
    page.evaluate("document.dispatchEvent(new Event('aantafel:tasks-changed'))")
    expect(page.locator(f"#taak-{task}")).to_have_attribute("data-holder", "")
    expect(page.locator("[data-chosen]")).to_have_text("2 gekozen")
    expect(page.locator("#zoek")).to_have_value("half getypt")
    expect(page.locator("#zoek")).to_be_focused()

    boxes.first.check()
    page.get_by_role("button", name="Geef aan collega").click()
    page.get_by_label("Aan welke collega?").select_option("joost")
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("naar Joost de Graaf")
    page.get_by_role("button", name="Geef door").click()
    expect(page.locator(".tasks__notice")).to_contain_text("nu bij Joost de Graaf")
    expect(page.locator(f"#taak-{task}")).to_have_attribute("data-holder", "joost")
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.locator(".tasks__notice")).to_contain_text("Ongedaan gemaakt")
    expect(page.locator(f"#taak-{task}")).to_have_attribute("data-holder", "")
    other.goto(f"/taken?taak={task}")  # leave the site as it was
    other.get_by_role("button", name="Ik pak deze op").click()
    expect(other.locator("#detail")).to_contain_text("U behandelt deze taak")
    context.close()
    assert not page.problems
    for path in ("/vandaag", "/taken?weergave=alle&termijn=te_laat", "/taken/weergaven"):
        look(page, path)

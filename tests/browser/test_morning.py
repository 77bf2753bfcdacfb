"""A case worker's morning with the keyboard alone, and a coordinator who divides work and thinks again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import look

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


def test_a_morning_of_ten_tasks_by_keyboard_alone(sign_in: Callable[..., Page]):
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

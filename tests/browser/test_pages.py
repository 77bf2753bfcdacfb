"""Every page, wide and narrow: no barrier that axe can find, no error, no scrolling sideways."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from webapp.store import work
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # half of the time that axe takes
RUN_AXE = "async ([context, wanted]) => (await axe.run(context || document, wanted)).violations"
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
PUBLIC = ["/", "/klacht", "/bericht", "/wegwijzer", "/inloggen", "/post", "/bestaat-niet"]
STAFF = [
    "/taken",
    "/taken?weergave=team",
    "/taken?zoek=bestaatniet",
    "/zaken",
    "/zaken?staat=closed",
    "/zaken?zoek=bestaatniet",
    "/termijnen",
    "/termijnen?alleen=te_laat",
    "/termijnen/werkverdeling",
    "/termijnen/doorlooptijd/informele_behandeling?periode=jaar",
    "/agenda",
]


def look(page: Page, path: str, *, expect_status: int = 200) -> None:
    """Open a page afresh and check it, wide and narrow."""
    page.problems.clear()
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == expect_status
    page.wait_for_selector("html[data-ready=true]")
    page.wait_for_selector(".htmx-request", state="detached")
    problems = [text for text in page.problems if f"status of {expect_status}" not in text]
    assert not problems
    look_wide_and_narrow(page)


def look_wide_and_narrow(page: Page) -> None:
    """Check what is on the screen at both widths. Colours are looked at once: width changes none of them."""
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert_no_barriers(page, colours=name == "wide")


def assert_no_barriers(
    page: Page, context: dict[str, list[list[str]]] | None = None, *, colours: bool = True
) -> None:
    # Only what is wrong: telling what is right as well takes axe more time than looking.
    rules = {rule: {"enabled": colours} for rule in OF_COLOURS}
    wanted = {"runOnly": RULES, "resultTypes": ["violations"], "rules": rules}
    if not page.evaluate("typeof axe == 'object'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN_AXE, [context, wanted])
    told = [f"{one['id']}: {one['help']} {[node['html'][:200] for node in one['nodes']]}" for one in found]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_are_open_to_everyone(looker, path: str):
    look(looker(), path, expect_status=404 if path == "/bestaat-niet" else 200)


@pytest.mark.parametrize("path", STAFF)
def test_pages_of_colleagues_are_open_to_everyone(looker, path: str):
    look(looker("Samira Bakker"), path)


def test_the_pages_of_a_coordinator_are_open_to_everyone(sign_in):
    page = sign_in("Hanna Vermeer")
    look(page, "/zaken/nieuw")
    look(page, "/zaken/nieuw/klachtbehandeling")
    page.goto("/zaken")
    look(page, page.locator("table a").first.get_attribute("href") + "/wijzigen")
    page.locator("[name='zaak.ontvangstdatum.jaar']").fill("2025")
    page.locator("[name='wijziging.reden']").fill("De brief lag bij een andere afdeling.")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    page.wait_for_selector("#gevolg")
    look_wide_and_narrow(page)


@pytest.mark.parametrize("path", ["/zaken", "/termijnen"])
def test_between_a_phone_and_a_wide_screen_no_word_is_cut_into_letters(looker, path: str):
    page = looker("Hanna Vermeer")
    page.goto(path)
    for width in (1280, 1100, 970, 840, 720):  # also a wide screen that somebody looks at closely
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.locator(".nav a, .table th").evaluate_all("all => all.map((one) => one.offsetHeight)")
        assert max(heights) <= 80, width  # two lines at most


def test_the_first_screen_renews_itself_while_it_stands_open(sign_in, site):
    page = sign_in("Samira Bakker", "/vandaag")
    first = page.locator(".today__list a").first.get_attribute("href")
    task = int(first.partition("taak=")[2])
    with site.app_context(), unit_of_work() as store:
        work.reassign_all(store.connection, {task: "samira"}, "joost")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(f".today__list a[href='{first}']")).to_have_count(0)
    with site.app_context(), unit_of_work() as store:
        work.reassign_all(store.connection, {task: "joost"}, "samira")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".today__list a").first).to_have_attribute("href", first)
    assert not page.problems


def test_a_task_a_file_and_its_letter_are_open_to_everyone(sign_in):
    page = sign_in("Samira Bakker")
    look(page, page.locator(".task a").first.get_attribute("href"))
    look(page, page.locator("#detail a", has_text="Hele zaak").get_attribute("href"))
    look(page, page.locator("#brieven ~ ul a").first.get_attribute("href"))


def test_a_complaint_with_faults_leads_to_the_faults(page: Page):
    page.goto("/klacht")
    page.get_by_role("button", name="Klacht versturen").click()
    page.wait_for_selector("html[data-ready=true]")
    assert page.evaluate("document.activeElement.id") == "fouten"
    look_wide_and_narrow(page)


def test_on_a_phone_the_list_gives_way_to_the_task_and_back(sign_in, page: Page):
    page.set_viewport_size(SIZES["narrow"])
    sign_in("Samira Bakker")
    assert page.locator(".tasks").is_visible()
    top = page.locator(".task").first.evaluate("task => task.getBoundingClientRect().top")
    assert top < SIZES["narrow"]["height"] * 0.6, "the first task is not on the first screen"
    assert not page.locator("#detail").is_visible()
    page.locator(".task a").first.click()
    page.wait_for_selector("#detail h2:visible")
    assert not page.locator(".tasks").is_visible()
    page.get_by_role("link", name="Alle taken").click()
    page.wait_for_selector(".tasks:visible")


def test_choosing_a_task_changes_the_pane_and_the_address_without_a_new_page(sign_in, page: Page):
    sign_in("Samira Bakker")
    page.evaluate("document.documentElement.dataset.same = 'yes'")
    second = page.locator(".task a").nth(1)
    title = second.locator("b").inner_text()
    second.click()
    page.wait_for_url("**taak=*")
    page.wait_for_selector(f"#detail h2:text-is('{title}')")
    assert second.get_attribute("aria-current") == "true"
    assert page.locator(".task a[aria-current]").count() == 1
    assert page.evaluate("document.documentElement.dataset.same") == "yes"
    assert not page.problems


def test_going_back_in_the_browser_shows_the_former_task(sign_in, page: Page):
    sign_in("Samira Bakker")
    page.locator(".task a").nth(0).click()
    page.wait_for_url("**taak=*")
    first = page.url
    page.locator(".task a").nth(1).click()
    page.wait_for_url(lambda url: "taak=" in url and url != first)
    page.go_back()
    page.wait_for_url(first)
    chosen = page.locator(".task a[aria-current]")
    assert chosen.count() == 1
    assert first.endswith(chosen.get_attribute("href"))


def test_the_keyboard_reaches_the_content_first(page: Page):
    page.goto("/klacht")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.url.endswith("#inhoud")


@pytest.mark.parametrize("path", ["/", "/klacht", "/inloggen"])
def test_public_pages_work_without_scripts(browser, base_url, path: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(path)
    assert page.locator("h1").is_visible()
    context.close()


def test_a_task_can_be_done_without_scripts(browser, base_url, cookies_of):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    context.add_cookies(cookies_of("Samira Bakker"))
    page = context.new_page()
    page.goto("/taken")
    page.locator(".task a", has_text="Bellen met de inwoner").first.click()
    page.get_by_label("Nee").first.check()
    page.get_by_role("button", name="Vragen bijwerken").click()
    assert page.get_by_text("Hoe wil de inwoner verder?", exact=True).is_visible()
    assert not page.get_by_text("Wat was de oplossing?").is_visible()
    page.get_by_role("button", name="Bewaren voor later").click()
    assert page.get_by_text("U kunt later verdergaan").is_visible()
    assert page.get_by_label("Nee").first.is_checked()
    context.close()


def test_the_preview_follows_what_is_typed(sign_in):
    page = sign_in("Samira Bakker")
    page.locator(".task a", has_text="Bellen met de inwoner").first.click()
    page.wait_for_selector("#detail h2:text-is('Bellen met de inwoner')")
    for box, value in {"dag": "16", "maand": "november", "jaar": "2026"}.items():
        page.fill(f"input[name='gesproken_op.{box}']", value)
    page.fill("textarea[name=kern]", "De hulp kwam niet.")
    page.locator("fieldset", has_text="Is de inwoner nu tevreden").get_by_label("Ja").check()
    page.fill("textarea[name=eigen_woorden]", "Zo is het goed.")
    page.locator("input[name=bewijs]").first.check()
    page.fill("textarea[name=oplossing]", "Er komt een vaste hulp.")
    page.keyboard.press("Tab")
    preview = page.get_by_role("region", name="Dit gebeurt er als u afrondt")
    preview.get_by_text("Bekijk de brief").click()
    assert preview.get_by_text("Er komt een vaste hulp.", exact=True).is_visible()
    assert not page.problems


def test_a_file_on_paper_shows_the_file_and_not_the_menu(sign_in):
    page = sign_in("Samira Bakker")
    page.goto(page.locator("#detail a", has_text="Hele zaak").get_attribute("href"))
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".timeline").is_visible()
    assert not page.locator(".header").is_visible()

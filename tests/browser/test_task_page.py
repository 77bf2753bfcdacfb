"""The task page as people use it: a letter changed before it leaves, undoing, two people at once."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import SIZES, look_wide_and_narrow
from webapp.store import queries, work
from webapp.store.unit_of_work import unit_of_work

pytestmark = pytest.mark.browser

CALL = "Bellen met de inwoner"
LETTER = "Uw klacht is opgelost"


def take_up(page: Page) -> int:
    """Choose the first call in the list; return its task."""
    page.locator(".task a", has_text=CALL).first.click()
    expect(page.locator("#detail h2").first).to_have_text(CALL)
    expect(page.locator("#taakformulier[data-task]")).to_be_attached()
    return int(page.url.rpartition("taak=")[2])


def answer(page: Page) -> None:
    for box, value in {"dag": "16", "maand": "11", "jaar": "2026"}.items():
        page.fill(f"input[name='gesproken_op.{box}']", value)
    page.fill("textarea[name=kern]", "De hulp kwam niet.")
    page.locator("fieldset", has_text="Is de inwoner nu tevreden").get_by_label("Ja").check()
    page.fill("textarea[name=eigen_woorden]", "Zo is het goed.")
    page.locator("input[name=bewijs]").first.check()
    page.fill("textarea[name=oplossing]", "Er komt een vaste hulp.")


def look(page: Page) -> None:
    look_wide_and_narrow(page)
    page.set_viewport_size(SIZES["wide"])


def test_a_letter_is_changed_before_it_leaves_and_the_task_undone(sign_in, site):
    page = sign_in("Samira Bakker")
    task = take_up(page)
    answer(page)
    expect(page.get_by_text("Bewaard om 10.30 uur")).to_be_visible()
    expect(page.locator(f"#taak-{task}")).to_contain_text("Concept")
    page.locator("summary", has_text="Bekijk de brief").click()
    page.locator("summary", has_text="Tekst wijzigen").click()
    box = page.get_by_label("Tekst van de brief")
    box.fill(box.input_value().replace("Beste", "Geachte"))
    expect(page.locator(".letter-desk .letter")).to_contain_text("Geachte")
    page.locator("summary", has_text="Bekijk de verschillen").click()
    expect(page.locator(".differences ins")).to_have_text("Geachte")
    look(page)

    page.get_by_role("button", name="Taak afronden").click()
    expect(page.locator("#ongedaan")).to_contain_text(f"“{CALL}” is afgerond.")
    expect(page.locator("[data-seconds]")).to_have_text("8")  # it counts down
    look(page)
    with site.app_context():
        found = queries.open_task(task)
        left = queries.case_letters(found.case_id)[-1]
    page.goto(f"/zaken/{found.number}/brieven/{left.id.removeprefix(found.case_id + ':')}")
    expect(page.locator("main")).to_contain_text("Samira Bakker wijzigde de tekst van deze brief")
    expect(page.locator(".paper-body")).to_contain_text("Geachte")
    look(page)

    page.goto("/taken")
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("#detail")).to_contain_text("is niet afgerond. Uw antwoorden staan er nog.")
    assert not page.problems


def test_two_people_on_one_task_see_each_other_and_both_texts(
    sign_in, site, browser: Browser, base_url, cookies_of
):
    page = sign_in("Samira Bakker")
    task = take_up(page)
    with site.app_context(), unit_of_work() as store:
        work.release(store.connection, task, "samira")
    context = browser.new_context(base_url=base_url, locale="nl-NL")
    context.add_cookies(cookies_of("Joost de Graaf"))
    other = context.new_page()
    other.goto(f"/taken/{task}")
    expect(other.locator("#aanwezig")).to_contain_text("Samira Bakker heeft deze taak ook open.")
    other.fill("textarea[name=kern]", "De kern volgens Joost.")
    expect(other.get_by_text("Bewaard om 10.30 uur")).to_be_visible()

    page.fill("textarea[name=kern]", "De kern volgens Samira.")
    clash = page.locator(".clash")
    expect(clash).to_contain_text("Joost de Graaf heeft deze taak ook ingevuld")
    expect(clash).to_contain_text("De kern volgens Joost.")
    expect(clash).to_contain_text("De kern volgens Samira.")
    expect(page.locator("textarea[name=kern]")).to_have_value("De kern volgens Samira.")
    look(page)
    page.get_by_role("button", name="Ga verder met mijn tekst").click()
    expect(page.get_by_text("Bewaard om 10.30 uur")).to_be_visible()
    expect(clash).to_have_count(0)

    other.fill("textarea[name=kern]", "Joost typt door.")
    expect(other.locator(".clash")).to_contain_text("De kern volgens Samira.")
    context.close()
    assert not [text for text in page.problems if "status of 409" not in text]

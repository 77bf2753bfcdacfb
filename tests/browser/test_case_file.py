"""A colleague works in a case file: adds a document, looks at it, calls a colleague, looks at the diagram."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.papers import EXE, PNG
from webapp.store import queries

pytestmark = pytest.mark.browser
SAMIRA = queries.Viewer("samira", ("Klachtbehandelaar",))


def violations(page: Page) -> list[str]:
    return [
        one["id"] for one in Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    ]


@pytest.fixture
def number(site) -> str:
    with site.app_context():
        return queries.case_list(SAMIRA, order="oudste").rows[0].number


def test_a_document_a_note_and_the_diagram_by_mouse_and_keyboard(sign_in, number):
    page = sign_in("Samira Bakker", f"/zaken/{number}")
    page.locator("[aria-labelledby=documenten] summary").click()
    files = [
        {"name": "drempel.png", "mimeType": "image/png", "buffer": PNG},
        {"name": "spel.exe", "mimeType": "application/octet-stream", "buffer": EXE},
    ]
    page.get_by_label("Bestanden", exact=True).set_input_files(files)
    page.get_by_role("button", name="Voeg toe", exact=True).click()
    expect(page.get_by_text("“drempel.png” is toegevoegd.")).to_be_visible()
    expect(page.get_by_text("“spel.exe” is een soort bestand dat wij niet aannemen.")).to_be_visible()

    note = page.get_by_label("Nieuwe notitie")
    note.press_sequentially("Kijk jij mee, @joo")
    note.press("Enter")
    expect(note).to_have_value("Kijk jij mee, @joost ")
    page.get_by_role("button", name="Bewaar notitie").click()
    expect(page.get_by_text("Geroepen: Joost de Graaf")).to_be_visible()

    expect(page.locator(".zoom__bar").first).to_be_visible()  # its script is ready
    page.locator(".diagram").first.focus()
    page.keyboard.press("+")
    expect(page.locator(".zoom__bar [role=status]").first).to_have_text("125 procent")
    assert violations(page) == []

    page.get_by_role("link", name="drempel.png", exact=True).click()
    page.get_by_role("link", name="Toch openen").click()
    picture = page.locator("figure img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page) == []
    page.goto(f"/zaken/{number}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.problems == []

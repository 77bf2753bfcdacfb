"""Terms and roles as a table: what is filled in lands in the file, and the rest of the file stays."""

import difflib
import re

import pytest

from tests.webapp.screens.reading import page, said
from webapp.studio.tomllines import with_values


@pytest.fixture
def eva(sign_in):
    return sign_in("eva")


@pytest.fixture
def draft(eva):
    return eva.post("/werkwijze/ontwerpen", data={"naam": "Ruimere termijn"}).location


def filled_in(answer):
    """Return the fields of the form on the page."""
    form = page(answer).xpath("//main//form[.//input[@name='gezien']]")[0]
    fields = {one.get("name"): one.get("value", "") for one in form.iter("input") if one.get("name")}
    for choice in form.iter("select"):
        fields[choice.get("name")] = next(iter(choice.xpath("option[@selected]/@value")), "")
    return fields


def changed_lines(old, new):
    return [line for line in difflib.ndiff(old.split("\n"), new.split("\n")) if line[0] in "+-"]


def test_another_number_of_days_changes_one_line_of_the_file(eva, draft):
    address = f"{draft}/lijst/termijnen"
    before = eva.get(f"{draft}/inhoud/processes/termijnen.toml").get_json()["content"]
    fields = filled_in(eva.get(address)) | {"aantal-eerste_contact": "5"}
    assert "Bewaard." in said(eva.post(address, data=fields))
    after = eva.get(f"{draft}/inhoud/processes/termijnen.toml").get_json()["content"]
    assert changed_lines(before, after) == ['- regel = "werkdagen:2"', '+ regel = "werkdagen:5"']


def test_saving_without_a_change_leaves_the_files_as_they_are(eva, draft):
    for name in ("termijnen", "rollen"):
        before = eva.get(f"{draft}/inhoud/processes/{name}.toml").get_json()["content"]
        eva.post(f"{draft}/lijst/{name}", data=filled_in(eva.get(f"{draft}/lijst/{name}")))
        assert eva.get(f"{draft}/inhoud/processes/{name}.toml").get_json()["content"] == before


def test_a_new_role_is_added_at_the_end(eva, draft):
    new = {"naam-nieuw": "Wijkteam", "omschrijving-nieuw": "Helpt na de klacht.", "ziet-nieuw": "De nazorg."}
    eva.post(f"{draft}/lijst/rollen", data=filled_in(eva.get(f"{draft}/lijst/rollen")) | new)
    text = eva.get(f"{draft}/inhoud/processes/rollen.toml").get_json()["content"]
    assert text.endswith(
        '[rol.wijkteam]\nnaam = "Wijkteam"\nomschrijving = "Helpt na de klacht."\nziet = "De nazorg."\n'
    )


def test_a_mistake_is_told_beside_the_field_and_nothing_typed_is_lost(eva, draft):
    address = f"{draft}/lijst/termijnen"
    typed = {"aantal-eerste_contact": "snel", "titel-nazorg": "Nog eens bellen"}
    answer = eva.post(address, data=filled_in(eva.get(address)) | typed)
    assert answer.status_code == 422
    field = page(answer).get_element_by_id("aantal-eerste_contact")
    assert (field.get("value"), field.get("aria-invalid")) == ("snel", "true")
    assert "getal" in page(answer).get_element_by_id(field.get("aria-describedby")).text_content()
    assert filled_in(answer)["titel-nazorg"] == "Nog eens bellen"


def test_who_was_second_is_told_and_keeps_what_was_typed(eva, draft):
    address = f"{draft}/lijst/termijnen"
    fields = filled_in(eva.get(address))
    eva.post(address, data=fields | {"aantal-nazorg": "6"})
    answer = eva.post(address, data=fields | {"aantal-eerste_contact": "5"})
    assert answer.status_code == 409
    assert filled_in(answer)["aantal-eerste_contact"] == "5"


def test_a_term_of_the_law_is_shown_and_cannot_be_changed(eva, draft):
    answer = eva.get(f"{draft}/lijst/termijnen")
    assert "Klacht afhandelen" in said(answer)
    assert not re.search(r'name="aantal-afdoening"', answer.get_data(as_text=True))


def test_comments_and_the_order_of_a_file_stay():
    text = '# boven\n[rol.a]\nnaam = "A" # waarom\n\n# b hoort hier\n[rol.b]\nnaam = "B"\n'
    assert with_values(text, "rol", "a", {"naam": 'A "1"', "ziet": "x"}) == (
        '# boven\n[rol.a]\nnaam = "A \\"1\\"" # waarom\nziet = "x"\n\n# b hoort hier\n[rol.b]\nnaam = "B"\n'
    )

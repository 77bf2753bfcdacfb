"""Terms and roles as a table: what is filled in lands in the file, and the rest of the file stays."""

import difflib
import re

import pytest

from engine import parse_decisions
from tests.webapp.screens.reading import page, said
from webapp.studio.tomllines import with_values


@pytest.fixture
def eva(sign_in):
    return sign_in("eva")


@pytest.fixture
def draft(eva):
    return eva.post("/werkwijze/ontwerpen", data={"naam": "Ruimere termijn"}).location


@pytest.fixture
def content(eva, draft):
    """What a file of the draft holds now."""

    def read(path):
        return eva.get(f"{draft}/inhoud/processes/{path}").get_json()["content"]

    return read


def filled_in(answer):
    """Return the fields of the form on the page."""
    form = page(answer).xpath("//main//form[.//input[@name='getoond']]")[0]
    fields = {}
    for one in form.iter("input"):
        if one.get("type") not in ("checkbox", "radio"):
            fields[one.get("name")] = one.get("value", "")
        elif one.get("checked") is not None:
            fields.setdefault(one.get("name"), []).append(one.get("value"))
    for choice in form.iter("select"):
        chosen = choice.xpath("option[@selected]/@value") or choice.xpath("option/@value")
        fields[choice.get("name")] = chosen[0]
    return fields | {one.get("name"): (one.text or "").lstrip("\n") for one in form.iter("textarea")}


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
    for name in ("termijnen", "rollen", "kalender", "wegwijzer"):
        eva.post(f"{draft}/lijst/{name}", data=filled_in(eva.get(f"{draft}/lijst/{name}")))
    assert not page(eva.get(draft)).cssselect(".chip--soon")


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


def test_what_a_colleague_changed_elsewhere_in_the_list_stays(eva, draft, content):
    address = f"{draft}/lijst/termijnen"
    fields = filled_in(eva.get(address))
    eva.post(address, data=fields | {"aantal-nazorg": "6"})
    assert "Bewaard." in said(eva.post(address, data=fields | {"aantal-eerste_contact": "5"}))
    text = content("termijnen.toml")
    assert 'regel = "weken:6"' in text
    assert 'regel = "werkdagen:5"\nvanaf = "ontvangstdatum"' in text


def test_where_two_changed_the_same_both_are_shown_and_the_owner_chooses(eva, draft, content):
    address = f"{draft}/lijst/termijnen"
    fields = filled_in(eva.get(address))
    eva.post(address, data=fields | {"aantal-nazorg": "6"})
    before = content("termijnen.toml")
    answer = eva.post(address, data=fields | {"aantal-nazorg": "8"})
    assert answer.status_code == 409
    assert "Houd wat ik invulde: “8”" in said(answer)
    assert "Neem dat van mijn collega: “6”" in said(answer)
    assert content("termijnen.toml") == before
    again = filled_in(answer)
    assert eva.post(address, data=again).status_code == 409
    assert "Bewaard." in said(eva.post(address, data=again | {"keuze-aantal-nazorg": "hun"}))
    assert content("termijnen.toml") == before
    assert "Bewaard." in said(eva.post(address, data=again | {"keuze-aantal-nazorg": "mijn"}))
    assert content("termijnen.toml") == before.replace(
        '"weken:6"\nvanaf = "nazorg', '"weken:8"\nvanaf = "nazorg'
    )


def test_a_line_that_a_colleague_took_out_comes_back_only_when_asked(eva, draft, content):
    address = f"{draft}/lijst/rollen"
    fields = filled_in(eva.get(address))
    eva.post(address, data=fields | {"weg-contractmanager": "ja"})
    assert "contractmanager" not in content("rollen.toml")
    answer = eva.post(address, data=fields | {"ziet-contractmanager": "Niets."})
    assert answer.status_code == 409
    eva.post(address, data=filled_in(answer))
    assert "contractmanager" not in content("rollen.toml")
    eva.post(address, data=filled_in(answer) | {"terug-contractmanager": "ja"})
    assert 'ziet = "Niets."' in content("rollen.toml")


def test_a_term_is_taken_out_of_the_overview(eva, draft, content):
    address = f"{draft}/lijst/termijnen"
    before = content("termijnen.toml")
    eva.post(address, data=filled_in(eva.get(address)) | {"bewaken-nazorg": "nee"})
    assert changed_lines(before, content("termijnen.toml")) == ['+ bewaken = "nee"']


# -- the calendar ---------------------------------------------------------------------------------


def test_a_new_decree_comes_at_the_end_of_the_calendar(eva, draft, content):
    address, before = f"{draft}/lijst/kalender", content("kalender.toml")
    typed = {
        "naam-nieuw": "Besluit voor 2029-2031", "eerste-nieuw": "2029", "laatste-nieuw": "2031",
        "dagen-nieuw": "11 mei 2029, 31-5-2030",
    }  # fmt: skip
    assert "Bewaard." in said(eva.post(address, data=filled_in(eva.get(address)) | typed))
    assert content("kalender.toml") == before + (
        '\n[[besluit]]\nnaam = "Besluit voor 2029-2031"\njaren = [2029, 2031]\n'
        "dagen = [2029-05-11, 2030-05-31]\n"
    )


def test_a_decree_is_changed_and_another_taken_out_while_comments_stay(eva, draft, content):
    address, before = f"{draft}/lijst/kalender", content("kalender.toml")
    typed = {
        "dagen-KB_van_12_januari_1990": "25-5-1990",
        "weg-KB_van_7_juni_2010": "ja",
        "er-toch_werkdag-werkdagen": "1",
        "toch_werkdag-werkdagen": ["Goede Vrijdag", "Bevrijdingsdag"],
    }
    assert "Bewaard." in said(eva.post(address, data=filled_in(eva.get(address)) | typed))
    after = content("kalender.toml")
    assert "\ndagen = [1990-05-25]\n" in after
    assert 'toch_werkdag = ["Goede Vrijdag", "Bevrijdingsdag"]' in after
    assert len(changed_lines(before, after)) == 4 + 9  # two lines that differ, and the nine of the decree


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("dagen", "1-5-2035", "buiten de jaren"),
        ("dagen", "31-2-2029", "bestaat niet"),
        ("laatste", "2028", "voor het eerste"),
        ("naam", "KB van 12 januari 1990", "bestaat al"),
    ],
)
def test_a_decree_that_cannot_be_is_refused_beside_its_field(eva, draft, field, typed, words):
    address = f"{draft}/lijst/kalender"
    decree = {"naam": "Nieuw", "eerste": "2029", "laatste": "2031", "dagen": "11-5-2029"} | {field: typed}
    fields = filled_in(eva.get(address)) | {f"{name}-nieuw": value for name, value in decree.items()}
    answer = eva.post(address, data=fields)
    assert answer.status_code == 422
    assert words in page(answer).get_element_by_id(f"fout-{field}-nieuw").text_content()


# -- the signpost ---------------------------------------------------------------------------------


def test_a_subject_goes_to_another_team(eva, draft, content):
    address, before = f"{draft}/lijst/wegwijzer", content("dmn/wegwijzer.dmn")
    typed = {"dan-wie-hulp_wmo": 'Het "Sociaal Plein" & wijkteam', "uitleg-hulp_wmo": "Hulp bij de Wmo."}
    assert "Bewaard." in said(eva.post(address, data=filled_in(eva.get(address)) | typed))
    old, new = "Het Wmo-loket of het wijkteam", 'Het \\"Sociaal Plein\\" &amp; wijkteam'
    told = "Een melding op grond van de Wmo 2015 is een hulpvraag en geen klacht."
    assert content("dmn/wegwijzer.dmn") == before.replace(old, new).replace(told, "Hulp bij de Wmo.")
    assert filled_in(eva.get(address))["dan-wie-hulp_wmo"] == 'Het "Sociaal Plein" & wijkteam'


def test_a_new_rule_comes_above_the_one_that_was_chosen_and_answers(eva, draft, content):
    address, before = f"{draft}/lijst/wegwijzer", content("dmn/wegwijzer.dmn")
    typed = {
        "uitleg-nieuw": "Hulp bij werk", "plaats-nieuw": "hulp_anders", "dan-wie-nieuw": "Het Werkplein",
        "er-als-zaak.soort_bericht-nieuw": "1", "als-zaak.soort_bericht-nieuw": ["hulpvraag"],
        "er-als-zaak.onderwerp-nieuw": "1", "als-zaak.onderwerp-nieuw": ["participatie", "inburgering"],
    }  # fmt: skip
    assert "Bewaard." in said(eva.post(address, data=filled_in(eva.get(address)) | typed))
    model = parse_decisions(content("dmn/wegwijzer.dmn").encode(), "wegwijzer.dmn")
    for about, who in {"inburgering": "Het Werkplein", "wmo": "Het Wmo-loket of het wijkteam"}.items():
        facts = {"soort_bericht": "hulpvraag", "onderwerp": about, "uitvoerder": None}
        assert model.evaluate("wegwijzer", {"zaak": facts})["wie"] == who
    eva.post(address, data=filled_in(eva.get(address)) | {"weg-hulp_bij_werk": "ja"})
    assert content("dmn/wegwijzer.dmn") == before


def test_a_cell_that_is_no_list_of_words_is_shown_and_stays(eva, draft, content):
    address, path = f"{draft}/lijst/wegwijzer", "dmn/wegwijzer.dmn"
    odd = content(path).replace('<text>"wmo"</text>', '<text>not("wmo")</text>', 1)
    eva.post(f"{draft}/tekst/processes/{path}", data={"tekst": odd, "gezien": "0"})
    fields = filled_in(eva.get(address))
    eva.post(address, data=fields | {"dan-wie-hulp_wmo": "Iemand"})
    assert content(path) == odd.replace("Het Wmo-loket of het wijkteam", "Iemand")


def test_a_term_of_the_law_is_shown_and_cannot_be_changed(eva, draft):
    answer = eva.get(f"{draft}/lijst/termijnen")
    assert "Klacht afhandelen" in said(answer)
    assert not re.search(r'name="aantal-afdoening"', answer.get_data(as_text=True))


def test_comments_and_the_order_of_a_file_stay():
    text = '# boven\n[rol.a]\nnaam = "A" # waarom\n\n# b hoort hier\n[rol.b]\nnaam = "B"\n'
    assert with_values(text, "rol", "a", {"naam": 'A "1"', "ziet": "x"}) == (
        '# boven\n[rol.a]\nnaam = "A \\"1\\"" # waarom\nziet = "x"\n\n# b hoort hier\n[rol.b]\nnaam = "B"\n'
    )

"""The process owner's studio: drafts, their files, the check, trying, bringing in and taking out."""

import io
import zipfile

import pytest

from engine import Bundle, parse_letter
from tests.webapp.screens.reading import headings, links, page, said, words
from webapp import commands
from webapp.clock import now
from webapp.paths import bundle_root
from webapp.store import queries
from webapp.store.queries import Viewer
from webapp.studio.invented import ARRIVED, invented_letter
from webapp.studio.templates import FILE

LETTER = "processes/letters/te_laat.md"
TERMS = "processes/termijnen.toml"
DIAGRAM = "processes/bpmn/nazorg.bpmn"


@pytest.fixture
def eva(sign_in):
    """Eva answers for the procedure."""
    return sign_in("eva")


@pytest.fixture
def draft(eva):
    """The address of a fresh draft."""
    answer = eva.post("/werkwijze/ontwerpen", data={"naam": "Eerder bellen"})
    assert answer.status_code == 302
    return answer.location


def held(client, draft, path):
    return client.get(f"{draft}/inhoud/{path}").get_json()


def put(client, draft, path, content, seen):
    return client.put(f"{draft}/inhoud/{path}", json={"content": content, "seen": seen})


def test_only_the_process_owner_comes_in(samira):
    assert samira.get("/werkwijze").status_code == 403
    assert samira.post("/werkwijze/ontwerpen", data={"naam": "x"}).status_code == 403
    assert 'href="/werkwijze"' not in samira.get("/vandaag").get_data(as_text=True)


def test_a_draft_begins_as_the_version_in_use_and_stands_in_the_list(eva, draft):
    assert "Eerder bellen" in said(eva.get("/werkwijze"))
    answer = eva.get(draft)
    assert headings(answer) == ["Eerder bellen"]
    assert "Nog niets." in said(answer)
    with zipfile.ZipFile(io.BytesIO(eva.get(f"{draft}/werkwijze.zip").data)) as packed:
        assert set(packed.namelist()) == {*Bundle.read(bundle_root()).files, FILE}


def test_a_draft_without_a_name_is_refused_with_what_to_do(eva):
    answer = eva.post("/werkwijze/ontwerpen", data={"naam": "  "})
    assert answer.status_code == 422
    assert "Geef het ontwerp een naam" in said(answer)


def test_files_stand_under_the_process_that_uses_them(eva, draft):
    groups = page(eva.get(draft)).cssselect(".studio__group")
    aftercare = next(one for one in groups if words(one.cssselect("summary")[0]) == "Nazorg")
    assert [words(one) for one in aftercare.cssselect("h3")][:2] == ["Schema’s", "Formulieren"]
    hrefs = [link.get("href") for link in aftercare.cssselect("a")]
    assert f"{draft}/schema/nazorg" in hrefs
    assert f"{draft}/formulier/nazorg/nazorggesprek" in hrefs


def test_every_file_of_the_version_can_be_opened_from_the_draft(eva, draft):
    hrefs = links(eva.get(draft), rf"{draft}/(schema|tabel|formulier|tekst|lijst)/")
    assert len(hrefs) == len(Bundle.read(bundle_root()).files)
    for href in hrefs[:: len(hrefs) // 12]:
        assert eva.get(href).status_code == 200


def test_a_saved_text_is_in_the_draft_and_nowhere_else(eva, draft, app):
    before = held(eva, draft, LETTER)
    answer = eva.post(
        f"{draft}/tekst/{LETTER}",
        data={"tekst": before["content"] + "\nTot ziens.\n", "gezien": before["rev"]},
    )
    assert "Bewaard." in said(answer)
    assert held(eva, draft, LETTER)["content"].endswith("Tot ziens.\n")
    assert "Te laat Gewijzigd" in said(eva.get(draft))
    with app.app_context():
        current = queries.drafts()[0].base_hash
    assert current == Bundle.read(bundle_root()).hash


def test_who_saves_on_an_older_text_hears_who_was_first_and_keeps_both(eva, draft, app):
    text = held(eva, draft, LETTER)["content"]
    number = int(draft.rsplit("/", 1)[1])
    with app.app_context():
        colleague = Viewer("samira", ("Proceseigenaar",))
        commands.save_draft_file(
            number, LETTER, b"---\nonderwerp: Van Samira\n---\nHoi\n", seen=0, by=colleague, at=now()
        )
    answer = eva.post(f"{draft}/tekst/{LETTER}", data={"tekst": text + "Van Eva", "gezien": "0"})
    assert answer.status_code == 409
    told = said(answer)
    assert "Samira" in told
    assert "Van Eva" in told
    assert "onderwerp: Van Samira" in told
    refused = put(eva, draft, LETTER, text + "Van Eva, nog eens", 0)
    assert refused.status_code == 409
    assert "Samira" in refused.get_json()["message"]
    assert "niet opgenomen: een collega was voor" in said(eva.get(draft))


def test_saving_the_same_text_twice_is_no_conflict(eva, draft):
    text = held(eva, draft, LETTER)["content"] + "\nEen.\n"
    first = put(eva, draft, LETTER, text, 0).get_json()
    again = put(eva, draft, LETTER, text, 0).get_json()
    assert (first["changed"], again) == (True, {"rev": first["rev"], "changed": False})


def test_autosaves_of_one_sitting_are_one_line_of_history(eva, draft, app):
    text, rev = held(eva, draft, LETTER)["content"], 0
    for number in range(3):
        rev = put(eva, draft, LETTER, f"{text}\n{number}\n", rev).get_json()["rev"]
    with app.app_context():
        assert len(queries.draft_changes(int(draft.rsplit("/", 1)[1]))) == 1


def test_a_changed_or_removed_file_goes_back_to_how_it_was(eva, draft):
    text = held(eva, draft, LETTER)["content"]
    put(eva, draft, LETTER, text + "x", 0)
    seen = held(eva, draft, LETTER)["rev"]
    eva.post(f"{draft}/verwijder/{LETTER}", data={"gezien": seen})
    assert eva.get(f"{draft}/tekst/{LETTER}").status_code == 404
    assert "Verwijderd" in said(eva.get(draft))
    eva.post(f"{draft}/terugzetten/{LETTER}")
    assert held(eva, draft, LETTER)["content"] == text
    assert "Nog niets." in said(eva.get(draft))


def test_a_discarded_draft_comes_back_with_everything_in_it(eva, draft):
    put(eva, draft, LETTER, held(eva, draft, LETTER)["content"] + "Bewaard.", 0)
    eva.post(f"{draft}/weg")
    assert eva.get(draft).status_code == 404
    assert put(eva, draft, LETTER, "x", 1).status_code == 404
    eva.post(f"{draft}/terug")
    assert held(eva, draft, LETTER)["content"].endswith("Bewaard.")


def test_the_check_leads_to_the_element_that_is_wrong(eva, draft):
    content = held(eva, draft, DIAGRAM)["content"].replace('=termijn("nazorg")<', '=termijn("nazorgg")<')
    assert put(eva, draft, DIAGRAM, content, 0).status_code == 200
    answer = eva.get(f"{draft}/controle")
    assert "nazorgg" in said(answer)
    assert links(answer, r"schema/nazorg\?element=tijd_voor_nazorg")
    told = eva.post(f"{draft}/controle/{DIAGRAM}").get_json()
    assert {finding["element"] for finding in told["findings"]} >= {"tijd_voor_nazorg"}


def test_a_form_that_the_check_misses_is_made_with_one_click(eva, draft):
    eva.post(f"{draft}/verwijder/forms/nazorg/nazorggesprek.form", data={"gezien": "0"})
    (form,) = [one for one in page(eva.get(f"{draft}/controle")).forms if "soort" in one.fields]
    assert form.fields["naam"] == "nazorg/nazorggesprek"
    answer = eva.post(form.get("action"), data=dict(form.fields))
    assert answer.location == f"{draft}/formulier/nazorg/nazorggesprek"


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (DIAGRAM, "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        (DIAGRAM, "<html/>"),
        (DIAGRAM, "geen xml"),
        ("forms/nazorg/nazorggesprek.form", "[1]"),
        ("processes/bpmn/Nazorg Twee.bpmn", "<x/>"),
        ("webapp/security.py", "x"),
        ("processes/../webapp/x.toml", "x"),
        ("processes/geheim.toml", "x = 1"),
    ],
)
def test_what_is_no_file_of_a_procedure_is_refused(eva, draft, path, content):
    answer = put(eva, draft, path, content, 0)
    assert answer.status_code in (404, 422)
    assert "Nog niets." in said(eva.get(draft))


def test_a_letter_can_be_read_on_an_invented_case_before_it_is_saved(eva, draft):
    text = held(eva, draft, LETTER)["content"] + "\n\nEen nieuwe zin.\n"
    answer = eva.post(f"{draft}/proef/{LETTER}", data={"tekst": text, "gezien": "0"})
    assert "mevrouw A. Jansen" in said(answer)
    assert "Een nieuwe zin." in said(answer)
    assert held(eva, draft, LETTER)["rev"] == 0
    broken = eva.post(f"{draft}/proef/{LETTER}", data={"tekst": "zonder kop", "gezien": "0"})
    assert broken.status_code == 422
    assert "zonder kop" in said(broken)


def test_beside_a_letter_stand_the_names_that_it_may_use(eva, draft):
    told = said(eva.get(f"{draft}/tekst/{LETTER}"))
    for name in ("{{ zaak.nummer }}", "{{ gemeente.naam }}", '{{ termijn("afdoening") | datum }}'):
        assert name in told


def test_every_shipped_letter_can_be_read_on_the_invented_case(settings):
    bundle = Bundle.read(bundle_root())
    for path, data in bundle.letters():
        letter = parse_letter(data.decode(), path.rsplit("/", 1)[1].removesuffix(".md"))
        assert len(invented_letter(letter, bundle, settings.letter_facts(ARRIVED))[1]) > 40


def test_scenarios_are_played_on_the_draft_and_show_the_step_that_fails(eva, draft):
    path = "processes/scenarios/nazorg/nazorg.feature"
    text = held(eva, draft, path)["content"]
    assert "Alles komt uit zoals u schreef" in said(
        eva.post(f"{draft}/naspelen/{path}", data={"tekst": text, "gezien": "0"})
    )
    wrong = text.replace("20 mei 2026", "21 mei 2026", 1)
    told = said(eva.post(f"{draft}/naspelen/{path}", data={"tekst": wrong, "gezien": "0"}))
    assert "Niet goed, regel" in told
    assert "21 mei 2026" in told


def test_a_list_of_terms_is_saved_halfway_and_the_check_says_what_is_wrong(eva, draft):
    answer = eva.post(
        f"{draft}/tekst/{TERMS}", data={"tekst": "[termijn.x", "gezien": "0", "_actie": "controleer"}
    )
    assert answer.status_code == 200
    assert "Dit klopt nog niet" in said(answer)


def send(client, draft, name, data):
    return client.post(
        f"{draft}/inbrengen", data={"bestand": (io.BytesIO(data), name)}, content_type="multipart/form-data"
    )


def test_a_file_from_the_desktop_modeller_takes_the_place_of_its_namesake(eva, draft):
    content = held(eva, draft, DIAGRAM)["content"].replace('name="Nazorggesprek"', 'name="Nabellen"')
    assert send(eva, draft, "nazorg.bpmn", content.encode()).status_code == 302
    assert 'name="Nabellen"' in held(eva, draft, DIAGRAM)["content"]
    assert b'name="Nabellen"' in eva.get(f"{draft}/ophalen/{DIAGRAM}").data


def test_a_downloaded_draft_comes_back_unchanged(eva, draft):
    packed = eva.get(f"{draft}/werkwijze.zip").data
    assert send(eva, draft, "ontwerp.zip", packed).status_code == 302
    assert "Nog niets." in said(eva.get(draft))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("kwaad.bpmn", b"<!DOCTYPE x []><x/>", "DOCTYPE"),
        ("groot.bpmn", b" " * (2 * 1024 * 1024 + 1), "groter dan 2 MB"),
        ("stuk.zip", b"PK\x03\x04stuk", "geen leesbaar zip-bestand"),
        ("programma.exe", b"MZ", "Stuur een zip"),
        ("geheim.toml", b"x = 1", "kan niet"),
        ("nieuw.md", b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_cannot_come_in_is_refused_with_a_reason(eva, draft, name, data, told):
    answer = send(eva, draft, name, data)
    assert answer.status_code == 422
    assert told in said(answer)


def test_a_zip_that_reaches_outside_the_procedure_is_refused(eva, draft):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("processes/../../etc/passwd", "x")
    assert send(eva, draft, "kwaad.zip", buffer.getvalue()).status_code == 422


@pytest.mark.parametrize(
    ("kind", "name", "where"),
    [
        ("schema", "Wijkteam", "schema/wijkteam"),
        ("formulier", "nazorg/plannen", "formulier/nazorg/plannen"),
        ("brief", "wijkteam", "tekst/processes/letters/wijkteam.md"),
        ("scenario", "nazorg/wijkteam", "tekst/processes/scenarios/nazorg/wijkteam.feature"),
    ],
)
def test_a_new_file_opens_in_its_editor(eva, draft, kind, name, where):
    answer = eva.post(f"{draft}/nieuw", data={"soort": kind, "naam": name})
    assert answer.location == f"{draft}/{where}"
    assert eva.get(answer.location).status_code == 200
    assert eva.post(f"{draft}/nieuw", data={"soort": kind, "naam": name}).status_code == 422


def test_only_pages_with_a_drawing_editor_allow_style_attributes(eva, draft):
    for where in ("schema/nazorg", "tabel/triage", "formulier/nazorg/nazorggesprek"):
        policy = eva.get(f"{draft}/{where}").headers["Content-Security-Policy"]
        assert "style-src-attr 'unsafe-inline'" in policy
        assert "script-src 'self';" in policy
    for where in ("", f"/tekst/{LETTER}", "/controle"):
        assert "unsafe" not in eva.get(f"{draft}{where}").headers["Content-Security-Policy"]

"""Versions of the procedure on screens: the list, what differs, the passport, taking one along."""

import io
import zipfile

import pytest

from engine import Bundle, scenarios_of
from engine.check.codes import found
from tests.builders import MONDAY
from webapp import publishing, travelling
from webapp.paths import bundle_root
from webapp.travelling import packed

TERMS = "processes/termijnen.toml"


@pytest.fixture(scope="module")
def shipped() -> Bundle:
    return Bundle.read(bundle_root())


@pytest.fixture(scope="module")
def newer(shipped) -> Bundle:
    """The shipped version in which the resident is called within five working days."""
    text = shipped.text(TERMS).replace('regel = "werkdagen:2"', 'regel = "werkdagen:5"', 1)
    return Bundle({**shipped.files, TERMS: text.encode()})


@pytest.fixture
def two(app, shipped, newer, monkeypatch) -> tuple[str, str]:
    """A newer version stands beside the shipped one."""
    monkeypatch.setattr(publishing, "check_bundle", lambda _: ())
    with app.app_context():
        publishing.publish(newer, label="ruimere norm", by="eva", at=MONDAY)
    return shipped.hash, newer.hash


@pytest.fixture
def eva(sign_in):
    return sign_in("eva")


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def test_the_list_tells_which_version_applies_and_how_many_cases_run_on_each(two, eva):
    page = text_of(eva.get("/werkwijze/versies"))
    assert "ruimere norm" in page
    assert "Geldt nu" in page
    assert "Nog in gebruik" in page


def test_two_versions_are_compared_in_sentences(two, eva):
    old, new = two
    page = text_of(eva.get(f"/werkwijze/versies/vergelijken?van={old}&naar={new}"))
    assert "Termijn ‘Inwoner bellen’: 5 werkdagen in plaats van 2." in page
    assert "1 verschil:" in page


def test_a_version_compared_with_itself_has_no_differences(two, eva):
    page = text_of(eva.get(f"/werkwijze/versies/vergelijken?van={two[0]}&naar={two[0]}"))
    assert "Geen verschil" in page


def test_a_step_that_changes_is_marked_in_the_drawing_in_words_too(app, shipped, eva, monkeypatch):
    path = "processes/bpmn/informele_behandeling.bpmn"
    renamed = shipped.text(path).replace('name="Bellen met de inwoner"', 'name="De inwoner bellen"')
    other = Bundle({**shipped.files, path: renamed.encode()})
    monkeypatch.setattr(publishing, "check_bundle", lambda _: ())
    with app.app_context():
        publishing.publish(other, label="andere naam", by="eva", at=MONDAY)
    page = text_of(eva.get(f"/werkwijze/versies/vergelijken?van={shipped.hash}&naar={other.hash}"))
    assert "De stap ‘Bellen met de inwoner’ heet nu ‘De inwoner bellen’." in page
    assert "b-changed" in page
    assert "De inwoner bellen (gewijzigd)" in page


def test_versions_that_do_not_exist_are_not_found(eva):
    assert eva.get("/werkwijze/versies/vergelijken?van=niets&naar=niets").status_code == 404
    assert eva.get("/werkwijze/versies/niets").status_code == 404
    assert eva.get("/werkwijze/proces/niets").status_code == 404
    assert eva.get("/werkwijze/proces/intake?versie=niets").status_code == 404


def test_a_handler_cannot_open_the_versions_but_can_read_a_passport(samira):
    assert samira.get("/werkwijze/versies").status_code == 403
    assert samira.get("/werkwijze/proces/intake").status_code == 200


def test_the_passport_has_all_that_belongs_to_a_process(eva):
    page = text_of(eva.get("/werkwijze/proces/informele_behandeling"))
    for words in (
        "Is de inwoner nu tevreden en is de klacht opgelost?",
        "Alleen als het antwoord op ‘Is de inwoner nu tevreden en is de klacht opgelost?’ ‘Ja’ is.",
        "Onze afspraak over uw klacht",
        "Samen een oplossing zoeken",
        "3 weken",
        "Wijst de behandelaar toe",
        "Wij bellen u",
    ):
        assert words in page


def test_the_passport_of_the_main_process_shows_its_tables_and_examples(eva):
    page = text_of(eva.get("/werkwijze/proces/klachtbehandeling"))
    assert "Het bestuursorgaan volgt het advies" in page
    assert "Speel na" in page


def test_examples_are_played_when_somebody_asks(eva, shipped):
    feature = next(one.feature for one in scenarios_of(shipped) if one.process == "nazorg")
    page = text_of(eva.get("/werkwijze/proces/nazorg", query_string={"voorbeelden": feature}))
    assert "klopt" in page
    assert "klopt niet" not in page


def test_a_diagram_reads_as_numbered_prose(eva):
    page = text_of(eva.get("/werkwijze/proces/aan_tafel/in-woorden"))
    assert "Daarna terug naar stap 8 (‘Oplossing uitvoeren’)." in page


def test_the_passport_is_a_pdf_too(eva):
    answer = eva.get("/werkwijze/proces/nazorg/paspoort.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_a_version_goes_along_as_a_zip_and_is_recognised_on_return(eva, shipped):
    answer = eva.get(f"/werkwijze/versies/{shipped.hash}/bundel.zip")
    assert Bundle.from_zip(answer.data) == shipped
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert shipped.hash in archive.read("manifest.json").decode()


def sent(client, data: bytes):
    return client.post(
        "/werkwijze/versies/bundel-bekijken",
        data={"bundel": (io.BytesIO(data), "bundel.zip")},
        content_type="multipart/form-data",
    )


def test_a_bundle_from_elsewhere_is_shown_and_not_kept(eva, newer, monkeypatch):
    monkeypatch.setattr(travelling, "check_bundle", lambda _: ())  # tested elsewhere, and slow
    page = text_of(sent(eva, packed(newer, label="Van elders", origin="Gemeente Elders", at=MONDAY)))
    assert "Gemeente Elders" in page
    assert "5 werkdagen in plaats van 2" in page
    assert "De controle vindt geen fouten." in page
    assert "Van elders" not in text_of(eva.get("/werkwijze/versies"))


def test_a_bundle_that_was_changed_on_the_way_is_refused(eva, newer, shipped):
    data = packed(newer, label="", origin="", at=MONDAY)
    forged = io.BytesIO(shipped.to_zip())
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(forged, "a") as target:
        target.writestr("manifest.json", source.read("manifest.json"))
    answer = sent(eva, forged.getvalue())
    assert answer.status_code == 422
    assert "de hash in manifest.json klopt niet" in answer.get_data(as_text=True)


def test_what_the_check_finds_is_told_on_arrival(eva, newer, monkeypatch):
    fault = found("E01", TERMS, 3, "Het bestand is stuk.")
    monkeypatch.setattr(travelling, "check_bundle", lambda _: (fault,))
    page = text_of(sent(eva, packed(newer, label="", origin="", at=MONDAY)))
    assert "Zo kan deze bundel niet worden gepubliceerd." in page
    assert "Het bestand is stuk." in page


def test_what_is_no_zip_is_refused_in_dutch(eva):
    answer = sent(eva, b"geen zip")
    assert answer.status_code == 422
    assert "geen leesbaar zip-bestand" in answer.get_data(as_text=True)

import io

import pytest
from werkzeug.datastructures import FileStorage

from tests import papers
from webapp import uploads
from webapp.filetypes import TYPES, named, sniff

EACH = {
    "pdf": papers.PDF,
    "png": papers.PNG,
    "jpg": papers.JPG,
    "heic": papers.HEIC,
    "docx": papers.docx(),
    "odt": papers.odt(),
    "txt": papers.TXT,
    "eml": papers.EML,
    "msg": papers.MSG,
}


def refusal(name: str, content: bytes) -> str:
    return uploads.refusal(name, io.BytesIO(content))


def test_every_kind_that_is_taken_in_has_an_example():
    assert set(EACH) == set(TYPES)


@pytest.mark.parametrize("key", EACH)
def test_a_file_is_known_by_its_content_and_taken_in_under_its_own_name(key):
    stream = io.BytesIO(EACH[key])
    assert sniff(stream) == key
    assert stream.tell() == 0
    assert refusal(f"Brief van 3 maart.{TYPES[key].extensions[0].upper()}", EACH[key]) == ""


@pytest.mark.parametrize("key", EACH)
@pytest.mark.parametrize("name_says", EACH)
def test_a_file_under_the_name_of_another_kind_is_refused(key, name_says):
    refused = refusal(f"stuk.{name_says}", EACH[key])
    may = name_says == key or (name_says, key) == ("txt", "eml")
    assert (refused == "") is may
    if not may:
        assert refused.startswith(f"“stuk.{name_says}” heet {name_says}, maar is een {TYPES[key].words}.")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("leeg.pdf", b"", "“leeg.pdf” is leeg."),
        ("spel.exe", papers.EXE, "“spel.exe” is een soort bestand dat wij niet aannemen. Neem een pdf"),
        ("factuur.pdf", papers.EXE, "“factuur.pdf” is geen goede pdf. Open het bestand, sla het opnieuw op"),
        ("brief.pdf", papers.DOC, "“brief.pdf” is geen goede pdf."),
        ("brief.doc", papers.DOC, "“brief.doc” is een soort bestand dat wij niet aannemen."),
        (
            "brief.docx",
            papers.docx("word/vbaProject.bin"),
            "In “brief.docx” zitten macro's. Sla het op",
        ),
        ("brief.odt", papers.odt("Basic/script-lc.xml"), "In “brief.odt” zitten macro's."),
        ("pagina.html", b"<html><script>alert(1)</script>", "“pagina.html” is een soort bestand"),
        ("plaatje.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "“plaatje.svg” is een soort bestand"),
        ("zonder-punt", papers.PDF, "“zonder-punt” is een soort bestand"),
        ("stuk.docx", b"PK\x03\x04 no zip at all", "“stuk.docx” is geen goede docx."),
        ("half.txt", b"tekst\0met nullen", "“half.txt” is geen goede txt."),
    ],
)
def test_a_refusal_names_the_file_the_problem_and_the_remedy(name, content, why):
    assert refusal(name, content).startswith(why)


def test_a_file_that_is_too_large_is_refused_with_its_size(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST_FILE", 2 * 1024 * 1024)
    told = refusal("scan.pdf", papers.PDF + b" " * (5 * 512 * 1024))
    assert told.startswith("“scan.pdf” is 2,5 MB groot. Een bestand mag hoogstens 2 MB zijn.")


def test_one_refused_file_costs_nothing_of_the_others_and_too_many_are_named():
    kept = []
    files = [FileStorage(io.BytesIO(papers.PDF), f"{number}.pdf") for number in range(uploads.MOST_FILES + 1)]
    files[2] = FileStorage(io.BytesIO(papers.EXE), "spel.exe")
    taken = uploads.take(files, lambda stream, name, kind: kept.append((name, kind, stream.read(5))))
    assert [name for name, _, _ in kept] == list(taken.kept)
    assert len(kept) == uploads.MOST_FILES - 1
    assert {kind for _, kind, _ in kept} == {"application/pdf"}
    assert [text[:10] for text in taken.refused] == ["“spel.exe”", "“10.pdf” i"]


def test_an_empty_file_field_is_no_file():
    assert uploads.sent([FileStorage(io.BytesIO(b""), "")]) == []


def test_a_name_without_an_ending_says_nothing():
    assert named("pdf") is None

"""A letter on paper: accessible, complete, in Dutch, and the same bytes every time."""

import re
import subprocess
import zlib
from datetime import date

import pytest

from tests.programs import program
from webapp.config import ConfigError, Municipality
from webapp.jobs.pdf import letter_html, letter_pdf

BODY = """Geachte mevrouw Şahin,

## Wat vinden wij?

U moet te lang wachten.

- een
- twee
"""
CASE = {
    "municipality": Municipality(),
    "recipient": ("Mevrouw A. Şahin", "Langestraat 12", "1234 AB Vrijstad"),
    "reference": "K-2026-0417",
    "date": date(2026, 5, 6),
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return letter_pdf(BODY, "Ons oordeel over uw klacht", **CASE)


def unpacked(pdf: bytes) -> bytes:
    """The whole file with every compressed stream opened."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return pdf + b"".join(opened)


def text_of(pdf: bytes, tmp_path) -> str:
    pdftotext = program("pdftotext", package="poppler-utils")
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([pdftotext, "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_a_letter_is_pdf_ua_tagged_in_dutch(pdf):
    whole = unpacked(pdf)
    assert b"pdfuaid:part" in whole
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", whole)
    assert re.search(rb"/Lang \(nl", whole)
    assert b"/DisplayDocTitle true" in whole
    for tag in (b"/H1", b"/H2", b"/P", b"/L", b"/LI", b"/Figure"):
        assert re.search(rb"/S " + tag + rb"\b", whole), tag
    assert b"/Alt (Logo Gemeente Vrijstad)" in whole


def test_every_font_is_embedded(pdf):
    whole = unpacked(pdf)
    assert whole.count(b"/Type /FontDescriptor") == whole.count(b"/FontFile") > 0


def test_the_text_can_be_read_back(pdf, tmp_path):
    text = text_of(pdf, tmp_path)
    for expected in (
        "Mevrouw A. Şahin",
        "1234 AB Vrijstad",
        "6 mei 2026",
        "K-2026-0417",
        "Ons oordeel over uw klacht",
        "U moet te lang wachten.",
        "Pagina 1 van 1",
        "(0123) 45 67 89",
    ):
        assert expected in text


def test_a_long_letter_counts_its_pages_and_keeps_its_number(tmp_path):
    text = text_of(letter_pdf(BODY + "\nEen regel tekst.\n" * 80, "Lang", **CASE), tmp_path)
    first, second = text.split("\f")[:2]
    assert re.search("Pagina 1 van [2-9]", first)
    assert "zaaknummer K-2026-0417" in second
    assert "zaaknummer K-2026-0417" not in first


def test_the_same_letter_is_the_same_bytes(pdf):
    assert letter_pdf(BODY, "Ons oordeel over uw klacht", **CASE) == pdf


def test_nothing_outside_the_letter_is_ever_read(tmp_path, monkeypatch):
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    address = f"file://{secret}"
    hostile = f"![x]({address}) <img src='{address}'>\n\n<link rel=attachment href='{address}'>"
    whole = unpacked(letter_pdf(hostile, f"<img src='{address}'>", **CASE))
    assert b"geheim.txt" not in re.sub(rb"/Title[^\n]*", b"", whole.split(b"stream")[0])
    assert b"/EmbeddedFile" not in whole


def test_on_a_screen_a_letter_has_no_inline_style_and_escapes_its_address():
    html = letter_html(BODY, "A & <b>", **CASE | {"recipient": ("<script>", "")})
    assert "style=" not in html
    assert "<script>" not in html
    assert "<h1>A &amp; &lt;b&gt;</h1>" in html
    assert "6 mei 2026" in html


def test_a_colour_that_is_no_colour_is_refused():
    with pytest.raises(ConfigError, match="is geen kleur"):
        letter_html(BODY, "x", **CASE | {"municipality": Municipality(kleur="red } body { display: none")})

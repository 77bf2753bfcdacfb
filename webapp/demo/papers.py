"""A few documents in the sample cases: a pdf, a photo and texts, made here of invented words."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from webapp import commands

HANDLER = "behandelaar"
PHOTO = Path(__file__).parent / "rolstoel.jpg"


@dataclass(frozen=True)
class Paper:
    """A document: with which complaint, what it is called, who sends it how many days after receipt."""

    about: str  # summary of the complaint
    filename: str
    lines: Sequence[str]
    description: str = ""
    by: str = commands.RESIDENT
    after: int = 0

    @property
    def content(self) -> bytes:
        kind = self.filename.rpartition(".")[2]
        return PHOTO.read_bytes() if kind == "jpg" else {"pdf": a_pdf, "odt": an_odt}[kind](self.lines)

    @property
    def media_type(self) -> str:
        return {
            "pdf": "application/pdf",
            "odt": "application/vnd.oasis.opendocument.text",
            "jpg": "image/jpeg",
        }[self.filename.rpartition(".")[2]]


PAPERS = (
    Paper(
        "Niemand belt terug over dagbesteding",
        "wanneer ik belde.pdf",
        (
            "Wanneer ik belde",
            "Maandag, 9 uur: de consulent is er niet. Ze bellen terug.",
            "Donderdag: niets gehoord. Ik belde zelf en wachtte lang.",
            "Maandag daarna, 10 uur: weer een ander. Ook zij zou terugbellen.",
        ),
        "Wat de inwoner zelf bijhield.",
    ),
    Paper("Rolstoel past niet door de deur", "rolstoel.jpg", (), "Foto van de rolstoel voor de deur."),
    Paper(
        "Rolstoel past niet door de deur",
        "verslag van het gesprek.odt",
        (
            "Gesprek over de rolstoel",
            "De rolstoel is zes centimeter te breed voor de deur van de badkamer.",
            "Afgesproken: de leverancier komt meten. Ik bel vrijdag over de uitkomst.",
        ),
        by=HANDLER,
        after=4,
    ),
    Paper(
        "Mantelzorg niet meegewogen",
        "wat mijn dochter doet.odt",
        (
            "Wat mijn dochter doet, en wat niet",
            "In het besluit staat dat mijn dochter elke dag komt. Dat is niet zo: zij komt op zaterdag.",
            "Zij doet dan de boodschappen en de was. Koken doe ik zelf, en dat lukt niet meer.",
        ),
        after=1,
    ),
)


def add(case_id: str, summary: str, handler: str, received: datetime, now: datetime) -> None:
    """Put the documents of this complaint in its file. Those that are there already stay as they are."""
    for paper in PAPERS:
        if paper.about != summary:
            continue
        at = min(received + timedelta(days=paper.after, minutes=4), now)
        try:
            commands.add_document(
                case_id, io.BytesIO(paper.content), filename=paper.filename, media_type=paper.media_type,
                by=handler if paper.by == HANDLER else paper.by, at=at, description=paper.description,
            )  # fmt: skip
        except commands.AlreadyThere:
            continue


# -- files ----------------------------------------------------------------------------------------


def a_pdf(lines: Sequence[str]) -> bytes:
    """Return one page with these lines, the first as a heading."""
    shown = b"".join(_drawn(lines))
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (nl-NL) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
    )
    made, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(made))
    return made + head + table + end


def _drawn(lines: Sequence[str]) -> Iterator[bytes]:
    yield b"BT 72 760 Td 18 TL\n"
    for place, line in enumerate(lines):
        text = line.encode("cp1252", "replace")
        for sign in (b"\\", b"(", b")"):
            text = text.replace(sign, b"\\" + sign)
        yield b"/F1 %d Tf (%s) Tj T* T*\n" % (11 if place else 16, text)
    yield b"ET"


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = "application/vnd.oasis.opendocument.text"


def an_odt(lines: Sequence[str]) -> bytes:
    """Return a text with these lines as paragraphs, the first as a heading."""
    heading, *rest = (escape(line) for line in lines)
    body = f'<text:h text:outline-level="1">{heading}</text:h>' + "".join(
        f"<text:p>{one}</text:p>" for one in rest
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_OFFICE}:office:1.0" '
        f'xmlns:text="{_OFFICE}:text:1.0" office:version="1.3"><office:body><office:text>{body}'
        "</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (("mimetype", _ODT), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text, how)
    return made.getvalue()

"""Small files of each kind, as somebody could send them."""

import io
import zipfile

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "05000157a7b0a80000000049454e44ae426082"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 40
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40
TXT = b"Beste gemeente,\r\n\r\nIk wacht al weken. <b>Nu</b> graag antwoord.\r\n"
EML = b"From: a.jansen@post.example\r\nSubject: Klacht\r\n\r\nBeste mensen,\r\n"
MSG = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "__properties_version1.0".encode("utf-16-le") + b"\0"
)
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
EXE = b"MZ\x90\x00\x03" + b"\0" * 60


def docx(*more: str) -> bytes:
    return _zip({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"} | dict.fromkeys(more, "x"))


def odt(*more: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    return _zip({"mimetype": kind, "content.xml": "<o/>"} | dict.fromkeys(more, "x"))


def _zip(files: dict[str, str]) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return told.getvalue()

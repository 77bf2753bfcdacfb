"""What a file really is, told by its first bytes, against what its name says.

The word of a browser counts for nothing. Signatures: PDF ISO 32000-1 §7.5.2; PNG ISO/IEC 15948 §5.2;
JPEG ISO/IEC 10918-1 (SOI); HEIF ISO/IEC 23008-12 (brands in `ftyp`); ZIP PKWARE APPNOTE §4.3.7; OOXML
ECMA-376 part 2; ODF 1.2 part 3 §3.3 (`mimetype` first and stored); OLE [MS-CFB] §2.2; Outlook [MS-OXMSG]
§2.4; mail RFC 5322 §2.2.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

_HEAD = 4096  # bytes that tell the kind
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_MAIL_FIELD = re.compile(rb"^[!-9;-~]{1,70}:[ \t\r\n]")
_MAIL_STARTS = re.compile(rb"^(from|date|received|return-path|message-id|subject|to):", re.IGNORECASE | re.M)
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")  # name of a stream in every Outlook message
_ODT = b"application/vnd.oasis.opendocument.text"
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
_MOST_ENTRIES = 10_000  # of a zip; more is no letter


@dataclass(frozen=True)
class FileType:
    """A kind of file that may lie in a case file. `shown` is how a browser may show it, if at all."""

    key: str
    media_type: str
    words: str
    extensions: tuple[str, ...]
    shown: str = ""  # image | pdf | text


TYPES = {
    one.key: one
    for one in (
        FileType("pdf", "application/pdf", "pdf", ("pdf",), "pdf"),
        FileType("jpg", "image/jpeg", "foto (jpg)", ("jpg", "jpeg"), "image"),
        FileType("png", "image/png", "afbeelding (png)", ("png",), "image"),
        FileType("heic", "image/heic", "foto (heic)", ("heic", "heif")),
        FileType(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Word-bestand (docx)",
            ("docx",),
        ),
        FileType("odt", "application/vnd.oasis.opendocument.text", "tekst (odt)", ("odt",)),
        FileType("eml", "message/rfc822", "e-mail (eml)", ("eml",), "text"),
        FileType("msg", "application/vnd.ms-outlook", "e-mail (msg)", ("msg",)),
        FileType("txt", "text/plain", "tekst (txt)", ("txt",), "text"),
    )
}
ACCEPTED = ", ".join(f".{ext}" for kind in TYPES.values() for ext in kind.extensions)  # for a file field
ALLOWED_WORDS = (
    "pdf, foto (jpg, png of heic), Word (docx), OpenDocument (odt), tekst (txt) of e-mail (eml of msg)"
)
_BY_EXTENSION = {ext: kind for kind in TYPES.values() for ext in kind.extensions}
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in TYPES.values()}


def named(filename: str) -> FileType | None:
    """Return what the name says it is; None for a kind that is not taken in."""
    _, dot, extension = filename.rpartition(".")
    return _BY_EXTENSION.get(extension.lower()) if dot else None


def of_media_type(media_type: str) -> FileType | None:
    """Return the kind that was kept with a document; None for one from before kinds were checked."""
    return _BY_MEDIA_TYPE.get(media_type)


def sniff(stream: BinaryIO) -> str:
    """Return the key of what the bytes say it is; "macro" or "" for what is not taken in.

    Text and mail cannot be told apart by a signature: a mail is text that begins with header fields.
    The stream is back at its start afterwards.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    try:
        return next((key for key, fits in _SIGNS if fits(head)), "") or _inside(head, stream)
    finally:
        stream.seek(0)


def agrees(name_says: FileType, found: str) -> bool:
    """Whether content and name go together; a mail that was saved as text is text."""
    return name_says.key == found or (name_says.key == "txt" and found == "eml")


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


_SIGNS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: head.startswith(b"%PDF-")),
    ("jpg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("heic", _is_heic),
)


def _inside(head: bytes, stream: BinaryIO) -> str:
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, stream)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "msg" if _holds(stream, _OUTLOOK) else ""
    return _written(head, stream)


def _zipped(head: bytes, stream: BinaryIO) -> str:
    """A Word or OpenDocument text; one with macros in it is refused by name."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return ""
    if len(names) > _MOST_ENTRIES:
        return ""
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        return "macro"
    if names[:1] == ["mimetype"] and head[38 : 38 + len(_ODT) + 1] in (_ODT + b"P", _ODT):
        return "odt"
    return "docx" if "[Content_Types].xml" in names and "word/document.xml" in names else ""


def _written(head: bytes, stream: BinaryIO) -> str:
    """Text: no control characters anywhere. Which letters it uses matters only to who shows it."""
    if not head:
        return ""
    stream.seek(0)
    while chunk := stream.read(1 << 20):
        if not _CONTROL.isdisjoint(chunk):
            return ""
    return "eml" if _MAIL_FIELD.match(head) and _MAIL_STARTS.search(head) else "txt"


def _holds(stream: BinaryIO, wanted: bytes) -> bool:
    stream.seek(0)
    tail = b""
    while chunk := stream.read(1 << 20):
        if wanted in tail + chunk:
            return True
        tail = chunk[-len(wanted) :]
    return False

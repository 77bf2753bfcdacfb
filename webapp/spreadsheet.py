"""Rows to a file for a spreadsheet program: CSV and OpenDocument (ODS). Pure, and made piece by piece.

A cell never becomes a formula: in CSV a text that a spreadsheet might read as one gets an apostrophe in
front; in ODS text is marked as text. So what a resident typed can never act in a colleague's spreadsheet.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

Cell = str | int | date | None
Row = Sequence[Cell]

BOM = "\ufeff"  # tells Excel that this is UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
manifest:version="1.3">\
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS_TYPE}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>\
</manifest:manifest>"""
_SPACES = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_SPACES}:office:1.0" xmlns:table="{_SPACES}:table:1.0" \
xmlns:text="{_SPACES}:text:1.0" xmlns:style="{_SPACES}:style:1.0" xmlns:number="{_SPACES}:datastyle:1.0" \
office:version="1.3"><office:automatic-styles><number:date-style style:name="dag"><number:day/>\
<number:text>-</number:text><number:month/><number:text>-</number:text><number:year number:style="long"/>\
</number:date-style><style:style style:name="datum" style:family="table-cell" style:data-style-name="dag"/>\
<style:style style:name="kolom" style:family="table-column"><style:table-column-properties \
style:column-width="4cm"/></style:style></office:automatic-styles><office:body><office:spreadsheet>"""
_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file with semicolons, as Dutch spreadsheets read it."""
    yield BOM + _csv_line(header)
    for row in rows:
        yield _csv_line(row)


def _csv_line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=";", lineterminator="\r\n").writerow([_plain(cell) for cell in row])
    return line.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def ods_chunks(title: str, header: Row, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield an ODS file: a zip with the type first and unpacked, as the standard asks."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w") as content:
            content.write(_HEAD.encode())
            content.write(f'<table:table table:name="{_attribute(title)}">'.encode())
            columns = f'table:style-name="kolom" table:number-columns-repeated="{len(header)}"'
            content.write(f"<table:table-column {columns}/>".encode())
            content.write(_ods_row(header))
            for row in rows:
                content.write(_ods_row(row))
                yield sink.take()
            content.write(_TAIL.encode())
    yield sink.take()


class _Sink(io.RawIOBase):
    """Where the zip writes to: only forwards, and handed on at once."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def _ods_row(row: Row) -> bytes:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>".encode()


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, date):
        value = f'office:value-type="date" office:date-value="{cell.isoformat()}" table:style-name="datum"'
        return f"<table:table-cell {value}><text:p>{cell:%d-%m-%Y}</text:p></table:table-cell>"
    if isinstance(cell, int):
        value = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {value}><text:p>{cell}</text:p></table:table-cell>"
    paragraphs = "".join(f"<text:p>{escape(_clean(line))}</text:p>" for line in cell.splitlines())
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'


def _clean(text: str) -> str:
    """XML has no place for most control characters, nor for halves of a pair."""
    return "".join(
        sign for sign in text if sign in "\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff"
        and sign not in "\ufffe\uffff")
    )  # fmt: skip


def _attribute(text: str) -> str:
    return escape(_clean(text), {'"': "&quot;"})

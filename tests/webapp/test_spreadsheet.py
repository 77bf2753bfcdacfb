"""Files for a spreadsheet: what was typed stays text, and both kinds can be read back."""

import csv
import io
import zipfile
from datetime import date

import pytest
from lxml import etree

from webapp.spreadsheet import ODS_TYPE, csv_lines, ods_chunks

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
NASTY = ["=1+1", "+31", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "  =HYPERLINK(1)", "＝1"]


def test_a_csv_opens_in_a_dutch_spreadsheet():
    text = "".join(csv_lines(("Zaak", "Dag"), [('K-1; "a"', date(2026, 3, 2)), ("é", None)]))
    assert text.startswith("\ufeffZaak;Dag\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [["Zaak", "Dag"], ['K-1; "a"', "02-03-2026"], ["é", ""]]


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_of_a_csv_is_a_formula(text):
    line = list(csv_lines(("a",), [(text,)]))[1]
    assert next(csv.reader(io.StringIO(line, newline="")))[0] == f"'{text}"


def test_a_number_stays_a_number():
    assert list(csv_lines(("a",), [(-3,), ("gewoon",)]))[1:] == ["-3\r\n", "gewoon\r\n"]


def content(rows) -> etree._Element:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(ods_chunks('Lijst "1"', ("Zaak", "Dag", "Kans"), rows))))
    assert archive.testzip() is None
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype").decode() == ODS_TYPE
    listed = etree.fromstring(archive.read("META-INF/manifest.xml"))
    assert [entry.get(f"{MANIFEST}full-path") for entry in listed] == [
        "/",
        "content.xml",
    ]
    return etree.fromstring(archive.read("content.xml"))


def test_an_ods_is_a_sound_archive_with_typed_cells():
    root = content([("K-1 <&>", date(2026, 3, 2), 51), ("twee\nregels\x00", None, None)])
    rows = root.findall(f".//{TABLE}table-row")
    assert [len(row) for row in rows] == [3, 3, 3]
    kinds = [cell.get(f"{OFFICE}value-type") for cell in rows[1]]
    assert kinds == ["string", "date", "float"]
    assert rows[1][1].get(f"{OFFICE}date-value") == "2026-03-02"
    assert [line.text for line in rows[2][0]] == ["twee", "regels"]


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_of_an_ods_has_a_formula(text):
    root = content([(text, None, None)])
    assert all(f"{TABLE}formula" not in cell.attrib for cell in root.iter(f"{TABLE}table-cell"))
    assert root.findall(f".//{TABLE}table-row")[1][0].get(f"{OFFICE}value-type") == "string"

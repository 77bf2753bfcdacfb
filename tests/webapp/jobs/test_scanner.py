"""The scanner against a small clamd of our own, that speaks the protocol over a real socket."""

import io
import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import papers as files
from tests.builders import MONDAY, a_change
from webapp import clock as clocks
from webapp import commands, create_app
from webapp.jobs import scanner
from webapp.jobs.clock import beat
from webapp.store import queries
from webapp.store.db import db
from webapp.store.unit_of_work import unit_of_work

VIRUS = b"X5O!P%@AP-FOR-THIS-TEST"
LIMIT = 100_000  # bytes that this clamd takes


class Clamd(socketserver.BaseRequestHandler):
    """Answers zINSTREAM as clamd does."""

    def handle(self) -> None:
        line: socket.socket = self.request
        command = self._take(10)
        if command != b"zINSTREAM\0":
            line.sendall(b"UNKNOWN COMMAND\0")
            return
        told = b""
        while size := struct.unpack("!L", self._take(4))[0]:
            told += self._take(size)
            if len(told) > LIMIT:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        line.sendall(b"stream: Test-Virus FOUND\0" if VIRUS in told else b"stream: OK\0")

    def _take(self, size: int) -> bytes:
        told = b""
        while len(told) < size and (piece := self.request.recv(size - len(told))):
            told += piece
        return told


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    address = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(address, Clamd) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield address
        server.shutdown()


@pytest.fixture
def clamd_on_a_port() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def scanned(settings, clock, clamd) -> Iterator[Path]:
    """An application with a scanner and one case; gives the folder of the documents."""
    app = create_app(replace(settings, clamd=clamd))
    clocks.set_clock(app, clock)
    with app.app_context():
        with unit_of_work() as store:
            store.save(a_change("c1"))
        yield app.config["AANTAFEL"].documents
        db.session.remove()
        db.engine.dispose()


def add(content: bytes, name: str = "brief.pdf") -> int:
    return commands.add_document(
        "c1", io.BytesIO(content), filename=name, media_type="application/pdf", by="samira", at=MONDAY
    )


def state(document_id: int) -> tuple[str, str]:
    found = queries.document("c1", document_id)
    return found.state, found.finding


def test_a_document_waits_in_quarantine_until_the_scanner_lets_it_through(scanned, clock, clamd):
    clean, bad = add(files.PDF), add(files.PDF + VIRUS, "besmet.pdf")
    assert state(clean) == state(bad) == ("quarantine", "")
    report = scanner.scan_due(clock, scanner.clamd(clamd), scanned)
    assert (report.clean, report.infected, report.failed) == (1, 1, 0)
    assert state(clean) == ("clean", "")
    assert state(bad) == ("infected", "Test-Virus")
    assert queries.document("c1", clean).checked_at == clock()
    assert scanner.scan_due(clock, scanner.clamd(clamd), scanned) == scanner.ScanReport()


def test_clamd_may_listen_on_a_port(clamd_on_a_port):
    scan = scanner.clamd(clamd_on_a_port)
    assert scan(io.BytesIO(b"x" * 70_000)) == ""  # more than one piece
    assert scan(io.BytesIO(VIRUS)) == "Test-Virus"


def test_a_scanner_that_is_away_is_asked_again_later(scanned, clock, clamd):
    document = add(files.PDF)
    away = scanner.clamd(clamd + ".weg")
    assert scanner.scan_due(clock, away, scanned).failed == 1
    assert state(document)[0] == "quarantine"
    assert scanner.scan_due(clock, scanner.clamd(clamd), scanned) == scanner.ScanReport()
    clock.turn(minutes=2)
    assert scanner.scan_due(clock, scanner.clamd(clamd), scanned).clean == 1
    assert state(document) == ("clean", "")


def test_what_clamd_cannot_judge_stays_in_quarantine_with_the_reason(scanned, clock, clamd):
    document = add(files.PDF + b" " * LIMIT)
    assert scanner.scan_due(clock, scanner.clamd(clamd), scanned).failed == 1
    told = state(document)
    assert told[0] == "quarantine"
    assert "ScanFailed" in told[1]


@pytest.mark.parametrize("answer", ["", "stream: ", "UNKNOWN COMMAND\0", "stream: OK maybe"])
def test_only_a_clear_answer_is_a_verdict(answer):
    with pytest.raises(scanner.ScanFailed):
        scanner.verdict(answer)


def test_the_heartbeat_has_documents_scanned(scanned, clock):
    from flask import current_app

    document = add(files.PDF)
    beat(current_app._get_current_object())
    assert state(document) == ("clean", "")


def test_without_a_scanner_a_document_says_so_and_the_first_scanner_looks_at_it(
    in_app, clock, settings, clamd
):
    with unit_of_work() as store:
        store.save(a_change("c1"))
    document = add(files.PDF)
    assert state(document)[0] == "not_scanned"
    assert scanner.scanner(settings) is None
    assert scanner.scan_due(clock, scanner.clamd(clamd), settings.documents).clean == 1


def test_a_document_that_was_taken_out_is_not_scanned_any_more(scanned, clock, clamd):
    document = add(files.PDF)
    sha256 = queries.document("c1", document).sha256
    commands.remove_document("c1", document, "Hoort bij een andere zaak.", by="samira", at=clock())
    assert not (scanned / sha256[:2] / sha256).exists()
    assert scanner.scan_due(clock, scanner.clamd(clamd), scanned) == scanner.ScanReport()

"""The virus scanner: clamd over its own protocol, and the job that shows it what came in.

The protocol is INSTREAM of clamd(8): a command, the bytes in pieces that each begin with their length as four
bytes, a piece of length nothing, and one answer: `stream: OK`, `stream: <name> FOUND` or `... ERROR`.
Without a scanner nothing is scanned and every document says so.
"""

import logging
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from webapp.config import Settings
from webapp.store import papers, scans
from webapp.store.scans import ScanLease
from webapp.store.unit_of_work import reading, unit_of_work

log = logging.getLogger(__name__)

Scan = Callable[[BinaryIO], str]  # gives the name of what was found; empty when it is clean
Clock = Callable[[], datetime]

BATCH = 5  # documents a beat
LEASE = timedelta(minutes=5)  # longer than any scan may take
TIMEOUT = 60.0  # seconds without a sign of clamd
LONGEST_PAUSE = timedelta(hours=1)
_PIECE = 1 << 16  # bytes
_LONGEST_ANSWER = 4096  # bytes


class ScanFailed(Exception):
    """The scanner gave no verdict."""


@dataclass(frozen=True)
class ScanReport:
    clean: int = 0
    infected: int = 0
    failed: int = 0


def scan_due(clock: Clock, scan: Scan, folder: Path, *, limit: int = BATCH) -> ScanReport:
    """Show at most `limit` waiting documents to the scanner. One it could not judge is tried again later."""
    clean = infected = failed = 0
    for _ in range(limit):
        lease = _lease(clock()) if _is_any_due(clock()) else None
        if lease is None:
            break
        try:
            with papers.path_of(folder, lease.sha256).open("rb") as stream:
                found = scan(stream)
        except (OSError, ScanFailed) as error:
            log.warning("document %s was not scanned: %s", lease.document_id, error)
            _put_off(lease, error, clock())
            failed += 1
            break  # the next would fare no better; the beat goes on with other work
        with unit_of_work() as store:
            state = "infected" if found else "clean"
            scans.settle(store.connection, lease, state=state, finding=found, at=clock())
        clean, infected = clean + (not found), infected + bool(found)
    return ScanReport(clean, infected, failed)


def scanner(settings: Settings) -> Scan | None:
    """Return the scanner of this installation; None when there is none."""
    return clamd(settings.clamd) if settings.clamd else None


def clamd(address: str) -> Scan:
    """Return a scanner that asks clamd at `address`: the path of its socket, or host:port."""

    def scan(stream: BinaryIO) -> str:
        with _connected(address) as line:
            try:
                _show(line, stream)
            except (BrokenPipeError, ConnectionResetError):
                log.info("clamd hung up while it was shown a file")  # it may have said why
            return verdict(_answer(line))

    return scan


def _show(line: socket.socket, stream: BinaryIO) -> None:
    line.sendall(b"zINSTREAM\0")
    while piece := stream.read(_PIECE):
        line.sendall(struct.pack("!L", len(piece)) + piece)
    line.sendall(struct.pack("!L", 0))


def verdict(answer: str) -> str:
    """Return the name of the virus in an answer of clamd; empty for a clean file. Raises ScanFailed."""
    told = answer.removeprefix("stream: ").strip("\0\n ")
    if told == "OK":
        return ""
    if told.endswith(" FOUND"):
        return told.removesuffix(" FOUND")
    raise ScanFailed(told or "geen antwoord")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(TIMEOUT)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)


def _answer(line: socket.socket) -> str:
    told = b""
    while len(told) < _LONGEST_ANSWER and (piece := line.recv(_LONGEST_ANSWER)):
        told += piece
        if piece.endswith(b"\0"):
            break
    return told.decode("utf-8", "replace")


def _is_any_due(at: datetime) -> bool:
    """Look before writing: an idle beat must not queue up with the people at work."""
    with reading() as store:
        return scans.is_any_due(store.connection, at)


def _lease(at: datetime) -> ScanLease | None:
    with unit_of_work() as store:
        return scans.lease_next(store.connection, at=at, until=at + LEASE)


def _put_off(lease: ScanLease, error: Exception, at: datetime) -> None:
    pause = min(LONGEST_PAUSE, timedelta(minutes=1) * 2 ** min(lease.attempts, 10))
    with unit_of_work() as store:
        scans.put_off(store.connection, lease, f"{type(error).__name__}: {error}", next_at=at + pause)

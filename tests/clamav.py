"""A clamd of our own for tests: it knows one virus, which is ours, and downloads nothing."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VIRUS = b"AANTAFEL-PROEFVIRUS"  # harmless text, and all that this clamd looks for
NAME = "Aantafel.Proefvirus.UNOFFICIAL"  # clamd says that the signature is not from its makers
LIMIT = 1 << 20  # bytes that it takes at once
PATIENCE = 20.0  # seconds


class ClamdMissing(Exception):
    """There is no clamd on this machine."""


@contextmanager
def private_clamd(folder: Path) -> Iterator[str]:
    """Start clamd in `folder`; yield the path of its socket. Raises ClamdMissing without an installation."""
    program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if program is None:
        raise ClamdMissing("clamd is not installed: apt install clamav-daemon")
    # A copy, because a rule of the system (AppArmor) may hold the installed one to its own folders.
    copy = shutil.copy(program, folder / "clamd")
    signatures, socket = folder / "db", folder / "clamd.ctl"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Aantafel.Proefvirus:0:*:{VIRUS.hex()}\n")
    settings = {
        "LocalSocket": socket, "DatabaseDirectory": signatures, "TemporaryDirectory": folder,
        "LogFile": folder / "log", "StreamMaxLength": LIMIT, "Foreground": "yes",
    }  # fmt: skip
    (folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    with (folder / "out").open("w") as out:
        server = subprocess.Popen([copy, "-c", folder / "clamd.conf"], stdout=out, stderr=out)
        try:
            _wait_for(socket, server, folder / "out")
            yield str(socket)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _wait_for(socket: Path, server: "subprocess.Popen[bytes]", out: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not socket.is_socket():
        if server.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"clamd did not start:\n{out.read_text()[-2000:]}")
        time.sleep(0.02)

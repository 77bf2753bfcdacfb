"""The demo as a process of its own, to be killed without warning."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

READY_WITHIN = 40.0  # seconds; a start takes about one
COMMAND = [sys.executable, "-c", "from webapp.cli import main; main()"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class DemoServer:
    """`aantafel demo` on one data folder and one port. What it prints goes to `log`."""

    data: Path
    database_url: str
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.data / "demo.log"

    def start(self) -> None:
        """Start the process; it is not yet listening."""
        assert self.process is None, "it runs already"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "demo", "--data", str(self.data), "--port", str(self.port)],
                env={**os.environ, "AANTAFEL_DATABASE_URL": self.database_url, "AANTAFEL_TICK_SECONDS": "1"},
                stdout=log,
                stderr=log,
            )

    def wait_until_listening(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(f"the demo stopped by itself:\n{self.log.read_text()[-3000:]}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                self.lives_for(0.02)
        raise AssertionError(f"the demo does not listen:\n{self.log.read_text()[-3000:]}")

    def lives_for(self, seconds: float) -> None:
        """Let the process run on for a while, or until it ends by itself."""
        assert self.process is not None
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return

    def kill(self) -> None:
        """SIGKILL: the process gets no chance to tidy up."""
        assert self.process is not None
        assert self.process.poll() is None, f"the demo stopped by itself:\n{self.log.read_text()[-3000:]}"
        self.process.kill()

    def bury(self) -> None:
        """Wait until the killed process is gone."""
        assert self.process is not None
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        """Stop as Ctrl-C would; with force when that takes too long."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another `aantafel` command on the same data."""
        return subprocess.run(
            [*COMMAND, *arguments, "--data", str(self.data)],
            env={**os.environ, "AANTAFEL_DATABASE_URL": self.database_url},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@contextmanager
def running(server: DemoServer) -> Iterator[DemoServer]:
    """Start the server; whatever happens, leave no process behind."""
    server.start()
    try:
        server.wait_until_listening()
        yield server
    finally:
        server.stop()

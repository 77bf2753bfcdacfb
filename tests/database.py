"""Databases for tests: a SQLite file, and a PostgreSQL server of our own that nobody else sees."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SERVER_USER = "postgres"


class PostgresMissing(Exception):
    """There is no PostgreSQL on this machine."""


@contextmanager
def private_postgres(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL server in `folder`, reachable through a socket there; yield its URL.

    The server refuses to run as root, so root hands it to an unprivileged user. Raises
    PostgresMissing without an installation.
    """
    binaries = _binaries()
    data, run = folder / "data", _as_server_user(folder)
    authentication = ["--auth=trust", "--username=aantafel", "--encoding=UTF8", "--locale=C.UTF-8"]
    run([binaries / "initdb", "--no-sync", "--pgdata", data, *authentication])
    options = (
        f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
    )
    server = [binaries / "pg_ctl", "--pgdata", data, "--wait"]
    run([*server, "--log", folder / "log", "--options", options, "start"])
    try:
        yield f"postgresql+psycopg://aantafel@/postgres?host={folder}"
    finally:
        run([*server, "--mode=immediate", "stop"])


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def either_database(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> str:
    """An empty database; a test that uses it runs once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty_postgres")())
    return sqlite_in(tmp_path, sqlite_template)


def sqlite_in(folder: Path, template: Path) -> str:
    """Return the URL of an empty SQLite database: a copy of the template, which is faster than migrating."""
    return f"sqlite:///{shutil.copy(template, folder / 'aantafel.db')}"


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).parent
    raise PostgresMissing("PostgreSQL is not installed: apt install postgresql")


def _as_server_user(folder: Path):
    """Return a function that runs a command, as an unprivileged user when we are root."""
    prefix: list[str] = []
    if os.geteuid() == 0:
        try:
            user = pwd.getpwnam(SERVER_USER)
        except KeyError:
            user = pwd.getpwnam("nobody")
        os.chown(folder, user.pw_uid, user.pw_gid)
        prefix = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]

    def run(command: list[object]) -> None:
        subprocess.run(
            [*prefix, *map(str, command)], check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60
        )

    return run

"""Bring the database to the shape this version of the program expects.

A start finds nothing to do nearly always, so that is told without alembic: importing it takes longer than
the rest of a start together.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from webapp.store.db import WRITES

if TYPE_CHECKING:
    from alembic.config import Config

SCRIPTS = Path(__file__).with_name("migrations")
LOCK = 4_212_026  # any fixed number: PostgreSQL lets one process migrate at a time
_LINK = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing, in one transaction. Safe to call at every start."""
    if revision == "head" and is_current(engine):
        return
    from alembic import command

    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        command.upgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether every migration has run."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [head()]


def head() -> str:
    """Return the newest revision: the one that no other builds on."""
    links = [
        dict(_LINK.findall(path.read_text(encoding="utf-8"))) for path in (SCRIPTS / "versions").glob("*.py")
    ]
    built_on = {link.get("down_revision") for link in links}
    (newest,) = {link["revision"] for link in links} - built_on
    return newest


def _config(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config

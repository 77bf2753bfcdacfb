"""A database with the sample cases of the demo, made once and copied for each test that wants it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from engine import Bundle
from webapp import clock, create_app, demo
from webapp.commands import publish_bundle
from webapp.config import Settings
from webapp.demo.seed import add_people
from webapp.paths import bundle_root
from webapp.store import migrate
from webapp.store.db import db


def fill(settings: Settings, read_clock: Callable[[], datetime], *, cases: bool = True) -> None:
    """Migrate an empty database, publish the shipped processes and play the sample cases until now.

    Without `cases` there are only the colleagues.
    """
    app = create_app(settings)
    clock.set_clock(app, read_clock)
    with app.app_context():
        migrate.upgrade(db.engine)
        bundle = Bundle.read(bundle_root())
        publish_bundle(bundle.hash, dict(bundle.files), label="eerste versie", by="test", at=read_clock())
        if not cases:
            add_people(read_clock())
    if cases:
        demo.seed(app)
    with app.app_context():
        db.session.remove()
        with db.engine.connect() as connection:  # all of it into the one file
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
        db.engine.dispose()


def sqlite_settings(folder: Path, secret: str) -> Settings:
    """Return demo settings with a database file in `folder`."""
    return Settings(
        data=folder, database_url=f"sqlite:///{folder / 'aantafel.db'}", secret_key=secret, demo=True
    )

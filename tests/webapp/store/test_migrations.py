"""The migrations build exactly what the models say, and can be undone."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from webapp.store import migrate
from webapp.store.db import Base, db

pytestmark = pytest.mark.usefixtures("in_app")


def test_migrations_and_models_agree():
    with db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert differences == []


def test_a_migrated_database_is_current_and_upgrading_again_is_harmless():
    assert migrate.is_current(db.engine)
    migrate.upgrade(db.engine)
    assert migrate.is_current(db.engine)


def test_the_newest_revision_is_the_one_alembic_would_go_to():
    scripts = ScriptDirectory.from_config(migrate._config())
    assert migrate.head() == scripts.get_current_head()


def test_migrations_are_numbered_and_follow_each_other():
    files = sorted(path.name for path in (migrate.SCRIPTS / "versions").glob("*.py"))
    assert [name[:5] for name in files] == [f"{number:04d}_" for number in range(1, len(files) + 1)]

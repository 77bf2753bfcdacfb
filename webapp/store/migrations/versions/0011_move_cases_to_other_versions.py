"""Try cases on another version, move them there, and put them back as they were."""

import sqlalchemy as sa
from alembic import op

from webapp.store.db import CaseValue, Compressed, UTCDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_", sa.Column("migrations", sa.Integer(), nullable=False, server_default="0"))
    _dry_runs()
    op.create_table(
        "migration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("choices", CaseValue(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("moved_by", sa.String(80), nullable=False),
        sa.Column("moved_at", UTCDateTime(), nullable=False),
        sa.Column("undone_by", sa.String(80), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["target"], ["bundle.hash"], name=op.f("fk_migration_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_migration")),
    )
    op.create_table(
        "migration_case",
        sa.Column("migration_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("result", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["migration_id"], ["migration.id"], name=op.f("fk_migration_case_migration_id")
        ),
        sa.PrimaryKeyConstraint("migration_id", "case_id", name=op.f("pk_migration_case")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_migration_case_case_id", "migration_case", ["case_id"])
    op.create_table(
        "before_migration",
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rows", CaseValue(), nullable=False),
        sa.Column("snapshot", Compressed(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_before_migration_case_id")),
        sa.PrimaryKeyConstraint("case_id", "seq", name=op.f("pk_before_migration")),
        sqlite_with_rowid=False,
    )


def _dry_runs() -> None:
    op.create_table(
        "dry_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("closed_since", sa.Date(), nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("counts", CaseValue(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("started_by", sa.String(80), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dry_run")),
    )
    op.create_index("ix_dry_run_target_id", "dry_run", ["target", "id"])
    op.create_table(
        "dry_run_case",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("can_move", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("details", CaseValue(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["dry_run.id"], name=op.f("fk_dry_run_case_run_id")),
        sa.PrimaryKeyConstraint("run_id", "case_id", name=op.f("pk_dry_run_case")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dry_run_kind",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["dry_run.id"], name=op.f("fk_dry_run_kind_run_id")),
        sa.PrimaryKeyConstraint("run_id", "kind", "case_id", name=op.f("pk_dry_run_kind")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("before_migration", "migration_case", "migration"):
        op.drop_table(table)
    for table in ("dry_run_kind", "dry_run_case", "dry_run"):
        op.drop_table(table)
    op.drop_column("case_", "migrations")

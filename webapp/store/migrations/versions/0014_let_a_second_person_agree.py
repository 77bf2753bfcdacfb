"""Ask for publishing, let a second person agree, and keep the history of the procedure."""

import sqlalchemy as sa
from alembic import op

from webapp.store.db import CaseValue, UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ADDED = (
    ("dry_run", "draft_id", sa.Integer()),
    ("dry_run", "stands", CaseValue()),
    ("dry_run", "questions", CaseValue()),
    ("dry_run", "beat_at", UTCDateTime()),
    ("migration", "beat_at", UTCDateTime()),
)


def upgrade() -> None:
    for table, name, kind in _ADDED:
        op.add_column(table, sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_dry_run_draft_id_id"), "dry_run", ["draft_id", "id"])
    op.create_index(op.f("ix_dry_run_state"), "dry_run", ["state"])
    op.create_index(op.f("ix_migration_state"), "migration", ["state"])
    op.create_table(
        "frozen_bundle",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_frozen_bundle")),
    )
    op.create_table(
        "dry_run_tick",
        sa.Column("run_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["dry_run.id"], name=op.f("fk_dry_run_tick_run_id")),
        sa.PrimaryKeyConstraint("run_id", "case_id", name=op.f("pk_dry_run_tick")),
        sqlite_with_rowid=False,
    )
    _requests()
    _history()


def _requests() -> None:
    op.create_table(
        "publish_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("base_hash", sa.String(64), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=True),
        sa.Column("cases", sa.String(10), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("choices", CaseValue(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(80), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", sa.String(80), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("migration_id", sa.Integer(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_publish_request_draft_id")),
        sa.ForeignKeyConstraint(["target"], ["frozen_bundle.hash"], name=op.f("fk_publish_request_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publish_request")),
    )
    op.create_index(op.f("ix_publish_request_draft_id_id"), "publish_request", ["draft_id", "id"])
    op.create_index(op.f("ix_publish_request_state_from_day"), "publish_request", ["state", "from_day"])


def _history() -> None:
    op.create_table(
        "version_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("target", sa.String(64), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("agreed_by", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("migration_id", sa.Integer(), nullable=True),
        sa.Column("cases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_event")),
    )
    op.create_index(op.f("ix_version_event_target"), "version_event", ["target"])
    op.create_index(op.f("ix_version_event_migration_id"), "version_event", ["migration_id"])
    # What happened before there was a history, in the order in which it happened.
    op.execute(
        """INSERT INTO version_event (kind, at, target, "by", agreed_by, reason, migration_id, cases)
        SELECT kind, at, target, who, agreed, why, which, (
            SELECT COUNT(*) FROM migration_case
            WHERE migration_id = which
            AND (result = 'undone' OR (kind = 'moved' AND result IN ('moved', 'stands')))
        ) FROM (
            SELECT 'published' AS kind, published_at AS at, hash AS target, published_by AS who,
                override_by AS agreed, override_reason AS why, CAST(NULL AS INTEGER) AS which FROM bundle
            UNION ALL SELECT 'moved', moved_at, target, moved_by, '', reason, id FROM migration
            UNION ALL SELECT 'undone', undone_at, target, undone_by, '', undone_reason, id FROM migration
                WHERE undone_at IS NOT NULL
        ) AS earlier ORDER BY at"""
    )


def downgrade() -> None:
    for table in ("version_event", "publish_request", "dry_run_tick", "frozen_bundle"):
        op.drop_table(table)
    op.drop_index(op.f("ix_migration_state"), table_name="migration")
    op.drop_index(op.f("ix_dry_run_state"), table_name="dry_run")
    op.drop_index(op.f("ix_dry_run_draft_id_id"), table_name="dry_run")
    for table, name, _ in _ADDED:
        op.drop_column(table, name)

"""Keep cases that owners walk through a draft, and how scenarios came out."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=80), nullable=False),
        sa.Column("steps", sa.LargeBinary(), nullable=False),
        sa.Column("started_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_rehearsal_draft_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    op.create_index(
        op.f("ix_rehearsal_draft_id_started_by_changed_at"), "rehearsal", ["draft_id", "started_by", "changed_at"]
    )
    op.create_table(
        "scenario_result",
        sa.Column("bundle_hash", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("played", sa.Integer(), nullable=False),
        sa.Column("red", sa.Integer(), nullable=False),
        sa.Column("results", sa.LargeBinary(), nullable=False),
        sa.Column("played_by", sa.String(length=80), nullable=False),
        sa.Column("played_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bundle_hash", "path", name=op.f("pk_scenario_result")),
    )
    op.create_index(op.f("ix_scenario_result_key"), "scenario_result", ["key"])
    op.create_index(op.f("ix_scenario_result_played_at"), "scenario_result", ["played_at"])
    op.create_table(
        "scenario_run",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("draft_rev", sa.Integer(), nullable=False),
        sa.Column("bundle_hash", sa.String(length=64), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_scenario_run_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_scenario_run")),
    )


def downgrade() -> None:
    for table in ("scenario_run", "scenario_result", "rehearsal"):
        op.drop_table(table)

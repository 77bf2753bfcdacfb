"""Count the open cases of a version by an index."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        op.f("ix_case__state_bundle_hash_case_id"), "case_", ["state", "bundle_hash", "case_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_case__state_bundle_hash_case_id"), table_name="case_")

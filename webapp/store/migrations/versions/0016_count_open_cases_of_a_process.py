"""Count the open cases of a process by an index."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_case__state_process"), "case_", ["state", "process"])


def downgrade() -> None:
    op.drop_index(op.f("ix_case__state_process"), table_name="case_")

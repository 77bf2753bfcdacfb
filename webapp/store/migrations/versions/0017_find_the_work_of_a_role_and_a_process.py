"""Find the providers in the work of a role, and the finished tasks of a process, by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_task_role_provider": (["role", "provider", "case_id"], "state = 'open' AND provider <> ''"),
    "ix_task_done_process": (["process", "closed_at", "case_id"], "state = 'done'"),
}


def upgrade() -> None:
    for name, (columns, where) in INDEXES.items():
        op.create_index(name, "task", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, table_name="task")

"""Find the providers in the work of a role by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NAME = "ix_task_role_provider"
WHERE = sa.text("state = 'open' AND provider <> ''")


def upgrade() -> None:
    op.create_index(
        NAME, "task", ["role", "provider", "case_id"], sqlite_where=WHERE, postgresql_where=WHERE
    )


def downgrade() -> None:
    op.drop_index(NAME, table_name="task")

"""Find the letters and the open tasks of a case by its id, so that pages ask for them in a plan that is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_letter_case_id"), "letter", ["case_id"])
    where = sa.text("state = 'open'")
    op.create_index("ix_task_open_case", "task", ["case_id", "id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_task_open_case", table_name="task")
    op.drop_index(op.f("ix_letter_case_id"), table_name="letter")

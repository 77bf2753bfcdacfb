"""Keep the texts that people give letters, from which template they came, and who has a task open."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# A letter of before has the text of its template, in the version that its case had then: that of its event.
FROM_CASES = """
    UPDATE letter SET bundle_hash = COALESCE((
        SELECT event.bundle_hash FROM event
        WHERE event.case_id = letter.case_id AND event.at = letter.written_at
        ORDER BY event.seq DESC LIMIT 1
    ), '')
"""


def upgrade() -> None:
    op.add_column("event_payload", sa.Column("letters", sa.LargeBinary(), nullable=True))
    op.add_column(
        "letter", sa.Column("bundle_hash", sa.String(length=64), nullable=False, server_default="")
    )
    op.add_column("letter", sa.Column("changed_by", sa.String(length=80), nullable=False, server_default=""))
    op.add_column("letter", sa.Column("template", sa.LargeBinary(), nullable=True))
    op.create_table(
        "task_visit",
        sa.Column("task_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_visit_task_id")),
        sa.PrimaryKeyConstraint("task_id", "username", name=op.f("pk_task_visit")),
        sqlite_with_rowid=False,
    )
    op.execute(sa.text(FROM_CASES))


def downgrade() -> None:
    op.drop_table("task_visit")
    for name in ("template", "changed_by", "bundle_hash"):
        op.drop_column("letter", name)
    op.drop_column("event_payload", "letters")

"""Let documents be scanned, described and taken out with a reason; let notes mention a colleague."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)

def _added() -> list[sa.Column]:
    return [
        sa.Column("description", sa.Text(), nullable=False, server_default=""),
        sa.Column("origin", sa.String(length=20), nullable=False, server_default=""),
        sa.Column("finding", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("scan_at", _MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("checked_at", _MOMENT, nullable=True),
        sa.Column("removed_by", sa.String(length=80), nullable=False, server_default=""),
        sa.Column("removed_at", _MOMENT, nullable=True),
        sa.Column("removed_reason", sa.Text(), nullable=False, server_default=""),
    ]


def upgrade() -> None:
    for column in _added():
        op.add_column("document", column)
    to_scan = sa.text("scan_at IS NOT NULL")
    op.create_index(
        "ix_document_scan", "document", ["scan_at", "id"], sqlite_where=to_scan, postgresql_where=to_scan
    )
    # What lies in quarantine from before is the first that a scanner looks at.
    op.execute(sa.text("UPDATE document SET scan_at = added_at WHERE state = 'quarantine'"))
    op.add_column("note", sa.Column("edited_at", _MOMENT, nullable=True))
    op.create_table(
        "mention",
        sa.Column("note_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_mention_note_id")),
        sa.PrimaryKeyConstraint("note_id", "username", name=op.f("pk_mention")),
        sqlite_with_rowid=False,
    )
    unseen = sa.text("seen_at IS NULL")
    op.create_index(
        "ix_mention_open", "mention", ["username", "note_id"], sqlite_where=unseen, postgresql_where=unseen
    )


def downgrade() -> None:
    op.drop_index("ix_mention_open", table_name="mention")
    op.drop_table("mention")
    op.drop_column("note", "edited_at")
    op.drop_index("ix_document_scan", table_name="document")
    for column in reversed(_added()):
        op.drop_column("document", column.name)

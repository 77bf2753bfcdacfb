"""Let a colleague stand in for who is away, and tell people what they should know."""

import sqlalchemy as sa
from alembic import op

from webapp.store.db import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # On whose behalf somebody acted. Part of the chain of hashes, but only when there is something in it.
    op.add_column("event", sa.Column("on_behalf", sa.String(80), nullable=False, server_default=""))
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("substitute", sa.String(80), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("planned_by", sa.String(80), nullable=False),
        sa.Column("planned_at", UTCDateTime(), nullable=False),
        sa.Column("cancelled_at", UTCDateTime(), nullable=True),
        sa.Column("told_start", sa.Boolean(), nullable=False),
        sa.Column("told_end", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["username"], ["user.username"], name=op.f("fk_absence_username")),
        sa.ForeignKeyConstraint(["substitute"], ["user.username"], name=op.f("fk_absence_substitute")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("case_id", sa.String(40), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_notice_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_table(
        "preference",
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("digest", sa.Boolean(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("digested_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["username"], ["user.username"], name=op.f("fk_preference_username")),
        sa.PrimaryKeyConstraint("username", name=op.f("pk_preference")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staff_mail",
        sa.Column("id", sa.String(150), nullable=False),
        sa.Column("username", sa.String(80), nullable=False),
        sa.Column("recipient_name", sa.String(200), nullable=False),
        sa.Column("recipient_address", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("markdown", sa.Text(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_token", sa.Integer(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_mail")),
        sqlite_with_rowid=False,
    )
    for name, table, columns, where, unique in INDEXES:
        condition = sa.text(where) if where else None
        op.create_index(
            name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
        )


VALID = "cancelled_at IS NULL"
INDEXES = (
    ("ix_absence_substitute", "absence", ["substitute", "until_on"], VALID, False),
    ("ix_absence_username", "absence", ["username", "until_on"], VALID, False),
    ("ix_absence_until_on", "absence", ["until_on"], VALID, False),
    ("ix_notice_case_id", "notice", ["case_id"], None, False),
    ("ix_notice_username_id", "notice", ["username", "id"], None, False),
    ("ix_notice_unread", "notice", ["username", "id", "case_id"], "read_at IS NULL", False),
    ("uq_notice_last_day", "notice", ["task_id", "username"], "kind = 'last_day'", True),
    ("ix_event_on_behalf", "event", ["on_behalf", "at"], "on_behalf <> ''", False),
    ("ix_staff_mail_pending", "staff_mail", ["next_at", "id"], "state = 'pending'", False),
)


def downgrade() -> None:
    op.drop_index("ix_event_on_behalf", table_name="event")
    for table in ("staff_mail", "preference", "notice", "absence"):
        op.drop_table(table)
    op.drop_column("event", "on_behalf")

"""Look ahead: where running terms stand, figures kept for a while, links for calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PARTIAL = (
    ("ix_task_done", "task", ["closed_at", "case_id"], "state = 'done'"),
    ("ix_term_service", "term", ["last_day", "case_id", "key"], "running AND kind = 'service'"),
    ("ix_timer_due", "timer", ["due_at", "case_id", "key"], "due_at IS NOT NULL"),
    ("ix_outlook_threatened", "outlook", ["last_day", "case_id", "key"], "threatened"),
)


def upgrade() -> None:
    op.create_table(
        "outlook",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("adjourned", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("queue", sa.String(length=100), nullable=False),
        sa.Column("awaited", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=100), nullable=False),
        sa.Column("chance", sa.SmallInteger(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("threatened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_outlook_case_id")),
        sa.PrimaryKeyConstraint("case_id", "key", name=op.f("pk_outlook")),
        sqlite_with_rowid=False,
    )
    for column in ("role", "awaited"):
        name = op.f(f"ix_outlook_{column}_last_day_case_id_key")
        op.create_index(name, "outlook", [column, "last_day", "case_id", "key"])
    op.create_table(
        "memo",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_memo")),
    )
    op.create_table(
        "calendar_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["username"], ["user.username"], name=op.f("fk_calendar_link_username")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_calendar_link")),
    )
    op.create_index(op.f("ix_calendar_link_username"), "calendar_link", ["username"])
    for name, table, columns, where in PARTIAL:
        condition = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    for name, table, _, _ in reversed(PARTIAL):
        op.drop_index(name, table_name=table)
    for table in ("calendar_link", "memo", "outlook"):
        op.drop_table(table)

"""Keep who is involved apart: several parties of one role, and the accounts they belong to (Awb 9:7)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# What 0001 knew of the accused: enough to keep that colleague out of cases that run already. The next change
# of a case works out the rest from its facts.
KEEP_OUT = """
    INSERT INTO stake (username, case_id, bars, answers)
    SELECT u.username, i.case_id, true, true
    FROM involvement i JOIN party p ON p.id = i.party_id JOIN "user" u ON lower(u.email) = lower(p.email)
    WHERE i.role = 'accused' AND p.email <> ''
    UNION
    SELECT u.username, i.case_id, true, false
    FROM involvement i JOIN party p ON p.id = i.party_id JOIN "user" u ON lower(u.name) = lower(p.name)
    WHERE i.role = 'accused' AND p.name <> '' AND (p.email = '' OR lower(u.email) <> lower(p.email))
"""

# Indexes of open tasks: they end in the case, so that leaving out who is involved needs no other page.
TASK_INDEXES = {
    "ix_task_queue": (["queue", "sort_on", "id"], "state = 'open'"),
    "ix_task_queue_subject": (["queue", "subject", "sort_on", "id"], "state = 'open'"),
    "ix_task_role": (["role", "sort_on", "id"], "state = 'open'"),
    "ix_task_waiting": (["queue", "sort_on", "id"], "state = 'open' AND waiting"),
}


def upgrade() -> None:
    _index_tasks("case_id")
    _involvement(
        ("case_id", "party_id"),
        sa.Column("username", sa.String(length=80), nullable=False, server_default=""),
        sa.Column("bars", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute(sa.text("UPDATE involvement SET bars = true WHERE role IN ('resident', 'representative', 'accused', 'provider')"))
    op.create_table(
        "stake",
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("bars", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_stake_case_id")),
        sa.PrimaryKeyConstraint("username", "case_id", name=op.f("pk_stake")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_stake_case_id"), "stake", ["case_id"], unique=False)
    op.execute(sa.text(KEEP_OUT))


def downgrade() -> None:
    _index_tasks()
    op.drop_index(op.f("ix_stake_case_id"), table_name="stake")
    op.drop_table("stake")
    # Only one party of a role fits the older table: the first, whose id ends in the role itself.
    op.execute(sa.text("DELETE FROM involvement WHERE party_id <> case_id || '.' || role"))
    _involvement(("case_id", "role"))


def _index_tasks(*more: str) -> None:
    for name, (columns, where) in TASK_INDEXES.items():
        op.drop_index(name, table_name="task")
        condition = sa.text(where)
        op.create_index(name, "task", [*columns, *more], sqlite_where=condition, postgresql_where=condition)


def _involvement(key: tuple[str, str], *more: sa.Column) -> None:
    """Lay the table anew with another primary key, which SQLite cannot change in place."""
    op.execute(sa.text("CREATE TABLE involvement_kept AS SELECT case_id, role, party_id FROM involvement"))
    op.drop_index(op.f("ix_involvement_party_id"), table_name="involvement")
    op.drop_table("involvement")
    op.create_table(
        "involvement",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("party_id", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_involvement_case_id")),
        sa.ForeignKeyConstraint(["party_id"], ["party.id"], name=op.f("fk_involvement_party_id")),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_involvement")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_involvement_party_id"), "involvement", ["party_id"], unique=False)
    op.execute(sa.text("INSERT INTO involvement (case_id, role, party_id) SELECT case_id, role, party_id FROM involvement_kept"))
    op.execute(sa.text("DROP TABLE involvement_kept"))

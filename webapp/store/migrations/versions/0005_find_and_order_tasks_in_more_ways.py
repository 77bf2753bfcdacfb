"""Find and order open tasks in more ways; keep views, and what changed hands together."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from webapp.store.db import CaseValue
from webapp.store.words import words_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OPEN = "state = 'open'"
_ALONG = ["case_id", "sort_on", "subject", "waiting", "provider", "assignee"]
INDEXES = {
    "ix_task_role": (["role", "sort_on", "id", "case_id", *_ALONG[2:]], _OPEN),
    "ix_task_queue_received": (["queue", "received_on", "id", *_ALONG], _OPEN),
    "ix_task_queue_number": (["queue", "number", "id", *_ALONG], _OPEN),
    "ix_task_role_received": (["role", "received_on", "id", *_ALONG], _OPEN),
    "ix_task_role_number": (["role", "number", "id", *_ALONG], _OPEN),
    "ix_task_provider": (["provider", "queue", "sort_on", "id", "case_id"], f"{_OPEN} AND provider <> ''"),
    "ix_task_legal": (["queue", "legal_on", "id", "case_id"], f"{_OPEN} AND legal_on IS NOT NULL"),
}
COLUMNS = ("number", "received_on", "provider", "legal_on")
FROM_CASES = """
    UPDATE task SET
        number = (SELECT c.number FROM case_ c WHERE c.case_id = task.case_id),
        received_on = coalesce(
            (SELECT c.received_on FROM case_ c WHERE c.case_id = task.case_id), received_on
        ),
        provider = coalesce(
            (SELECT min(p.name) FROM involvement i JOIN party p ON p.id = i.party_id
             WHERE i.case_id = task.case_id AND i.role IN ('provider', 'other_body') AND p.name <> ''), ''
        ),
        legal_on = (
            SELECT min(t.last_day) FROM term t
            WHERE t.case_id = task.case_id AND t.running AND t.kind = 'statutory'
        )
    WHERE state = 'open'
"""
AT_ONCE = 1_000
CASES = """
    SELECT case_id, number, state, facts FROM case_
    WHERE case_id > :last AND erased_at IS NULL ORDER BY case_id LIMIT :some
"""
SEARCHED = """
    UPDATE case_ SET search = lower(number || ' ' || resident || ' ' || summary) WHERE erased_at IS NULL
"""


def upgrade() -> None:
    op.add_column("task", sa.Column("number", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("task", sa.Column("received_on", sa.Date(), nullable=False, server_default="0001-01-01"))
    op.add_column("task", sa.Column("provider", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("task", sa.Column("legal_on", sa.Date(), nullable=True))
    op.execute(sa.text(FROM_CASES))
    op.drop_index("ix_task_role", table_name="task")
    for name, (columns, where) in INDEXES.items():
        condition = sa.text(where)
        op.create_index(name, "task", columns, sqlite_where=condition, postgresql_where=condition)
    op.create_table(
        "case_word",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_case_word_case_id")),
        sa.PrimaryKeyConstraint("case_id", "word", name=op.f("pk_case_word")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_word_open", "case_word", ["open", "word", "case_id"])
    _fill_words()
    op.drop_column("case_", "search")
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["username"], ["user.username"], name=op.f("fk_saved_view_username")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_username"), "saved_view", ["username"])
    op.create_index(op.f("ix_saved_view_role"), "saved_view", ["role"])
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )


def _fill_words() -> None:
    connection, last = op.get_bind(), ""
    words = sa.table("case_word", sa.column("case_id"), sa.column("word"), sa.column("open", sa.Boolean()))
    while some := connection.execute(sa.text(CASES), {"last": last, "some": AT_ONCE}).all():
        last = some[-1].case_id
        new = [row for case in some for row in _words_of(case, connection.dialect)]
        if new:
            connection.execute(sa.insert(words), new)


def _words_of(case: Any, dialect: Any) -> list[dict[str, Any]]:
    facts = CaseValue().process_result_value(case.facts, dialect) if case.facts else {}
    is_open = case.state == "open"
    found = sorted(words_of(case.number, facts, is_open=is_open))
    return [{"case_id": case.case_id, "word": word, "open": is_open} for word in found]


def downgrade() -> None:
    op.drop_table("handover")
    op.drop_index(op.f("ix_saved_view_role"), table_name="saved_view")
    op.drop_index(op.f("ix_saved_view_username"), table_name="saved_view")
    op.drop_table("saved_view")
    op.add_column("case_", sa.Column("search", sa.Text(), nullable=False, server_default=""))
    op.execute(sa.text(SEARCHED))
    op.drop_index("ix_case_word_open", table_name="case_word")
    op.drop_table("case_word")
    for name in INDEXES:
        op.drop_index(name, table_name="task")
    condition = sa.text(_OPEN)
    former = ["role", "sort_on", "id", "case_id"]
    op.create_index("ix_task_role", "task", former, sqlite_where=condition, postgresql_where=condition)
    for column in COLUMNS:
        op.drop_column("task", column)

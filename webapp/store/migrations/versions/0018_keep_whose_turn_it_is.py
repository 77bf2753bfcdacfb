"""Keep with every task and every message whose turn it is, and find running terms by that; list staff mail.

What runs already is told by the drawings of its version. The forecast is made anew by the clock.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op
from lxml import etree

from engine import parse_xml
from webapp.store.db import Compressed

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AWAITED = "state = 'open' AND awaited <> ''"
INDEXES = {
    "ix_task_awaited": ["queue", "awaited", "sort_on", "id", "case_id"],
    "ix_task_role_awaited": ["role", "awaited", "sort_on", "id", "case_id"],
}
OF_ROLE = {"Betrokken medewerker": "medewerker", "Adviescommissie": "commissie"}
_BUNDLE = "case_id IN (SELECT case_id FROM case_ WHERE bundle_hash = :bundle)"
FILES = sa.text("SELECT content FROM bundle_file WHERE bundle_hash = :bundle AND path LIKE '%.bpmn'").columns(
    content=Compressed
)


def upgrade() -> None:
    for table in ("task", "wait"):
        op.add_column(
            table, sa.Column("awaited", sa.String(length=40), nullable=False, server_default="")
        )
    _tell_what_runs()
    for name, columns in INDEXES.items():
        where = sa.text(_AWAITED)
        op.create_index(name, "task", columns, sqlite_where=where, postgresql_where=where)
    _look_ahead_anew(sa.String(length=120))
    op.create_table(
        "outlook_turn",
        sa.Column("awaited", sa.String(length=40), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("adjourned", sa.Boolean(), nullable=False),
        sa.Column("threatened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_outlook_turn_case_id")),
        sa.PrimaryKeyConstraint("awaited", "last_day", "case_id", "key", name=op.f("pk_outlook_turn")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_outlook_turn_role_awaited_last_day_case_id_key"),
        "outlook_turn",
        ["role", "awaited", "last_day", "case_id", "key"],
    )
    where = sa.text("threatened")
    columns = ["awaited", "last_day", "case_id", "key"]
    op.create_index(
        "ix_outlook_turn_threatened", "outlook_turn", columns, sqlite_where=where, postgresql_where=where
    )


    op.create_index(op.f("ix_staff_mail_created_at_id"), "staff_mail", ["created_at", "id"])
    where = sa.text("state = 'dead'")
    op.create_index(
        "ix_staff_mail_dead", "staff_mail", ["created_at", "id"], sqlite_where=where, postgresql_where=where
    )


def downgrade() -> None:
    op.drop_index("ix_staff_mail_dead", table_name="staff_mail")
    op.drop_index(op.f("ix_staff_mail_created_at_id"), table_name="staff_mail")
    op.drop_table("outlook_turn")
    _look_ahead_anew(sa.String(length=40))
    op.create_index(
        op.f("ix_outlook_awaited_last_day_case_id_key"), "outlook", ["awaited", "last_day", "case_id", "key"]
    )
    for name in INDEXES:
        op.drop_index(name, table_name="task")
    for table in ("task", "wait"):
        op.drop_column(table, "awaited")


def _look_ahead_anew(awaited: sa.String) -> None:
    """Lay the empty table of the forecast; the clock fills it again."""
    op.drop_table("outlook")
    op.create_table(
        "outlook",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("adjourned", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("queue", sa.String(length=100), nullable=False),
        sa.Column("awaited", awaited, nullable=False),
        sa.Column("step", sa.String(length=100), nullable=False),
        sa.Column("chance", sa.SmallInteger(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("threatened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_outlook_case_id")),
        sa.PrimaryKeyConstraint("case_id", "key", name=op.f("pk_outlook")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_outlook_role_last_day_case_id_key"), "outlook", ["role", "last_day", "case_id", "key"]
    )
    where = sa.text("threatened")
    columns = ["last_day", "case_id", "key"]
    op.create_index(
        "ix_outlook_threatened", "outlook", columns, sqlite_where=where, postgresql_where=where
    )
    op.execute(sa.text("DELETE FROM memo WHERE name = 'vooruitblik'"))


# -- what runs already ----------------------------------------------------------------------------


def _tell_what_runs() -> None:
    connection = op.get_bind()
    of_role = sa.text("UPDATE task SET awaited = :code WHERE state = 'open' AND role = :role")
    for role, code in OF_ROLE.items():
        connection.execute(of_role, {"role": role, "code": code})
    connection.execute(sa.text("UPDATE wait SET awaited = 'ander'"))
    in_use = sa.text("SELECT DISTINCT bundle_hash FROM case_ WHERE state = 'open'")
    of_task = sa.text(
        f"UPDATE task SET awaited = :code WHERE state = 'open' AND bpmn_id = :id AND {_BUNDLE}"  # noqa: S608
    )
    of_wait = sa.text(f"UPDATE wait SET awaited = :code WHERE bpmn_id = :id AND {_BUNDLE}")  # noqa: S608
    for bundle in connection.execute(in_use).scalars().all():
        for content in connection.execute(FILES, {"bundle": bundle}).scalars().all():
            for element, code, on_an_edge in _elements(content):
                told = {"id": element, "code": code, "bundle": bundle}
                if on_an_edge or code:
                    connection.execute(of_wait, told | ({"code": ""} if on_an_edge else {}))
                if code and not on_an_edge:
                    connection.execute(of_task, told)


def _elements(content: bytes) -> Iterator[tuple[str, str, bool]]:
    """Return the elements that wait for somebody or hang on an edge: id, for whom, on an edge."""
    for element in parse_xml(content, "bpmn").iter(etree.Element):
        told = element.xpath("./*[local-name()='extensionElements']//*[@name='wacht_op']/@value")
        on_an_edge = etree.QName(element).localname == "boundaryEvent"
        if element.get("id") and (told or on_an_edge):
            yield element.get("id"), told[0] if told else "", on_an_edge

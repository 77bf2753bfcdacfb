"""Take steps back, join cases, and recognise a resident who came before."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("undone_by", sa.Integer(), nullable=True))
    op.add_column("outbox", sa.Column("seq", sa.Integer(), nullable=True))
    op.add_column("case_", sa.Column("rewinds", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "case_link",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_by", sa.String(length=80), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_case_link_case_id")),
        sa.ForeignKeyConstraint(["other_id"], ["case_.case_id"], name=op.f("fk_case_link_other_id")),
        sa.PrimaryKeyConstraint("case_id", "other_id", name=op.f("pk_case_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_case_link_other_id"), "case_link", ["other_id"])
    op.create_table(
        "person_key",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_person_key_case_id")),
        sa.PrimaryKeyConstraint("key", "case_id", name=op.f("pk_person_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_key_case_id"), "person_key", ["case_id"])
    _recognise()


def downgrade() -> None:
    op.drop_table("person_key")
    op.drop_table("case_link")
    op.drop_column("case_", "rewinds")
    op.drop_column("outbox", "seq")
    op.drop_column("event", "undone_by")


def _recognise() -> None:
    """Write the keys of every resident on file, as they were made when this version was."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text(
            "SELECT i.case_id, p.name, p.email, p.phone, p.postcode FROM involvement i"
            " JOIN party p ON p.id = i.party_id WHERE i.role = 'resident'"
        )
    ).all()
    table = sa.table("person_key", sa.column("key"), sa.column("case_id"))
    rows = [{"key": key, "case_id": row[0]} for row in found for key in _keys(*row[1:])]
    if rows:
        connection.execute(sa.insert(table), rows)


def _keys(name: str, email: str, phone: str, postcode: str) -> set[str]:
    keys = set()
    if email.strip():
        keys.add(f"e:{email.strip().casefold()}"[:200])
    subscriber = re.sub(r"^(0031|31(?=\d{9}$)|0)", "", re.sub(r"\D", "", phone)).removeprefix("0")
    if len(subscriber) >= 9:
        keys.add(f"t:{subscriber}"[:200])
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    called = re.sub(r"\W+", " ", plain.casefold()).strip()
    place = re.sub(r"\W+", "", postcode).upper()
    if called and place:
        keys.add(f"n:{called}|{place}"[:200])
    return keys

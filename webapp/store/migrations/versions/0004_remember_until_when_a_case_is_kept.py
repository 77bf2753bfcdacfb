"""Remember until when a case is kept, and what the register of a year asks (Awb 9:12a)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What the columns of a case tell of it. Without a date of destruction nothing is ever proposed: a case that
# was closed before this version gets one when somebody amends it.
FROM_CASES = """
    INSERT INTO registration (case_id, process, kind, written, received_on, result, judgement, theme, norms, kept_as)
    SELECT case_id, process, CASE WHEN process = 'klachtbehandeling' THEN 'klacht' ELSE process END,
        regime <> '9.2', received_on,
        CASE outcome
            WHEN 'Naar tevredenheid opgelost' THEN 'naar_tevredenheid'
            WHEN 'Oordeel gegeven' THEN 'oordeel_gegeven'
            WHEN 'Niet in behandeling genomen' THEN 'niet_in_behandeling'
            WHEN 'Ingetrokken' THEN 'ingetrokken'
            WHEN 'Doorgezonden' THEN 'doorgezonden'
            WHEN 'Teruggestuurd' THEN 'teruggestuurd'
            ELSE ''
        END, '', '', '', ''
    FROM case_
"""


def upgrade() -> None:
    op.create_table(
        "registration",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("judgement", sa.String(length=20), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("norms", sa.Text(), nullable=False),
        sa.Column("kept_as", sa.String(length=10), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name=op.f("fk_registration_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_registration")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_registration_received_on_process"), "registration", ["received_on", "process"])
    dated = sa.text("keep_until IS NOT NULL")
    op.create_index(
        "ix_registration_keep_until",
        "registration",
        ["keep_until", "case_id"],
        sqlite_where=dated,
        postgresql_where=dated,
    )
    op.execute(sa.text(FROM_CASES))


def downgrade() -> None:
    op.drop_index("ix_registration_keep_until", table_name="registration")
    op.drop_index(op.f("ix_registration_received_on_process"), table_name="registration")
    op.drop_table("registration")

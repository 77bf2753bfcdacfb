"""Find the letters of a case by its id, so that a page asks for them in a plan that can be kept."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_letter_case_id"), "letter", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_letter_case_id"), table_name="letter")

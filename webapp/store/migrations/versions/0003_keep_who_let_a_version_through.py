"""Keep who let a version through although it breaks the law on some path, why, and which findings it had."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = {"override_by": sa.String(length=80), "override_reason": sa.Text(), "override_findings": sa.Text()}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("bundle", sa.Column(name, kind, nullable=False, server_default=""))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("bundle", name)

"""Points of a report"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json

revision = "0070"
down_revision = "0060"
branch_labels = None
depends_on = None

NEW = (
    ("outline", sa.String(), "session"),
    ("also", Json, "[]"),
    ("method", sa.String(), ""),
    ("points", Json, "[]"),
    ("set_aside", Json, "[]"),
)


def upgrade() -> None:
    """Reports so far were summaries of one session, drawn from notes alone."""
    with op.batch_alter_table("reports") as batch:
        for name, kind, so_far in NEW:
            batch.add_column(sa.Column(name, kind, nullable=False, server_default=so_far))
    with op.batch_alter_table("reports") as batch:
        for name, _, _ in NEW:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("reports") as batch:
        for name, _, _ in reversed(NEW):
            batch.drop_column(name)

"""Seals of the event log"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0002"
branch_labels = None
depends_on = None

SEALED = ("dialogue_heads", "event_log")


def upgrade() -> None:
    """What was logged before stays unsealed, and so does what an older worker logs meanwhile."""
    for table in SEALED:
        op.add_column(table, sa.Column("seal", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table in SEALED:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("seal")

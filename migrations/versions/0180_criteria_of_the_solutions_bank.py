"""Criteria of the solutions bank"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json

revision = "0180"
down_revision = "0170"
branch_labels = None
depends_on = None

NEW = (("dialogues", "criteria", "{}"), ("points", "admitted", "[]"))


def upgrade() -> None:
    """Dialogues so far have none, and no bank."""
    for table, name, so_far in NEW:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column(name, Json, nullable=False, server_default=so_far))
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    for table, name, _ in reversed(NEW):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(name)

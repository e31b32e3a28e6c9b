"""What notes rest on"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json

revision = "0170"
down_revision = "0160"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has said it of any note yet."""
    with op.batch_alter_table("notes") as batch:
        batch.add_column(sa.Column("evidence", Json, nullable=False, server_default="[]"))
    with op.batch_alter_table("notes") as batch:
        batch.alter_column("evidence", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("notes") as batch:
        batch.drop_column("evidence")

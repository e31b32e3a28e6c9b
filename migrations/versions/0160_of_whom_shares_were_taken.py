"""Of whom shares were taken"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json

revision = "0160"
down_revision = "0150"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Reports so far count it anew whenever they are opened."""
    with op.batch_alter_table("reports") as batch:
        batch.add_column(sa.Column("wholes", Json, nullable=False, server_default="[]"))
    with op.batch_alter_table("reports") as batch:
        batch.alter_column("wholes", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("reports") as batch:
        batch.drop_column("wholes")

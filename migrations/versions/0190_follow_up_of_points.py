"""Follow-up of points"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json

revision = "0190"
down_revision = "0180"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has taken up a point so far."""
    with op.batch_alter_table("points") as batch:
        batch.add_column(sa.Column("follow_up", Json, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("points") as batch:
        batch.drop_column("follow_up")

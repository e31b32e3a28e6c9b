"""Hands that were counted"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Id

revision = "0150"
down_revision = "0140"
branch_labels = None
depends_on = None

TO_THE_COUNTER = "fk_supports_counted_by_participants"


def upgrade() -> None:
    """Support so far was all people's own word."""
    with op.batch_alter_table("supports") as batch:
        batch.add_column(sa.Column("counted_by", Id(), nullable=True))
        batch.create_foreign_key(TO_THE_COUNTER, "participants", ["counted_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("supports") as batch:
        batch.drop_constraint(TO_THE_COUNTER, type_="foreignkey")
        batch.drop_column("counted_by")

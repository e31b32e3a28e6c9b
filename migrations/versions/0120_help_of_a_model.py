"""Help of a model"""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0110"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Words so far were all people's; points had no titles."""
    with op.batch_alter_table("points") as batch:
        batch.add_column(sa.Column("title", sa.String(), nullable=False, server_default=""))
        batch.alter_column("title", server_default=None)
    with op.batch_alter_table("positions") as batch:
        batch.add_column(
            sa.Column("helped", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch.alter_column("helped", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("positions") as batch:
        batch.drop_column("helped")
    with op.batch_alter_table("points") as batch:
        batch.drop_column("title")

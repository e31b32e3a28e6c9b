"""Publication by two"""

import sqlalchemy as sa
from alembic import op

revision = "0130"
down_revision = "0120"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("dialogues") as batch:
        batch.add_column(sa.Column("publication_asked_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("dialogues") as batch:
        batch.drop_column("publication_asked_by")

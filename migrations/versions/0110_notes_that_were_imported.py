"""Notes that were imported"""

import sqlalchemy as sa
from alembic import op

revision = "0110"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Notes so far were all written here."""
    with op.batch_alter_table("notes") as batch:
        batch.add_column(sa.Column("imported_by", sa.Uuid(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_notes_imported_by_participants"), "participants", ["imported_by"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("notes") as batch:
        batch.drop_constraint(op.f("fk_notes_imported_by_participants"), type_="foreignkey")
        batch.drop_column("imported_by")

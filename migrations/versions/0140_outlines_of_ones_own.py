"""Outlines of one's own"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Id, Json, Moment

revision = "0140"
down_revision = "0130"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_outlines",
        sa.Column("dialogue_id", Id(), nullable=False),
        sa.Column("contents", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogues.id"]),
        sa.ForeignKeyConstraint(["changed_by"], ["participants.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_own_outlines_dialogue_id", "own_outlines", ["dialogue_id"])
    with op.batch_alter_table("reports") as batch:
        batch.add_column(sa.Column("contents", Json, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reports") as batch:
        batch.drop_column("contents")
    op.drop_table("own_outlines")

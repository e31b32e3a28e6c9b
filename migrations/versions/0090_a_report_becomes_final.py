"""A report becomes final"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json, Moment

revision = "0090"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Reports so far are drafts, and may be commented on; who writes in them is counted."""
    with op.batch_alter_table("reports") as batch:
        batch.add_column(sa.Column("state", sa.String(), nullable=False, server_default="draft"))
        batch.add_column(sa.Column("record", sa.String(), nullable=True))
    with op.batch_alter_table("reports") as batch:
        batch.alter_column("state", server_default=None)
    op.create_table(
        "report_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("void_at", Moment(), nullable=True),
        sa.Column("to", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_report_moves_report_id_reports")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["participants.id"], name=op.f("fk_report_moves_by_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_moves")),
    )
    op.create_index(op.f("ix_report_moves_report_id"), "report_moves", ["report_id"])
    op.create_table(
        "comments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paragraph_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("said_of", sa.Integer(), nullable=False),
        sa.Column("handled", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraphs.id"], name=op.f("fk_comments_paragraph_id_paragraphs")
        ),
        sa.ForeignKeyConstraint(
            ["by"], ["participants.id"], name=op.f("fk_comments_by_participants")
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["participants.id"], name=op.f("fk_comments_answered_by_participants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index(op.f("ix_comments_paragraph_id"), "comments", ["paragraph_id"])
    op.create_table(
        "writers",
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("writing", Json, nullable=False),
        sa.Column("counted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_writers_dialogue_id_dialogues")
        ),
        sa.PrimaryKeyConstraint("worker", "dialogue_id", name=op.f("pk_writers")),
    )


def downgrade() -> None:
    op.drop_table("writers")
    op.drop_table("comments")
    op.drop_table("report_moves")
    with op.batch_alter_table("reports") as batch:
        batch.drop_column("record")
        batch.drop_column("state")

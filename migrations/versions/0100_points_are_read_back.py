"""Points are read back"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Moment

revision = "0100"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("points", sa.Column("read_back_at", Moment(), nullable=True))
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"], ["participants.id"], name=op.f("fk_sign_offs_by_participants")
        ),
        sa.ForeignKeyConstraint(
            ["point_id"], ["points.id"], name=op.f("fk_sign_offs_point_id_points")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["tables.id"], name=op.f("fk_sign_offs_table_id_tables")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_offs")),
        sa.UniqueConstraint(
            "point_id",
            "table_id",
            "round_number",
            name=op.f("uq_sign_offs_point_id_table_id_round_number"),
        ),
    )


def downgrade() -> None:
    op.drop_table("sign_offs")
    op.drop_column("points", "read_back_at")

"""Rules, wishes and searches of rotation"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json, Moment

revision = "0050"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("after_round", sa.Integer(), nullable=False),
        sa.Column("asked", Json, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("problems", Json, nullable=False),
        sa.Column("trail", Json, nullable=False),
        sa.Column("found", Json, nullable=False),
        sa.Column("people", Json, nullable=False),
        sa.Column("seats", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_plan_searches_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_plan_searches_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_searches")),
    )
    with op.batch_alter_table("plan_searches", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_searches_dialogue_id"), ["dialogue_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_plan_searches_session_id"), ["session_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_plan_searches_state"), ["state"], unique=False)

    op.create_table(
        "rotation_wishes",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("objective", sa.String(), nullable=False),
        sa.Column("balance", sa.Integer(), nullable=False),
        sa.Column("evenness", sa.Integer(), nullable=False),
        sa.Column("history", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_rotation_wishes_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_rotation_wishes")),
    )
    op.create_table(
        "seating_rules",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("people", Json, nullable=False),
        sa.Column("table_number", sa.Integer(), nullable=True),
        sa.Column("rounds", Json, nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_seating_rules_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_seating_rules_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seating_rules")),
    )
    with op.batch_alter_table("seating_rules", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seating_rules_session_id"), ["session_id"], unique=False
        )

    with op.batch_alter_table("rotation_plans", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changes", Json, nullable=False, server_default="{}"))
    with op.batch_alter_table("rotation_plans", schema=None) as batch_op:
        batch_op.alter_column("changes", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("rotation_plans", schema=None) as batch_op:
        batch_op.drop_column("changes")

    with op.batch_alter_table("seating_rules", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seating_rules_session_id"))

    op.drop_table("seating_rules")
    op.drop_table("rotation_wishes")
    with op.batch_alter_table("plan_searches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_searches_state"))
        batch_op.drop_index(batch_op.f("ix_plan_searches_session_id"))
        batch_op.drop_index(batch_op.f("ix_plan_searches_dialogue_id"))

    op.drop_table("plan_searches")

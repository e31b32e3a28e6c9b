"""The floor of a session"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json, Moment

revision = "0060"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "floor_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("constituency", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("prepared", sa.Boolean(), nullable=False),
        sa.Column("capacity", sa.String(), nullable=False),
        sa.Column("on_behalf", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("aid", sa.String(), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Integer(), nullable=True),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_floor_requests_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_floor_requests_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_floor_requests_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_requests")),
        sa.UniqueConstraint(
            "session_id",
            "participant_id",
            "key",
            name=op.f("uq_floor_requests_session_id_participant_id_key"),
        ),
        sa.UniqueConstraint("session_id", "turn", name=op.f("uq_floor_requests_session_id_turn")),
    )
    with op.batch_alter_table("floor_requests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_floor_requests_dialogue_id"), ["dialogue_id"], unique=False
        )
        batch_op.create_index("ix_floor_requests_open", ["session_id", "state"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_floor_requests_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "floor_signals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("signal", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_floor_signals_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_floor_signals_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_floor_signals_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_signals")),
        sa.UniqueConstraint(
            "session_id",
            "about",
            "participant_id",
            name=op.f("uq_floor_signals_session_id_about_participant_id"),
        ),
    )
    with op.batch_alter_table("floor_signals", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_floor_signals_dialogue_id"), ["dialogue_id"], unique=False
        )

    op.create_table(
        "floor_acts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("detail", Json, nullable=False),
        sa.Column("changes", Json, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_floor_acts_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["floor_requests.id"],
            name=op.f("fk_floor_acts_request_id_floor_requests"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_floor_acts_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_acts")),
        sa.UniqueConstraint("session_id", "version", name=op.f("uq_floor_acts_session_id_version")),
    )
    with op.batch_alter_table("floor_acts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_floor_acts_dialogue_id"), ["dialogue_id"], unique=False
        )

    op.create_table(
        "speeches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("limit_ms", sa.Integer(), nullable=False),
        sa.Column("spoken_ms", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_speeches_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["floor_requests.id"],
            name=op.f("fk_speeches_request_id_floor_requests"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_speeches_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speeches")),
        sa.UniqueConstraint("request_id", name=op.f("uq_speeches_request_id")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_speeches_session_id_number")),
    )
    with op.batch_alter_table("speeches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_speeches_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "floors",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("inscribed", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("called_id", sa.Uuid(), nullable=True),
        sa.Column("speech_id", sa.Uuid(), nullable=True),
        sa.Column("interrupted_id", sa.Uuid(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["called_id"],
            ["floor_requests.id"],
            name=op.f("fk_floors_called_id_floor_requests"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_floors_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["interrupted_id"],
            ["speeches.id"],
            name=op.f("fk_floors_interrupted_id_speeches"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_floors_session_id_dialogue_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["speech_id"],
            ["speeches.id"],
            name=op.f("fk_floors_speech_id_speeches"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_floors")),
    )
    with op.batch_alter_table("floors", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_floors_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "speech_topics",
        sa.Column("speech_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_speech_topics_session_id_dialogue_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["speech_id"],
            ["speeches.id"],
            name=op.f("fk_speech_topics_speech_id_speeches"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("speech_id", "topic", name=op.f("pk_speech_topics")),
    )
    with op.batch_alter_table("speech_topics", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_speech_topics_session_id"), ["session_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("speech_topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speech_topics_session_id"))

    op.drop_table("speech_topics")
    with op.batch_alter_table("floors", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_floors_dialogue_id"))

    op.drop_table("floors")
    with op.batch_alter_table("speeches", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_speeches_dialogue_id"))

    op.drop_table("speeches")
    with op.batch_alter_table("floor_acts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_floor_acts_dialogue_id"))

    op.drop_table("floor_acts")
    with op.batch_alter_table("floor_signals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_floor_signals_dialogue_id"))

    op.drop_table("floor_signals")
    with op.batch_alter_table("floor_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_floor_requests_participant_id"))
        batch_op.drop_index("ix_floor_requests_open")
        batch_op.drop_index(batch_op.f("ix_floor_requests_dialogue_id"))

    op.drop_table("floor_requests")

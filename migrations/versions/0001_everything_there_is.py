"""Everything there is"""

import sqlalchemy as sa
from alembic import op

from facilitator.kit.model import Json, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogue_heads",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dialogue_id", name=op.f("pk_dialogue_heads")),
    )
    op.create_table(
        "dialogues",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("attribution", sa.String(), nullable=False),
        sa.Column("denominator", sa.String(), nullable=False),
        sa.Column("scope", Json, nullable=False),
        sa.Column("expected_output", Json, nullable=False),
        sa.Column("ground_rules", Json, nullable=False),
        sa.Column("join_code", sa.String(), nullable=False),
        sa.Column("walk_ins", sa.Boolean(), nullable=False),
        sa.Column("question_floor_minutes", sa.Integer(), nullable=False),
        sa.Column("live_session_id", sa.Uuid(), nullable=True),
        sa.Column("wall_view", sa.String(), nullable=False),
        sa.Column("wall_token", sa.String(), nullable=False),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("appointed", Json, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogues")),
        sa.UniqueConstraint("join_code", name=op.f("uq_dialogues_join_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_dialogues_slug")),
        sa.UniqueConstraint("wall_token", name=op.f("uq_dialogues_wall_token")),
    )
    op.create_table(
        "event_log",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("packed", Json, nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("dialogue_id", "revision", "position", name=op.f("pk_event_log")),
    )
    op.create_table(
        "dialogue_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("theme_keys", Json, nullable=False),
        sa.Column("from_session_key", sa.String(), nullable=True),
        sa.Column("floor", Json, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogues.id"],
            name=op.f("fk_dialogue_sessions_dialogue_id_dialogues"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_sessions")),
        sa.UniqueConstraint(
            "dialogue_id", "key", name=op.f("uq_dialogue_sessions_dialogue_id_key")
        ),
    )
    with op.batch_alter_table("dialogue_sessions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dialogue_sessions_dialogue_id"), ["dialogue_id"], unique=False
        )

    op.create_table(
        "participants",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("shown_as", sa.String(), nullable=True),
        sa.Column("constituency", sa.String(), nullable=True),
        sa.Column("party", sa.String(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("un_region", sa.String(), nullable=True),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("expertise", sa.String(), nullable=True),
        sa.Column("groups", Json, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=True),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("consented_at", Moment(), nullable=True),
        sa.Column("joined_at", Moment(), nullable=True),
        sa.Column("personal_code", sa.String(), nullable=False),
        sa.Column("link_token", sa.String(), nullable=False),
        sa.Column("passphrase_hash", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_participants_dialogue_id_dialogues")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("dialogue_id", "key", name=op.f("uq_participants_dialogue_id_key")),
        sa.UniqueConstraint(
            "dialogue_id", "personal_code", name=op.f("uq_participants_dialogue_id_personal_code")
        ),
        sa.UniqueConstraint("link_token", name=op.f("uq_participants_link_token")),
    )
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_participants_dialogue_id"), ["dialogue_id"], unique=False
        )

    op.create_table(
        "presence",
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("counted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_presence_dialogue_id_dialogues")
        ),
        sa.PrimaryKeyConstraint("worker", "dialogue_id", name=op.f("pk_presence")),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_themes_dialogue_id_dialogues")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("dialogue_id", "key", name=op.f("uq_themes_dialogue_id_key")),
    )
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_themes_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_uploads_dialogue_id_dialogues")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "passes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=True),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_passes_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_passes_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passes")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_passes_token_digest")),
    )
    with op.batch_alter_table("passes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passes_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_passes_participant_id"), ["participant_id"], unique=False
        )

    op.create_table(
        "questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", Json, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_questions_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_questions_theme_id_themes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("dialogue_id", "key", name=op.f("uq_questions_dialogue_id_key")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=True),
        sa.Column("drafted_at", Moment(), nullable=False),
        sa.Column("cut_off", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_reports_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by"], ["participants.id"], name=op.f("fk_reports_drafted_by_participants")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_reports_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("dialogue_id", "number", name=op.f("uq_reports_dialogue_id_number")),
        sa.UniqueConstraint(
            "session_id", "locale", "version", name=op.f("uq_reports_session_id_locale_version")
        ),
    )
    op.create_table(
        "rotation_plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seats", Json, nullable=False),
        sa.Column("figures", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_rotation_plans_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_rotation_plans_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_plans")),
        sa.UniqueConstraint(
            "session_id", "version", name=op.f("uq_rotation_plans_session_id_version")
        ),
    )
    with op.batch_alter_table("rotation_plans", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_rotation_plans_dialogue_id"), ["dialogue_id"], unique=False
        )

    op.create_table(
        "rounds",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("warn_seconds", Json, nullable=False),
        sa.Column("grace_seconds", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("remaining_ms", sa.Integer(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("rung_at", Moment(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_rounds_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_rounds_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_rounds_session_id_number")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_phase"), ["phase"], unique=False)

    op.create_table(
        "paragraphs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", Json, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=True),
        sa.Column("edited_at", Moment(), nullable=True),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edited_by"], ["participants.id"], name=op.f("fk_paragraphs_edited_by_participants")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports.id"], name=op.f("fk_paragraphs_report_id_reports")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraphs")),
    )
    with op.batch_alter_table("paragraphs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paragraphs_report_id"), ["report_id"], unique=False)

    op.create_table(
        "round_moves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_round_moves_round_id_rounds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_moves")),
    )
    with op.batch_alter_table("round_moves", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_moves_round_id"), ["round_id"], unique=False)

    op.create_table(
        "session_questions",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rounds", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_session_questions_question_id_questions"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_session_questions_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("session_id", "question_id", name=op.f("pk_session_questions")),
    )
    op.create_table(
        "tables",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("host_id", sa.Uuid(), nullable=True),
        sa.Column("rapporteur_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_tables_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["participants.id"], name=op.f("fk_tables_host_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_tables_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["rapporteur_id"],
            ["participants.id"],
            name=op.f("fk_tables_rapporteur_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_tables_session_id_dialogue_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"], ["themes.id"], name=op.f("fk_tables_theme_id_themes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tables")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_tables_session_id_number")),
    )
    with op.batch_alter_table("tables", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tables_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tables_session_id"), ["session_id"], unique=False)

    op.create_table(
        "hand_ons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participants.id"], name=op.f("fk_hand_ons_author_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_hand_ons_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["tables.id"], name=op.f("fk_hand_ons_table_id_tables")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_ons")),
        sa.UniqueConstraint(
            "table_id", "round_number", name=op.f("uq_hand_ons_table_id_round_number")
        ),
    )
    op.create_table(
        "help_flags",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("raised_at", Moment(), nullable=False),
        sa.Column("lowered_by", sa.Uuid(), nullable=True),
        sa.Column("lowered_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_help_flags_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["lowered_by"], ["participants.id"], name=op.f("fk_help_flags_lowered_by_participants")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"], ["participants.id"], name=op.f("fk_help_flags_raised_by_participants")
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["tables.id"], name=op.f("fk_help_flags_table_id_tables")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_flags")),
    )
    with op.batch_alter_table("help_flags", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_help_flags_dialogue_id"), ["dialogue_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_help_flags_table_id"), ["table_id"], unique=False)

    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participants.id"], name=op.f("fk_messages_author_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_messages_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_messages_session_id_dialogue_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["table_id"], ["tables.id"], name=op.f("fk_messages_table_id_tables")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_messages_dialogue_id"), ["dialogue_id"], unique=False)

    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("body_digest", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("stored_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("featured_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["participants.id"], name=op.f("fk_notes_author_id_participants")
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_notes_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_notes_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_notes_session_id_dialogue_sessions"),
        ),
        sa.ForeignKeyConstraint(["table_id"], ["tables.id"], name=op.f("fk_notes_table_id_tables")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint(
            "dialogue_id", "author_id", "key", name=op.f("uq_notes_dialogue_id_author_id_key")
        ),
    )
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notes_author_id"), ["author_id"], unique=False)
        batch_op.create_index("ix_notes_session", ["session_id"], unique=False)
        batch_op.create_index("ix_notes_table_round", ["table_id", "round_number"], unique=False)

    op.create_table(
        "paragraph_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paragraph_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("replaced_by", sa.Uuid(), nullable=True),
        sa.Column("replaced_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paragraph_id"],
            ["paragraphs.id"],
            name=op.f("fk_paragraph_versions_paragraph_id_paragraphs"),
        ),
        sa.ForeignKeyConstraint(
            ["replaced_by"],
            ["participants.id"],
            name=op.f("fk_paragraph_versions_replaced_by_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paragraph_versions")),
        sa.UniqueConstraint(
            "paragraph_id", "version", name=op.f("uq_paragraph_versions_paragraph_id_version")
        ),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("round_number", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("arrived_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogues.id"], name=op.f("fk_seats_dialogue_id_dialogues")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_seats_participant_id_participants"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_seats_session_id_dialogue_sessions"),
        ),
        sa.ForeignKeyConstraint(["table_id"], ["tables.id"], name=op.f("fk_seats_table_id_tables")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sa.UniqueConstraint(
            "session_id",
            "round_number",
            "participant_id",
            name=op.f("uq_seats_session_id_round_number_participant_id"),
        ),
    )
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_seats_participant_id"), ["participant_id"], unique=False
        )
        batch_op.create_index("ix_seats_table_round", ["table_id", "round_number"], unique=False)

    op.create_table(
        "citations",
        sa.Column("paragraph_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_citations_note_id_notes")),
        sa.ForeignKeyConstraint(
            ["paragraph_id"], ["paragraphs.id"], name=op.f("fk_citations_paragraph_id_paragraphs")
        ),
        sa.PrimaryKeyConstraint("paragraph_id", "note_id", name=op.f("pk_citations")),
    )
    with op.batch_alter_table("citations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citations_note_id"), ["note_id"], unique=False)

    op.create_table(
        "note_references",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_note_references_note_id_notes")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["dialogue_sessions.id"],
            name=op.f("fk_note_references_session_id_dialogue_sessions"),
        ),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_note_references")),
        sa.UniqueConstraint(
            "session_id", "number", name=op.f("uq_note_references_session_id_number")
        ),
    )
    op.create_table(
        "note_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("replaced_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"], ["notes.id"], name=op.f("fk_note_versions_note_id_notes")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_versions")),
        sa.UniqueConstraint("note_id", "version", name=op.f("uq_note_versions_note_id_version")),
    )
    op.create_table(
        "supports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_supports_note_id_notes")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participants.id"],
            name=op.f("fk_supports_participant_id_participants"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supports")),
        sa.UniqueConstraint(
            "note_id", "participant_id", name=op.f("uq_supports_note_id_participant_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("supports")
    op.drop_table("note_versions")
    op.drop_table("note_references")
    with op.batch_alter_table("citations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citations_note_id"))

    op.drop_table("citations")
    with op.batch_alter_table("seats", schema=None) as batch_op:
        batch_op.drop_index("ix_seats_table_round")
        batch_op.drop_index(batch_op.f("ix_seats_participant_id"))

    op.drop_table("seats")
    op.drop_table("paragraph_versions")
    with op.batch_alter_table("notes", schema=None) as batch_op:
        batch_op.drop_index("ix_notes_table_round")
        batch_op.drop_index("ix_notes_session")
        batch_op.drop_index(batch_op.f("ix_notes_author_id"))

    op.drop_table("notes")
    with op.batch_alter_table("messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_messages_dialogue_id"))

    op.drop_table("messages")
    with op.batch_alter_table("help_flags", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_flags_table_id"))
        batch_op.drop_index(batch_op.f("ix_help_flags_dialogue_id"))

    op.drop_table("help_flags")
    op.drop_table("hand_ons")
    with op.batch_alter_table("tables", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tables_session_id"))
        batch_op.drop_index(batch_op.f("ix_tables_dialogue_id"))

    op.drop_table("tables")
    op.drop_table("session_questions")
    with op.batch_alter_table("round_moves", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_moves_round_id"))

    op.drop_table("round_moves")
    with op.batch_alter_table("paragraphs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paragraphs_report_id"))

    op.drop_table("paragraphs")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_phase"))
        batch_op.drop_index(batch_op.f("ix_rounds_dialogue_id"))

    op.drop_table("rounds")
    with op.batch_alter_table("rotation_plans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rotation_plans_dialogue_id"))

    op.drop_table("rotation_plans")
    op.drop_table("reports")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_dialogue_id"))

    op.drop_table("questions")
    with op.batch_alter_table("passes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passes_participant_id"))
        batch_op.drop_index(batch_op.f("ix_passes_dialogue_id"))

    op.drop_table("passes")
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_uploads_dialogue_id"))

    op.drop_table("uploads")
    with op.batch_alter_table("themes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_themes_dialogue_id"))

    op.drop_table("themes")
    op.drop_table("presence")
    with op.batch_alter_table("participants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participants_dialogue_id"))

    op.drop_table("participants")
    with op.batch_alter_table("dialogue_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_sessions_dialogue_id"))

    op.drop_table("dialogue_sessions")
    op.drop_table("event_log")
    op.drop_table("dialogues")
    op.drop_table("dialogue_heads")

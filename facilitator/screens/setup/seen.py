"""Two co-facilitators at the same form: the second is told before anything is overwritten."""

import hashlib
from typing import Final

from facilitator.dialogues.model import Dialogue, DialogueSession, Question, Theme
from facilitator.kit.errors import Conflict
from facilitator.kit.model import Identified
from facilitator.kit.words import N_
from facilitator.people.editing import FIELDS
from facilitator.people.model import Participant
from facilitator.screens.setup.typed import Typed
from facilitator.tables.model import Table

SHOWN: Final[dict[type[Identified], tuple[str, ...]]] = {
    Dialogue: (
        "title", "timezone", "languages", "attribution", "denominator", "scope",
        "expected_output", "ground_rules", "criteria", "walk_ins", "question_floor_minutes",
    ),
    Theme: ("title",),
    Question: ("theme_id", "text"),
    DialogueSession: ("title", "variant", "minutes", "theme_keys", "from_session_key", "floor"),
    Table: (
        "name", "place", "theme_id", "question_id", "seats", "language", "host_id",
        "rapporteur_id",
    ),
    Participant: (*FIELDS, "groups"),
}  # fmt: skip


def mark(row: Identified) -> str:
    """A mark of what a form shows of a row. It stands in the form and comes back with it."""
    shown = [getattr(row, name) for name in SHOWN[type(row)]]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def refuse_overtaken(typed: Typed, row: Identified) -> None:
    """Raises Conflict if somebody saved the same form since this one was opened."""
    if typed.raw("seen") not in ("", mark(row)):
        raise Conflict(
            N_(
                "Somebody else changed this meanwhile. What you typed is still here; "
                "saving it again puts it in place of theirs."
            )
        )

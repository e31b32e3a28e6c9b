"""What can be done with a dialogue and its programme."""

from facilitator.dialogues.actions.basics import change_basics, create
from facilitator.dialogues.actions.laying import drop_unlisted, lay_out
from facilitator.dialogues.actions.ordering import move_earlier
from facilitator.dialogues.actions.publishing import publish, publish_by_two, unpublish
from facilitator.dialogues.actions.questions import (
    add_question,
    add_theme,
    change_question,
    change_theme,
    remove_question,
    remove_theme,
)
from facilitator.dialogues.actions.sessions import add_session, ask, change_session
from facilitator.dialogues.actions.uploads import keep_upload, take_upload

__all__ = [
    "add_question",
    "add_session",
    "add_theme",
    "ask",
    "change_basics",
    "change_question",
    "change_session",
    "change_theme",
    "create",
    "drop_unlisted",
    "keep_upload",
    "lay_out",
    "move_earlier",
    "publish",
    "publish_by_two",
    "remove_question",
    "remove_theme",
    "take_upload",
    "unpublish",
]

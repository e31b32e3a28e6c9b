"""Drafting a report, and working on it paragraph by paragraph."""

from facilitator.report.actions.approving import approve_report, move_report
from facilitator.report.actions.attending import count_writers
from facilitator.report.actions.commenting import answer_comment, comment
from facilitator.report.actions.drafting import Wish, draft_report, take_in
from facilitator.report.actions.editing import WORDS_LIMIT, Wording, edit_paragraph
from facilitator.report.actions.outline import (
    add_paragraph,
    move_paragraph,
    remove_paragraph,
    restore_paragraph,
)
from facilitator.report.actions.outlining import (
    keep_outline,
    put_outline_away,
    take_outlines_along,
)

__all__ = [
    "WORDS_LIMIT",
    "Wish",
    "Wording",
    "add_paragraph",
    "answer_comment",
    "approve_report",
    "comment",
    "count_writers",
    "draft_report",
    "edit_paragraph",
    "keep_outline",
    "move_paragraph",
    "move_report",
    "put_outline_away",
    "remove_paragraph",
    "restore_paragraph",
    "take_in",
    "take_outlines_along",
]

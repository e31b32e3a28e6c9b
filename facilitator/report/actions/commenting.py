"""Saying something about a paragraph, and answering it."""

from uuid import UUID

from facilitator.kit.errors import Conflict, Invalid, NotFound
from facilitator.kit.lines import text
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.people.model import Participant
from facilitator.report.actions.changing import paragraph_for_change
from facilitator.report.events import CommentMade
from facilitator.report.model import Comment, Paragraph
from facilitator.report.queries import name_of, paragraph_of
from facilitator.report.rules import Handled

LIMIT = 4_000  # characters


async def comment(
    work: Work, person: Participant, paragraph: Paragraph, new_id: UUID, words: str
) -> Comment:
    """What somebody says about a paragraph. `new_id` is the form's: sent twice, stored once."""
    report, paragraph = await paragraph_for_change(work, person, paragraph)
    again = await work.db.get(Comment, new_id)
    if again:
        if again.by != person.id or again.paragraph_id != paragraph.id:
            raise Conflict(code="key_reused")
        return again
    made = Comment(
        id=new_id,
        paragraph_id=paragraph.id,
        words=_clean(words, N_("Write what you want to say about the paragraph.")),
        by=person.id,
        at=work.now,
        said_of=paragraph.version,
    )
    work.db.add(made)
    work.record(CommentMade(report.dialogue_id, report.id, paragraph.id))
    return made


async def answer_comment(
    work: Work, person: Participant, comment_id: UUID, handled: Handled, reason: str
) -> Comment:
    """How a comment was handled; unless all of it was accepted, why.

    Raises Conflict when somebody else has answered it otherwise.
    """
    made = await work.db.get(Comment, comment_id)
    if made is None:
        raise NotFound
    _, paragraph = await paragraph_of(work.db, person.dialogue_id, made.paragraph_id)
    report, _ = await paragraph_for_change(work, person, paragraph)
    await work.db.refresh(made)
    words = _reason(handled, reason)
    if (made.handled, made.answer) == (handled, words):
        return made
    if made.handled and made.answered_by != person.id:
        who = await name_of(work.db, made.answered_by)
        raise Conflict(N_("%(name)s has answered this comment already."), name=who or "?")
    made.handled, made.answer = handled, words
    made.answered_by, made.answered_at = person.id, work.now
    work.record(CommentMade(report.dialogue_id, report.id, paragraph.id))
    return made


def _reason(handled: Handled, reason: str) -> str:
    if handled is Handled.OPEN:
        raise Invalid(N_("Say whether the comment was accepted, partly accepted or declined."))
    if handled is Handled.ACCEPTED and not reason.strip():
        return ""
    return _clean(reason, N_("Say why it was not taken up as it is."))


def _clean(raw: str, nothing: str) -> str:
    words = text(raw, LIMIT)
    if not words:
        raise Invalid(nothing)
    return words

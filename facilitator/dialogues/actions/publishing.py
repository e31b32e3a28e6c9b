"""Showing questions, scope and expected output to everybody before the day, and taking it back."""

from uuid import UUID

from facilitator.dialogues.events import DialoguePublished, PublicationAsked
from facilitator.dialogues.model import Dialogue
from facilitator.kit.work import Work


async def publish(work: Work, dialogue: Dialogue) -> None:
    """From now on anybody may read the public page. Publishing again keeps the first moment."""
    if dialogue.published_at is None:
        dialogue.published_at, dialogue.publication_asked_by = work.now, None
        work.record(DialoguePublished(dialogue.id))


async def publish_by_two(work: Work, dialogue: Dialogue, by: UUID) -> None:
    """The first person only asks for it; somebody else's press publishes."""
    if dialogue.publication_asked_by not in (None, by):
        await publish(work, dialogue)
    elif dialogue.published_at is None:
        dialogue.publication_asked_by = by
        work.record(PublicationAsked(dialogue.id))


async def unpublish(work: Work, dialogue: Dialogue) -> None:
    """Takes the page back, or the request to publish it."""
    dialogue.published_at = dialogue.publication_asked_by = None
    work.record(DialoguePublished(dialogue.id))

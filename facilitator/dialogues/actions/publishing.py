"""Showing questions, scope and expected output to everybody before the day, and taking it back."""

from facilitator.dialogues.events import DialoguePublished
from facilitator.dialogues.model import Dialogue
from facilitator.kit.work import Work


async def publish(work: Work, dialogue: Dialogue) -> None:
    """From now on anybody may read the public page. Publishing again keeps the first moment."""
    if dialogue.published_at is None:
        dialogue.published_at = work.now
        work.record(DialoguePublished(dialogue.id))


async def unpublish(work: Work, dialogue: Dialogue) -> None:
    dialogue.published_at = None
    work.record(DialoguePublished(dialogue.id))

"""Saying something to tables; asking for help and bringing it."""

from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.errors import Invalid
from facilitator.kit.lines import text
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.messages.events import HelpAsked, HelpCame, MessageSent
from facilitator.messages.model import HelpFlag, Message
from facilitator.messages.queries import raised_at
from facilitator.people.model import Participant
from facilitator.tables.model import Table
from facilitator.tables.queries import held

LIMIT = 500


async def say(
    work: Work, author: Participant, session: DialogueSession, words: str, table_id: UUID | None
) -> Message:
    """A message with its author's name, to one table or to all."""
    message = Message(
        dialogue_id=author.dialogue_id,
        session_id=session.id,
        table_id=table_id,
        author_id=author.id,
        words=_worded(words),
        sent_at=work.now,
    )
    work.db.add(message)
    await work.db.flush()
    work.record(MessageSent(author.dialogue_id, message.id, table_id))
    return message


def _worded(words: str) -> str:
    said = text(words, LIMIT)
    if not said:
        raise Invalid(N_("Write a message first."))
    return said


async def ask_for_help(work: Work, person: Participant, table: Table) -> None:
    """Raises the table's flag; a flag that is up stays up."""
    await held(work.db, table.id)
    if await raised_at(work.db, table.id):
        return
    work.db.add(
        HelpFlag(
            dialogue_id=table.dialogue_id,
            table_id=table.id,
            raised_by=person.id,
            raised_at=work.now,
        )
    )
    work.record(HelpAsked(table.dialogue_id, table.id))


async def bring_help(work: Work, person: Participant, table: Table) -> None:
    """Somebody goes there (or the table no longer needs it): the flag comes down."""
    flag = await raised_at(work.db, table.id)
    if flag is None:
        return
    flag.lowered_by, flag.lowered_at = person.id, work.now
    work.record(HelpCame(table.dialogue_id, table.id))

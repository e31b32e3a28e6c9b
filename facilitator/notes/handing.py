"""Handing on: the one-minute account a table leaves for its next group."""

from facilitator.kit.errors import Conflict
from facilitator.kit.lines import text
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.events import HandOnWritten
from facilitator.notes.model import HandOn
from facilitator.notes.queries import hand_on
from facilitator.notes.rules import HAND_ON_LIMIT
from facilitator.people.model import Participant
from facilitator.tables.model import Table
from facilitator.tables.queries import held


async def write_hand_on(
    work: Work, author: Participant, table: Table, round_number: int, words: str, version: int
) -> HandOn:
    """Writes or replaces the card. `version` 0: there was none when the writer began."""
    said = text(words, HAND_ON_LIMIT)
    await held(work.db, table.id)  # its two keepers write one after the other
    card = await hand_on(work.db, table.id, round_number)
    if (card.version if card else 0) != version:
        raise Conflict(N_("Somebody else changed this card meanwhile. Reload to see it."))
    if card is None:
        card = HandOn(dialogue_id=table.dialogue_id, table_id=table.id, round_number=round_number)
        card.version = 0
        work.db.add(card)
    card.words, card.author_id, card.written_at = said, author.id, work.now
    card.version += 1
    work.record(HandOnWritten(table.dialogue_id, table.id, round_number))
    return card

"""Where a note belongs, by what its device says and what the seats say.

A note is never dropped and never shown at a table where it was not written: if its author was not
seated at the table it names, it waits in the tray for a co-facilitator (RELIABILITY F47, F48).
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import asked_by
from facilitator.dialogues.rules import FLOORED
from facilitator.kit.errors import NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.notes.actions import Place
from facilitator.notes.rules import NO_ROUND
from facilitator.people.model import Participant
from facilitator.rounds.model import Round
from facilitator.rounds.queries import numbered
from facilitator.rounds.rules import Phase
from facilitator.tables.model import Table
from facilitator.tables.queries import sat_at


@dataclass(frozen=True)
class Claim:
    """The slot a note says it was written in."""

    session: UUID
    round: int
    table: UUID | None
    question: UUID | None


async def placed(db: AsyncSession, author: Participant, claim: Claim) -> Place:
    """The place of a note. Refuses only a round of another dialogue, or one that has not begun.

    A roundtable or a plenary has neither rounds nor tables: the whole room is the place.
    """
    session = await db.get(DialogueSession, claim.session)
    if session and session.dialogue_id == author.dialogue_id and session.kind in FLOORED:
        return Place(session.id, NO_ROUND, None, await _question(db, claim), late=False)
    round_ = await numbered(db, claim.session, claim.round)
    if round_.dialogue_id != author.dialogue_id:
        raise NotFound
    if round_.phase == Phase.PLANNED:
        raise NotNow(
            N_("Round %(number)s has not begun. Your note stays here."), number=round_.number
        )
    return Place(
        session_id=claim.session,
        round_number=claim.round,
        table_id=await _table(db, author, claim, round_),
        question_id=await _question(db, claim),
        late=round_.phase == Phase.CLOSED,
    )


async def _table(db: AsyncSession, author: Participant, claim: Claim, round_: Round) -> UUID | None:
    table = await db.get(Table, claim.table) if claim.table else None
    if table is None or table.session_id != round_.session_id:
        return None
    if author.id in table.keepers or await sat_at(db, author.id, table.id, round_.number):
        return table.id
    return None


async def _question(db: AsyncSession, claim: Claim) -> UUID | None:
    asked = {each.id for each in await asked_by(db, claim.session)}
    return claim.question if claim.question in asked else None

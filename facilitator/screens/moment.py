"""The moment: the rounds of the live session that matter for where people stand."""

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import session as session_of
from facilitator.dialogues.rules import FLOORED
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase, following, present


@dataclass(frozen=True)
class Moment:
    """`floored`: everybody is in the room; tables are of groups that are over, or to come."""

    session: UUID | None
    round: int | None
    next_round: int | None
    to_come: frozenset[int] = frozenset()
    floored: bool = False

    @property
    def coming(self) -> "Moment | None":
        """What will be when the next round opens, if nothing else changes."""
        if not self.session or not self.to_come:
            return None
        opened = min(self.to_come)
        return replace(self, round=opened, next_round=None, to_come=self.to_come - {opened})


async def moment_of(db: AsyncSession, dialogue: Dialogue) -> Moment:
    session = dialogue.live_session_id
    if session is None:
        return Moment(None, None, None)
    rounds = await rounds_of(db, session)
    here = present(rounds)
    planned = frozenset(each.number for each in rounds if each.phase == Phase.PLANNED)
    if here is None:
        return Moment(session, None, None)
    if here.phase == Phase.CLOSED and (await session_of(db, session)).kind in FLOORED:
        return Moment(session, None, None, floored=True)
    if here.phase == Phase.PLANNED:
        return Moment(session, here.number, here.number, planned)
    to_come = following(rounds, here.number) if here.phase == Phase.GRACE else None
    return Moment(session, here.number, to_come.number if to_come else None, planned)

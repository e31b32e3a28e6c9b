"""Laying rounds out. A round that has begun is never changed or taken away."""

from uuid import UUID

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme import RoundsSpec
from facilitator.kit.errors import Conflict
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase


async def lay_out_rounds(work: Work, session: DialogueSession, spec: RoundsSpec) -> None:
    """Makes, changes and takes away rounds still to come. Minutes may be parts of a minute."""
    there = {each.number: each for each in await rounds_of(work.db, session.id)}
    for number in range(1, spec.count + 1):
        round_ = there.pop(number, None)
        if round_ is None:
            round_ = Round(dialogue_id=session.dialogue_id, session_id=session.id, number=number)
            work.db.add(round_)
        if round_.phase in (None, Phase.PLANNED):
            round_.seconds = seconds(spec.minutes)
            round_.warn_seconds = [seconds(each) for each in spec.warn_minutes]
            round_.grace_seconds = round(spec.grace_minutes * 60)
    for round_ in there.values():
        await take_away_round(work, round_)
    await work.db.flush()


def seconds(minutes: float) -> int:
    return max(1, round(minutes * 60))


async def take_away_round(work: Work, round_: Round) -> None:
    if round_.phase != Phase.PLANNED:
        raise Conflict(
            N_("Round %(number)s has begun and stays."), code="still_used", number=round_.number
        )
    await work.db.delete(round_)


async def planned(work: Work, session_id: UUID) -> set[int]:
    """The numbers of the rounds still to come."""
    rounds = await rounds_of(work.db, session_id)
    return {each.number for each in rounds if each.phase == Phase.PLANNED}

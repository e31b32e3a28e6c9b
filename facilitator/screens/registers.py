"""The registers of a stage: who holds which pass, and who sits where.

When a round ends, thousands are asked at once where they stand. Who they are has not changed, and
their places were read when the bell rang: both stay as read until something is said of them.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.floor.events import FloorAsked, SignalGiven
from facilitator.kit.clock import now
from facilitator.kit.events import Event
from facilitator.live.together import shelf
from facilitator.messages.events import HelpAsked, HelpCame, MessageSent
from facilitator.people.events import ParticipantJoined
from facilitator.people.queries import Holder, holders
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.tables.events import PersonArrived, SeatsChanged
from facilitator.tables.queries import A_FEW, Place, places_in

OF_OTHER_THINGS = (
    *(RoundMoved, ClockSet, BellRung, FloorAsked, SignalGiven),
    *(MessageSent, HelpAsked, HelpCame),
)
ROUNDS_KEPT = 3  # the present one, the next, and the one before


@dataclass
class Seating:
    """The places of a round; `unread`: people whose place may have changed since."""

    places: dict[UUID, Place]
    unread: set[UUID] = field(default_factory=set)


Roll = dict[UUID, Holder]  # by pass
Seatings = dict[tuple[UUID, int], Seating]  # by session and round


async def holders_now(
    db: AsyncSession, dialogue_id: UUID, ids: Collection[UUID], new: Collection[UUID]
) -> dict[UUID, Holder]:
    """{pass: its holder} of those of these passes that are good. Whoever is new is looked up,
    whatever is known of their pass."""
    roll: Roll = shelf(db, strike)
    moment = now()
    for each in new:
        roll.pop(each, None)
    missing = {each for each in ids if each not in roll}
    if missing:
        found = await holders(db, dialogue_id, missing, moment)
        roll.update((each.pass_id, each) for each in found)
    known = ((each, roll.get(each)) for each in ids)
    return {each: held for each, held in known if held and held.expires_at > moment}


def strike(event: Event, roll: Roll) -> None:
    """Forgets who people are, unless what happened says nothing of that."""
    if not event.is_talk and not isinstance(event, (*OF_OTHER_THINGS, SeatsChanged)):
        roll.clear()


async def places_now(
    db: AsyncSession, session: UUID, number: int, people: Collection[UUID] | None
) -> dict[UUID, Place]:
    """Where people sit in a round, or everybody. Once a crowd was asked for, all are known."""
    seatings: Seatings = shelf(db, turn_over)
    if people is None or (session, number) in seatings or len(people) > A_FEW:
        return await seating_now(db, session, number)
    return await places_in(db, session, number, people)


async def seating_now(db: AsyncSession, session: UUID, number: int) -> dict[UUID, Place]:
    """Where everybody sits in a round."""
    seatings: Seatings = shelf(db, turn_over)
    known = seatings.get((session, number))
    if known is None:
        known = seatings[session, number] = Seating(await places_in(db, session, number))
        if len(seatings) > ROUNDS_KEPT:
            del seatings[next(iter(seatings))]
    elif known.unread:
        for each in known.unread:
            known.places.pop(each, None)
        known.places.update(await places_in(db, session, number, known.unread))
        known.unread.clear()
    return known.places


def turn_over(event: Event, seatings: Seatings) -> None:
    """Forgets the place of whom an event is about, or everybody's."""
    if isinstance(event, SeatsChanged | PersonArrived) and event.participant:
        for each in seatings.values():
            each.unread.add(event.participant)
    elif not event.is_talk and not isinstance(event, (*OF_OTHER_THINGS, ParticipantJoined)):
        seatings.clear()

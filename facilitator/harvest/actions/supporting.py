"""Support of a position: who shares it, who differs, for themselves or on behalf of others."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.harvest.events import PointsChanged
from facilitator.harvest.model import Point, PointSupport, Position
from facilitator.harvest.rules import Whose
from facilitator.kit.errors import Invalid, NotFound
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.rules import Stance
from facilitator.people.parties import GROUPS, PARTIES, group, lookup

NAME_LIMIT = 200  # characters


@dataclass(frozen=True)
class Behalf:
    """For whom: `code` is a person's id, a Party's or a group's code, or a name."""

    whose: Whose
    code: str


def named(typed: str) -> Behalf:
    """A group, else a Party, else another by their name. Raises Invalid where it names nobody."""
    name = " ".join(typed.split())
    if not name or len(name) > NAME_LIMIT:
        raise Invalid(N_("Name a Party, a group or an organisation."))
    code, party = group(name), lookup(name)
    if code:
        return Behalf(Whose.GROUP, code)
    return Behalf(Whose.PARTY, party.iso3) if party else Behalf(Whose.OTHER, name)


def spoken_for(person: UUID, typed: str) -> Behalf:
    """`self`, `party:KEN` or `group:AOSIS`, as the phone sends it. Raises NotFound."""
    whose, _, code = typed.partition(":")
    if whose == "self":
        return Behalf(Whose.PERSON, str(person))
    if (whose == "party" and code in PARTIES) or (whose == "group" and code in GROUPS):
        return Behalf(Whose(whose), code)
    raise NotFound


async def support(
    work: Work, point: Point, position_id: UUID, behalf: Behalf, stance: Stance | None
) -> None:
    """Said once for each of them, the last word counts; None takes it back. Raises NotFound."""
    position = await work.db.get(Position, position_id)
    if position is None or position.point_id != point.id:
        raise NotFound
    query = select(PointSupport).filter_by(
        position_id=position_id, whose=behalf.whose, code=behalf.code
    )
    given = await work.db.scalar(query)
    if stance is None:
        if given:
            await work.db.delete(given)
    elif given:
        given.stance, given.given_by, given.at = stance, work.actor, work.now
    else:
        more = {"stance": stance, "given_by": work.actor, "at": work.now}
        work.db.add(
            PointSupport(position_id=position_id, whose=behalf.whose, code=behalf.code, **more)
        )
    work.record(PointsChanged(point.dialogue_id, point.session_id))


async def hands_of(db: AsyncSession, position_id: UUID) -> dict[UUID, Stance]:
    """{participant: stance} of the hands that others counted; people's own words are not told."""
    query = select(PointSupport).filter_by(position_id=position_id, whose=Whose.PERSON)
    found = (each for each in await db.scalars(query) if _counted(each))
    return {UUID(each.code): Stance(each.stance) for each in found}


async def count_hands(
    work: Work,
    point: Point,
    position_id: UUID,
    asked: Collection[UUID],
    hands: Mapping[UUID, Stance],
) -> None:
    """What those who were `asked` say of a position, by a show of hands; none: neither.

    What somebody said on their own phone stands.
    """
    query = select(PointSupport).filter_by(position_id=position_id, whose=Whose.PERSON)
    given = {UUID(each.code): each for each in await work.db.scalars(query)}
    for person in set(asked):
        if person not in given or _counted(given[person]):
            behalf = Behalf(Whose.PERSON, str(person))
            await support(work, point, position_id, behalf, hands.get(person))


def _counted(given: PointSupport) -> bool:
    return str(given.given_by) != given.code

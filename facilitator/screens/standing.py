"""Where people stand: who they are, at which table, and what they wait for."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.floor.queries import askers
from facilitator.kit.clock import now
from facilitator.people.model import Pass
from facilitator.people.queries import Holder, holders
from facilitator.people.rules import Role, Screen
from facilitator.rotation.queries import changes_of
from facilitator.rotation.telling import Told, reseated
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase, following, present
from facilitator.screens.vantage import Viewer
from facilitator.tables.queries import Place, places_in, tables_of


@dataclass(frozen=True)
class Moment:
    """The rounds of the live session that matter for where people stand."""

    session: UUID | None
    round: int | None
    next_round: int | None
    to_come: frozenset[int] = frozenset()


async def standings(db: AsyncSession, pass_ids: Collection[UUID]) -> dict[UUID, Viewer]:
    """Where the holders of these passes stand now; void passes are missing."""
    good = await holders(db, pass_ids, now())
    viewers: dict[UUID, Viewer] = {}
    for dialogue_id in {each.dialogue_id for each in good}:
        of_this = [each for each in good if each.dialogue_id == dialogue_id]
        viewers |= await _in_dialogue(db, dialogue_id, of_this)
    return viewers


async def standing(db: AsyncSession, held: Pass) -> Viewer:
    """Where the holder of one good pass stands now."""
    return (await standings(db, [held.id]))[held.id]


async def _in_dialogue(
    db: AsyncSession, dialogue_id: UUID, good: Collection[Holder]
) -> dict[UUID, Viewer]:
    dialogue = await db.get_one(Dialogue, dialogue_id)
    moment = await _moment(db, dialogue)
    people = {each.participant for each in good if each.participant}
    places = await _places(db, moment, people)
    asking = await askers(db, moment.session, people) if moment.session else {}
    at_table_doors = any(each.screen == Screen.TABLE for each in good)
    kept = await _kept(db, moment) if at_table_doors else {}
    told = await _told(db, moment)
    viewers = (_viewer(each, dialogue, moment, places, kept) for each in good)
    return {
        v.pass_id: replace(
            v,
            asking=asking.get(v.participant or v.pass_id, ()),
            reseated=told.get(str(v.participant), ()),
        )
        for v in viewers
    }


async def _moment(db: AsyncSession, dialogue: Dialogue) -> Moment:
    session = dialogue.live_session_id
    if session is None:
        return Moment(None, None, None)
    rounds = await rounds_of(db, session)
    here = present(rounds)
    planned = frozenset(each.number for each in rounds if each.phase == Phase.PLANNED)
    if here is None:
        return Moment(session, None, None)
    if here.phase == Phase.PLANNED:
        return Moment(session, here.number, here.number, planned)
    to_come = following(rounds, here.number) if here.phase == Phase.GRACE else None
    return Moment(session, here.number, to_come.number if to_come else None, planned)


async def _told(db: AsyncSession, moment: Moment) -> dict[str, tuple[Told, ...]]:
    if moment.session is None or not moment.to_come:
        return {}
    return reseated(await changes_of(db, moment.session), moment.to_come)


PlaceOf = dict[tuple[UUID | None, int | None], Place]


async def _places(db: AsyncSession, moment: Moment, people: Collection[UUID]) -> PlaceOf:
    if moment.session is None or moment.round is None:
        return {}
    rounds = {moment.round, moment.next_round or moment.round}
    found = await places_in(db, moment.session, rounds, people)
    return {(each.participant, each.round): each for each in found}


async def _kept(db: AsyncSession, moment: Moment) -> dict[UUID, UUID]:
    if moment.session is None:
        return {}
    return {
        keeper: table.id
        for table in await tables_of(db, moment.session)
        for keeper in table.keepers
    }


def _viewer(
    held: Holder, dialogue: Dialogue, moment: Moment, places: PlaceOf, kept: dict[UUID, UUID]
) -> Viewer:
    who = held.participant
    here = places.get((who, moment.round))
    to_come = places.get((who, moment.next_round))
    keeping = kept.get(who) if who and held.screen == Screen.TABLE else None
    return Viewer(
        pass_id=held.pass_id,
        dialogue=dialogue.id,
        participant=who,
        role=Role(held.role) if held.role else None,
        locale=held.locale or house_language(dialogue),
        session=moment.session,
        round=moment.round,
        table=keeping or (here.table if here else None),
        arrived=bool(here and here.arrived),
        next_round=moment.next_round,
        next_table=to_come.table if to_come else None,
        next_arrived=bool(to_come and to_come.arrived),
    )


def house_language(dialogue: Dialogue) -> str:
    return dialogue.languages[0] if dialogue.languages else "en"

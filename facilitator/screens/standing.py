"""Where people stand: who they are, at which table, and what they wait for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import session as session_of
from facilitator.dialogues.rules import FLOORED
from facilitator.floor.queries import askers
from facilitator.floor.signalled import Signalled, signalled
from facilitator.people.model import Pass
from facilitator.people.queries import Holder
from facilitator.people.rules import Role, Screen
from facilitator.rotation.queries import changes_of
from facilitator.rotation.telling import Told, reseated
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase, following, present
from facilitator.screens.registers import holders_now, places_now, seating_now
from facilitator.screens.vantage import Viewer
from facilitator.tables.queries import A_FEW, Place, tables_of

PlaceOf = dict[UUID, Place]


@dataclass(frozen=True)
class Moment:
    """The rounds of the live session that matter for where people stand.

    `floored`: everybody is in the room; tables are of groups that are over, or to come.
    """

    session: UUID | None
    round: int | None
    next_round: int | None
    to_come: frozenset[int] = frozenset()
    floored: bool = False


@dataclass(frozen=True)
class Ground:
    """What must be known to say where some people stand."""

    dialogue: UUID
    language: str
    moment: Moment
    here: PlaceOf
    to_come: PlaceOf
    kept: Mapping[UUID, UUID]  # {host or table rapporteur: their table}
    asking: Mapping[UUID, tuple[UUID, ...]]
    signalled: Mapping[UUID, Signalled]
    told: Mapping[str, tuple[Told, ...]]
    alike: dict[tuple[Any, ...], Viewer] = field(default_factory=dict)


async def standings(
    db: AsyncSession,
    dialogue_id: UUID,
    pass_ids: Collection[UUID],
    new: Collection[UUID] | None = None,
) -> dict[UUID, Viewer]:
    """Where the holders of these passes of a dialogue stand now; void passes are missing.

    `new`: those of them who have only just come; all of them unless told.
    """
    fresh = pass_ids if new is None else new
    good = await holders_now(db, dialogue_id, pass_ids, fresh)
    if not good:
        return {}
    ground = await _ground(db, dialogue_id, good.values())
    return {each: _viewer(held, ground) for each, held in good.items()}


async def standing(db: AsyncSession, held: Pass) -> Viewer:
    """Where the holder of one good pass stands now."""
    return (await standings(db, held.dialogue_id, [held.id]))[held.id]


async def read_ahead(db: AsyncSession, dialogue_id: UUID, people: int) -> None:
    """Where everybody will sit in the round to come, so that a crowd need not wait for it."""
    if people <= A_FEW:
        return
    moment = await _moment(db, await db.get_one(Dialogue, dialogue_id))
    if moment.session and moment.to_come:
        await seating_now(db, moment.session, min(moment.to_come))


async def _ground(db: AsyncSession, dialogue_id: UUID, good: Collection[Holder]) -> Ground:
    dialogue = await db.get_one(Dialogue, dialogue_id)
    moment = await _moment(db, dialogue)
    people = [each.participant for each in good if each.participant]
    at_table_doors = any(each.screen == Screen.TABLE for each in good)
    here = await _places(db, moment.session, moment.round, people)
    waiting = moment.next_round == moment.round
    return Ground(
        dialogue.id,
        house_language(dialogue),
        moment,
        here,
        here if waiting else await _places(db, moment.session, moment.next_round, people),
        await _kept(db, moment) if at_table_doors else {},
        await askers(db, moment.session, people) if moment.session else {},
        await signalled(db, moment.session, people) if moment.session else {},
        await _told(db, moment),
    )


async def _moment(db: AsyncSession, dialogue: Dialogue) -> Moment:
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


async def _told(db: AsyncSession, moment: Moment) -> dict[str, tuple[Told, ...]]:
    if moment.session is None or not moment.to_come:
        return {}
    return reseated(await changes_of(db, moment.session), moment.to_come)


async def _places(
    db: AsyncSession, session: UUID | None, number: int | None, people: Collection[UUID]
) -> PlaceOf:
    if session is None or number is None:
        return {}
    return await places_now(db, session, number, people)


async def _kept(db: AsyncSession, moment: Moment) -> dict[UUID, UUID]:
    if moment.session is None or moment.floored:
        return {}
    return {
        keeper: table.id
        for table in await tables_of(db, moment.session)
        for keeper in table.keepers
    }


def _viewer(held: Holder, ground: Ground) -> Viewer:
    """The viewer, and what all have in common who stand alike: that is made once for them."""
    who = held.participant
    here = ground.here.get(who) if who else None
    to_come = ground.to_come.get(who) if who else None
    keeping = ground.kept.get(who) if who and held.screen == Screen.TABLE else None
    common = (
        held.role,
        held.locale,
        keeping or (here.table if here else None),
        bool(here and here.arrived),
        to_come.table if to_come else None,
        bool(to_come and to_come.arrived),
        ground.asking.get(who, ()) if who and ground.asking else (),
        ground.signalled.get(who, ()) if who and ground.signalled else (),
        ground.told.get(str(who), ()) if ground.told else (),
    )
    alike = ground.alike.get(common) or ground.alike.setdefault(common, _faceless(ground, *common))
    return Viewer(held.pass_id, who, *alike[2:-1], alike)


def _faceless(ground: Ground, role: str | None, locale: str | None, *standing: Any) -> Viewer:
    table, arrived, next_table, next_arrived, asking, signalled, told = standing
    moment = ground.moment
    return Viewer(
        pass_id=None,
        participant=None,
        dialogue=ground.dialogue,
        role=Role(role) if role else None,
        locale=locale or ground.language,
        session=moment.session,
        round=moment.round,
        table=table,
        arrived=arrived,
        next_round=moment.next_round,
        next_table=next_table,
        next_arrived=next_arrived,
        asking=asking,
        signalled=signalled,
        reseated=told,
    )


def house_language(dialogue: Dialogue) -> str:
    return dialogue.languages[0] if dialogue.languages else "en"

"""Where people stand: who they are, at which table, and what they wait for.

Where a crowd stands is kept, and worked out for the round to come before it opens.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.floor.queries import askers
from facilitator.floor.signalled import signalled
from facilitator.kit.clock import now
from facilitator.live.together import shelf
from facilitator.people.model import Pass
from facilitator.people.queries import Holder
from facilitator.people.rules import Screen
from facilitator.rotation.queries import changes_of
from facilitator.rotation.telling import Told, reseated
from facilitator.screens.moment import Moment, moment_of
from facilitator.screens.parts.scenes import lasting
from facilitator.screens.registers import holders_now, places_now
from facilitator.screens.stand import Ground, PlaceOf, Stand, Stands, shake
from facilitator.screens.vantage import Viewer
from facilitator.tables.queries import A_FEW, tables_of


async def standings(
    db: AsyncSession,
    dialogue_id: UUID,
    pass_ids: Collection[UUID],
    new: Collection[UUID] | None = None,
) -> Mapping[UUID, Viewer]:
    """Where the holders of these passes of a dialogue stand now (of a crowd, others may be among
    them); void passes are missing.

    `new`: those of them who have only just come; all of them unless told.
    """
    fresh = pass_ids if new is None else new
    dialogue = await db.get_one(Dialogue, dialogue_id)
    moment = await moment_of(db, dialogue)
    if len(pass_ids) > A_FEW:
        return await _crowd(db, dialogue, moment, pass_ids, fresh)
    good = await holders_now(db, dialogue_id, pass_ids, fresh)
    stand = await _stand(db, dialogue, moment, good.values())
    await stand.take_in(good)
    return stand.viewers


async def standing(db: AsyncSession, held: Pass) -> Viewer:
    """Where the holder of one good pass stands now."""
    return (await standings(db, held.dialogue_id, [held.id]))[held.id]


async def foresee(
    db: AsyncSession, dialogue_id: UUID, pass_ids: Collection[UUID]
) -> Mapping[UUID, Viewer]:
    """Where a crowd will stand when the next round opens, if nothing else happens."""
    dialogue = await db.get_one(Dialogue, dialogue_id)
    moment = await moment_of(db, dialogue)
    coming = moment.coming
    if coming is None or len(pass_ids) <= A_FEW:
        return {}
    stands: Stands = shelf(db, shake)
    for past in stands.keys() - {moment, coming}:
        del stands[past]
    return await _crowd(db, dialogue, coming, pass_ids, ())


async def _crowd(
    db: AsyncSession,
    dialogue: Dialogue,
    moment: Moment,
    pass_ids: Collection[UUID],
    new: Collection[UUID],
) -> Mapping[UUID, Viewer]:
    """As `standings`, at a moment: whoever is known to stand there is not asked again."""
    stands: Stands = shelf(db, shake)
    anew, known = await _stand(db, dialogue, moment, None), stands.get(moment)
    if known and known.ground == anew.ground and now() < known.until:
        known.here, known.to_come = anew.here, anew.to_come
    else:
        known = stands[moment] = anew
    known.let_go(new)
    if pass_ids is not known.asked:
        if missing := set(pass_ids).difference(known.viewers):
            await known.take_in(await holders_now(db, dialogue.id, missing, new))
        known.asked = pass_ids
    return known.viewers


async def _stand(
    db: AsyncSession, dialogue: Dialogue, moment: Moment, who: Collection[Holder] | None
) -> Stand:
    """Of these people, or (None) of everybody."""
    people = None if who is None else [each.participant for each in who if each.participant]
    keeping = who is None or any(each.screen == Screen.TABLE for each in who)
    session, here = moment.session, await _places(db, moment.session, moment.round, people)
    waiting = moment.next_round == moment.round
    ground = Ground(
        dialogue.id,
        house_language(dialogue),
        moment,
        await _kept(db, moment) if keeping else {},
        await askers(db, session, people) if session else {},
        await signalled(db, session, people) if session else {},
        await _told(db, moment),
    )
    to_come = here if waiting else await _places(db, session, moment.next_round, people)
    return Stand(ground, here, to_come)


async def _told(db: AsyncSession, moment: Moment) -> dict[str, tuple[Told, ...]]:
    if moment.session is None or not moment.to_come:
        return {}
    return reseated(await changes_of(db, moment.session), moment.to_come)


async def _places(
    db: AsyncSession, session: UUID | None, number: int | None, people: Collection[UUID] | None
) -> PlaceOf:
    if session is None or number is None:
        return {}
    return await places_now(db, session, number, people)


async def _kept(db: AsyncSession, moment: Moment) -> Mapping[UUID, UUID]:
    session = moment.session
    if session is None or moment.floored:
        return {}
    return await lasting(db, ("keepers", session), lambda: _keepers(db, session))


async def _keepers(db: AsyncSession, session: UUID) -> dict[UUID, UUID]:
    """{host or table rapporteur: their table}"""
    return {who: table.id for table in await tables_of(db, session) for who in table.keepers}


def house_language(dialogue: Dialogue) -> str:
    return dialogue.languages[0] if dialogue.languages else "en"

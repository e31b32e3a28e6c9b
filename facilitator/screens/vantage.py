"""Where people stand, and how much of the house can be seen from there."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.floor.queries import askers
from facilitator.kit.clock import now
from facilitator.people.model import Pass
from facilitator.people.queries import Holder, holders
from facilitator.people.rules import Right, Role, Screen, may
from facilitator.rotation.queries import changes_of
from facilitator.rotation.telling import Told, reseated
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase, following, present
from facilitator.tables.queries import Place, places_in, tables_of

# What each screen's socket is opened with; "console/table" is a part of the console.
WATCHED_WITH: dict[str, Right | None] = {
    "phone": Right.TAKE_PART,
    "table": Right.KEEP_TABLE,
    "console": Right.RUN,
    "rotation": Right.RUN,
    "desk": Right.SEE_DESK,
    "wall": None,
    "review": Right.REVIEW,
}


@dataclass(frozen=True)
class Viewer:
    """Somebody at a screen, as they stand now.

    `table` is where they sit in `round` (for hosts and table rapporteurs: the table they keep);
    `next_table` where they sit in `next_round`, known once the bell has rung or before the first;
    `asking` their open requests for the floor; `reseated` seats of rounds to come that are not
    the ones they were told.
    """

    pass_id: UUID
    dialogue: UUID
    participant: UUID | None
    role: Role | None
    locale: str
    session: UUID | None = None
    round: int | None = None
    table: UUID | None = None
    arrived: bool = False
    next_round: int | None = None
    next_table: UUID | None = None
    next_arrived: bool = False
    asking: tuple[UUID, ...] = ()
    reseated: tuple[Told, ...] = ()

    @property
    def place(self) -> UUID | None:
        return self.table

    def may_watch(self, screen: str) -> bool:
        """A right that is withdrawn ends the sockets it had opened."""
        right = WATCHED_WITH[screen.partition("/")[0]]
        return right is None or (self.role is not None and may(self.role, right))


@dataclass(frozen=True)
class InHall:
    """All that everybody in a session may see."""

    dialogue: UUID
    session: UUID | None
    locale: str


@dataclass(frozen=True)
class AtTable:
    """What the people of one table see in one round."""

    dialogue: UUID
    session: UUID | None
    round: int | None
    table: UUID | None
    locale: str


@dataclass(frozen=True)
class OnTheWay:
    """What people see who are to go to a table for a round."""

    dialogue: UUID
    session: UUID | None
    round: int | None
    table: UUID | None
    arrived: bool
    locale: str


@dataclass(frozen=True)
class AtTheFloor:
    """What people see of the floor who have these requests, or none: then all see the same."""

    dialogue: UUID
    session: UUID | None
    asking: tuple[UUID, ...]
    locale: str


@dataclass(frozen=True)
class Reseated:
    """What somebody is told whose seats to come have changed; the same for all others."""

    reseated: tuple[Told, ...]
    locale: str


@dataclass(frozen=True)
class InPerson:
    """What only one person sees."""

    dialogue: UUID
    participant: UUID | None
    locale: str


def in_hall(viewer: Viewer) -> InHall:
    return InHall(viewer.dialogue, viewer.session, viewer.locale)


def at_table(viewer: Viewer) -> AtTable:
    return AtTable(viewer.dialogue, viewer.session, viewer.round, viewer.table, viewer.locale)


def on_the_way(viewer: Viewer) -> OnTheWay:
    return OnTheWay(
        viewer.dialogue,
        viewer.session,
        viewer.next_round,
        viewer.next_table,
        viewer.next_arrived,
        viewer.locale,
    )


def at_the_floor(viewer: Viewer) -> AtTheFloor:
    return AtTheFloor(viewer.dialogue, viewer.session, viewer.asking, viewer.locale)


def moved(viewer: Viewer) -> Reseated:
    return Reseated(viewer.reseated, viewer.locale)


def in_person(viewer: Viewer) -> InPerson:
    return InPerson(viewer.dialogue, viewer.participant, viewer.locale)


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

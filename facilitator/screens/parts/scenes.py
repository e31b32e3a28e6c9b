"""A live session with its rounds and tables, and where in it somebody is."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.queries import dialogue, session
from facilitator.dialogues.rules import FLOORED, Variant
from facilitator.kit.errors import NotNow
from facilitator.kit.events import Event
from facilitator.kit.words import N_
from facilitator.live.together import kept, shelf, together
from facilitator.rounds.events import BellRung, ClockSet, RoundMoved
from facilitator.rounds.model import Round
from facilitator.rounds.queries import rounds_of
from facilitator.screens.vantage import AtTable, Viewer
from facilitator.tables.model import Table
from facilitator.tables.queries import tables_of

V = TypeVar("V")
Read = Callable[[set[UUID]], Awaitable[dict[Any, V]]]


class Scene:
    """A dialogue's live session with its rounds and tables, read once for a drawing."""

    def __init__(
        self,
        of: Dialogue,
        session: DialogueSession,
        rounds: Sequence[Round],
        tables: Sequence[Table],
    ) -> None:
        self.dialogue = of
        self.session = session
        self.rounds = rounds
        self.tables = tables
        self.by_id = {each.id: each for each in tables}

    def round(self, number: int | None) -> Round | None:
        return next((each for each in self.rounds if each.number == number), None)

    def table(self, table_id: UUID | None) -> Table | None:
        return self.by_id.get(table_id) if table_id else None

    @property
    def has_floor(self) -> bool:
        return self.session.kind in FLOORED

    @property
    def is_free(self) -> bool:
        return self.session.variant == Variant.FREE_CIRCULATION


async def scene(db: AsyncSession, session_id: UUID) -> Scene:
    """The scene of a session; read once for a page, and kept by a stage while it is true."""
    return await kept(db, ("scene", session_id), lambda: _scene(db, session_id))


async def _scene(db: AsyncSession, session_id: UUID) -> Scene:
    place = await lasting(db, ("place", session_id), lambda: _place(db, session_id))
    return Scene(place.of, place.session, await rounds_of(db, session_id), place.tables)


class _Place(NamedTuple):
    of: Dialogue
    session: DialogueSession
    tables: Sequence[Table]


async def _place(db: AsyncSession, session_id: UUID) -> _Place:
    live = await session(db, session_id)
    return _Place(await dialogue(db, live.dialogue_id), live, await tables_of(db, session_id))


async def lasting(db: AsyncSession, key: Hashable, read: Callable[[], Awaitable[V]]) -> V:
    """As `kept`, of what is as it was while rounds move on: tables, themes, questions."""
    known: dict[Hashable, V] = shelf(db, clear)
    if key not in known:
        known[key] = await read()
    return known[key]


def clear(event: Event, known: dict[Any, Any]) -> None:
    if not event.is_talk and not isinstance(event, RoundMoved | ClockSet | BellRung):
        known.clear()


async def at_its_table(db: AsyncSession, at: AtTable, what: str, read: Read[V]) -> V | None:
    """What `read({tables})` gives for the table of a vantage; read for all tables that are drawn
    together for the same round."""

    def wanted(other: Any) -> UUID | None:
        alike = isinstance(other, AtTable) and (other.session, other.round) == (
            at.session,
            at.round,
        )
        return other.table if alike else None

    assert at.table is not None  # noqa: S101 - callers have looked
    return await together(db, (what, at.session, at.round), at.table, wanted, read)


def destination(viewer: Viewer) -> tuple[UUID | None, int | None]:
    """The session and round for which "I'm here" is meant now."""
    return viewer.session, viewer.next_round or viewer.round


def zone_of(of: Dialogue) -> ZoneInfo:
    return ZoneInfo(of.timezone)


def live_session(at: Any) -> UUID:
    if at.session is None:
        raise NotNow(N_("No session is open yet."))
    found: UUID = at.session
    return found

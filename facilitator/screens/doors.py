"""Doors: who may come in, and with what in hand. One request is one work.

A door reads the pass from its cookie inside the same transaction as what it leads to, so that a
right that was just withdrawn cannot be used any more. Another dialogue's pass is no pass: 404.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Depends
from fastapi.requests import HTTPConnection
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import if_any
from facilitator.kit.clock import now
from facilitator.kit.errors import Forbidden, NotFound, Refusal, SignedOut
from facilitator.kit.ids import digest
from facilitator.kit.work import Work, working
from facilitator.people.model import Participant, Pass
from facilitator.people.queries import Bearer, at_door, bearers
from facilitator.people.rules import Right, Role, Screen, may
from facilitator.screens.standing import standing
from facilitator.screens.vantage import Viewer
from facilitator.settings import settings


async def open_work(request: HTTPConnection) -> AsyncIterator[Work]:
    async with working(request.app.state.database, request.app.state.bell) as work:
        yield work


async def open_book(request: HTTPConnection) -> AsyncIterator[AsyncSession]:
    async with request.app.state.database.reading() as db:
        yield db


# Function scope: the work is committed and told before the answer leaves the house.
OneWork = Annotated[Work, Depends(open_work, scope="function")]
Reading = Annotated[AsyncSession, Depends(open_book, scope="function")]


OWN = "__Host-"


@dataclass(frozen=True)
class Known:
    """Somebody let in: by which pass, into which dialogue."""

    held: Pass
    dialogue: Dialogue
    person: Participant | None

    @property
    def me(self) -> Participant:
        """The person; a projector is none and has no doors that ask."""
        if self.person is None:
            raise Forbidden
        return self.person


class Ref(NamedTuple):
    """What is kept of a row while a socket is open: thousands of sockets are."""

    id: UUID
    live_session_id: UUID | None = None


@dataclass(frozen=True)
class Guest(Known):
    """Somebody let in, and where they stand now."""

    viewer: Viewer


@dataclass(frozen=True)
class Onlooker:
    """Somebody let in to watch. Where they stand, the stage will ask, again and again."""

    held: Ref
    dialogue: Ref


def cookie_name(screen: Screen, slug: str) -> str:
    return own_name(f"{screen}_{slug}")


def own_name(name: str) -> str:
    """Over TLS a cookie's name that browsers take from this very host only, never from a
    neighbour under the same domain or from a page without TLS (`__Host-`, RFC 6265bis 4.1.3)."""
    return f"{OWN}{name}" if settings().secure_cookies else name


async def admitted(
    db: AsyncSession, request: HTTPConnection, slug: str, screen: Screen, right: Right | None
) -> Guest:
    """The guest at a door, or a refusal: 404 no such dialogue, 401 no pass, 403 no right."""
    known = await _known(db, request, slug, screen, right)
    return Guest(known.held, known.dialogue, known.person, await standing(db, known.held))


async def _known(
    db: AsyncSession, request: HTTPConnection, slug: str, screen: Screen, right: Right | None
) -> Known:
    token = request.cookies.get(cookie_name(screen, slug), "")
    dialogue, held, who = await at_door(db, slug, token, screen, now())
    if held is None:
        raise SignedOut
    if right and not (who and may(Role(who.role), right)):
        raise Forbidden
    return Known(held, dialogue, who)


Door = Callable[..., Awaitable[Guest]]


def reading_door(screen: Screen, right: Right | None) -> Door:
    async def door(request: HTTPConnection, db: Reading, slug: str) -> Guest:
        return await admitted(db, request, slug, screen, right)

    door.__dict__["opens"] = (screen, right)
    return door


def working_door(screen: Screen, right: Right | None) -> Door:
    async def door(request: HTTPConnection, work: OneWork, slug: str) -> Guest:
        guest = await admitted(work.db, request, slug, screen, right)
        work.actor = guest.held.participant_id
        return guest

    door.__dict__["opens"] = (screen, right)
    return door


def watching_door(screen: Screen, right: Right | None) -> Callable[..., Awaitable[Onlooker]]:
    """A socket stays for hours; it must not keep a database session that long."""

    async def door(request: HTTPConnection, slug: str) -> Onlooker:
        async with request.app.state.database.reading() as db:
            known = await _known(db, request, slug, screen, right)
            return Onlooker(
                Ref(known.held.id), Ref(known.dialogue.id, known.dialogue.live_session_id)
            )

    door.__dict__["opens"] = (screen, right)
    return door


@dataclass(frozen=True)
class Caller:
    """Somebody at a door whose pass is looked at where the work is done, with those of others."""

    slug: str
    screen: Screen
    right: Right
    token: str

    @property
    def digest(self) -> str:
        return digest(self.token)


def calling_door(screen: Screen, right: Right) -> Callable[..., Awaitable[Caller]]:
    async def door(request: HTTPConnection, slug: str) -> Caller:
        return Caller(slug, screen, right, request.cookies.get(cookie_name(screen, slug), ""))

    door.__dict__["opens"] = (screen, right)
    return door


async def let_in(
    db: AsyncSession, callers: Collection[Caller], at: datetime
) -> dict[Caller, Bearer | Refusal]:
    """Whom these doors let in: what `admitted` says of each, asked of all at once."""
    found = await bearers(db, {each.digest for each in callers}, at)
    return {each: await _fate(db, each, found.get(each.digest)) for each in callers}


async def _fate(db: AsyncSession, caller: Caller, bearer: Bearer | None) -> Bearer | Refusal:
    if bearer is None or (bearer.slug, bearer.screen) != (caller.slug, caller.screen):
        return SignedOut() if await if_any(db, caller.slug) else NotFound()
    return bearer if may(Role(bearer.role), caller.right) else Forbidden()


PhoneReader = Annotated[
    Guest, Depends(reading_door(Screen.PHONE, Right.TAKE_PART), scope="function")
]
PhoneWriter = Annotated[
    Guest, Depends(working_door(Screen.PHONE, Right.TAKE_PART), scope="function")
]
PhoneWatcher = Annotated[Onlooker, Depends(watching_door(Screen.PHONE, Right.TAKE_PART))]
PhoneCaller = Annotated[Caller, Depends(calling_door(Screen.PHONE, Right.TAKE_PART))]
TableReader = Annotated[
    Guest, Depends(reading_door(Screen.TABLE, Right.KEEP_TABLE), scope="function")
]
TableWriter = Annotated[
    Guest, Depends(working_door(Screen.TABLE, Right.KEEP_TABLE), scope="function")
]
TableWatcher = Annotated[Onlooker, Depends(watching_door(Screen.TABLE, Right.KEEP_TABLE))]
TableCaller = Annotated[Caller, Depends(calling_door(Screen.TABLE, Right.KEEP_TABLE))]
ConsoleReader = Annotated[Guest, Depends(reading_door(Screen.STAFF, Right.RUN), scope="function")]
ConsoleWriter = Annotated[Guest, Depends(working_door(Screen.STAFF, Right.RUN), scope="function")]
ConsoleWatcher = Annotated[Onlooker, Depends(watching_door(Screen.STAFF, Right.RUN))]
SetupReader = Annotated[Guest, Depends(reading_door(Screen.STAFF, Right.PREPARE), scope="function")]
SetupWriter = Annotated[Guest, Depends(working_door(Screen.STAFF, Right.PREPARE), scope="function")]
DeskReader = Annotated[Guest, Depends(reading_door(Screen.STAFF, Right.SEE_DESK), scope="function")]
DeskWriter = Annotated[
    Guest, Depends(working_door(Screen.STAFF, Right.WRITE_REPORT), scope="function")
]
DeskCaller = Annotated[Caller, Depends(calling_door(Screen.STAFF, Right.WRITE_REPORT))]
ChairAtDesk = Annotated[Guest, Depends(working_door(Screen.STAFF, Right.RUN), scope="function")]
DeskWatcher = Annotated[Onlooker, Depends(watching_door(Screen.STAFF, Right.SEE_DESK))]
ReviewReader = Annotated[
    Guest, Depends(reading_door(Screen.REVIEW, Right.REVIEW), scope="function")
]
ReviewWriter = Annotated[
    Guest, Depends(working_door(Screen.REVIEW, Right.REVIEW), scope="function")
]
ReviewWatcher = Annotated[Onlooker, Depends(watching_door(Screen.REVIEW, Right.REVIEW))]
WallReader = Annotated[Guest, Depends(reading_door(Screen.WALL, None), scope="function")]
WallWatcher = Annotated[Onlooker, Depends(watching_door(Screen.WALL, None))]

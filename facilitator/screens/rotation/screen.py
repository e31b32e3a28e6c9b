"""The rotation of one session: its plan, the rules it keeps, the search for a better one."""

from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Path
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import session_of
from facilitator.dialogues.rules import Kind
from facilitator.kit.errors import NotFound
from facilitator.live.screen import Screen
from facilitator.screens.doors import Guest, Onlooker
from facilitator.screens.vantage import Viewer

rotation = Screen("rotation")
Key = Annotated[str, Path(max_length=100)]
"""Of a session, as a path says it."""


@dataclass(frozen=True)
class InSession:
    """What chairs see of one session of the programme, be it open or not."""

    dialogue: UUID
    session: UUID | None
    locale: str


def in_session(viewer: Viewer) -> InSession:
    return InSession(viewer.dialogue, viewer.session, viewer.locale)


def aimed(session_id: UUID) -> Screen:
    """The screen, looking at this session and not at the one that is open."""
    regions = {
        name: replace(region, seen=lambda viewer: replace(in_session(viewer), session=session_id))
        for name, region in rotation.regions.items()
    }
    return Screen(rotation.name, regions)


async def cafe(db: AsyncSession, guest: Guest | Onlooker, key: str) -> DialogueSession:
    """The café that a path names."""
    session = await session_of(db, guest.dialogue.id, key)
    if session.kind != Kind.WORLD_CAFE:
        raise NotFound
    return session

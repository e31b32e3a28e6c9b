"""Commands are meant for the session that the chair sees open, and for no other."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.errors import Conflict, NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.screens.doors import Guest, Known

Number = Annotated[int, Path(ge=1, le=99_999)]
"""Of a table or a round, as a path says it."""


async def opened(db: AsyncSession, guest: Guest, session_id: UUID) -> DialogueSession:
    """The session a command names, if it is the one that is open."""
    named = await of_dialogue(db, guest, session_id)
    if named.id != guest.dialogue.live_session_id:
        raise Conflict(N_("Another session is open now. Look at the programme again."))
    return named


async def now_open(db: AsyncSession, guest: Guest) -> DialogueSession:
    """The session that is open."""
    if guest.dialogue.live_session_id is None:
        raise NotNow(N_("No session is open yet."))
    return await of_dialogue(db, guest, guest.dialogue.live_session_id)


async def of_dialogue(db: AsyncSession, guest: Known, session_id: UUID) -> DialogueSession:
    found = await db.get(DialogueSession, session_id)
    if found is None or found.dialogue_id != guest.dialogue.id:
        raise NotFound
    return found

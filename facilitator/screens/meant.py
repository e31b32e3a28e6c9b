"""Whom a chair means who typed a name, or chose one from the list."""

import re
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_
from facilitator.people.model import Participant
from facilitator.people.queries import by_keys, recognised

BADGE = re.compile(r"\(([^()]+)\)\s*$")
"""What the list of people writes behind a name: the badge number, which nobody else has."""


async def meant(db: AsyncSession, dialogue_id: UUID, typed: str) -> Participant:
    """By the badge number that the list wrote, else by a whole name. Raises Invalid."""
    who = await known(db, dialogue_id, typed)
    if who is None:
        raise Invalid(N_("Nobody is called that. Choose a name from the list."))
    return who


async def known(db: AsyncSession, dialogue_id: UUID, typed: str) -> Participant | None:
    """Somebody of the roster, or nobody of it."""
    badge = BADGE.search(typed)
    people = await by_keys(db, dialogue_id) if badge else {}
    who = people.get(badge.group(1)) if badge else None
    return who or await recognised(db, dialogue_id, typed.strip())

"""Who may make a new dialogue: the operator, staff of another one, or this very machine."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.kit.clock import now
from facilitator.kit.errors import Forbidden, NotFound
from facilitator.kit.ids import digest
from facilitator.kit.words import N_
from facilitator.people.queries import at_door
from facilitator.people.rules import Right, Role, Screen, may
from facilitator.screens.doors import Reading, cookie_name, own_name
from facilitator.screens.operator import is_at_the_machine, is_key

COOKIE: Final = "operator"
NOT_HERE = N_(
    "A new dialogue is made by the operator of this server, or by a co-facilitator of another "
    "dialogue here. Open your personal link first, or the operator’s link."
)


@dataclass(frozen=True)
class Founder:
    """Somebody who may make a dialogue; `own` are those they may prepare already."""

    own: list[Dialogue]


async def may_found(request: Request, db: Reading) -> Founder:
    own = await _own(request, db)
    if not (own or _has_key(request) or is_at_the_machine(request)):
        raise Forbidden(NOT_HERE)
    return Founder(own)


may_found.__dict__["opens"] = (Screen.STAFF, Right.PREPARE)
Founding = Annotated[Founder, Depends(may_found, scope="function")]


async def _own(request: Request, db: AsyncSession) -> list[Dialogue]:
    """The dialogues for which this browser holds the pass of somebody who may prepare them."""
    found = []
    for name, token in request.cookies.items():
        slug = name.removeprefix(cookie_name(Screen.STAFF, ""))
        if slug != name:
            with suppress(NotFound):
                dialogue, held, who = await at_door(db, slug, token, Screen.STAFF, now())
                if held and who and may(Role(who.role), Right.PREPARE):
                    found.append(dialogue)
    return sorted(found, key=lambda each: each.created_at, reverse=True)


def _has_key(request: Request) -> bool:
    """In the cookie, or in the operator's link that brings it."""
    brought = request.query_params.get("key", "")
    return is_key(digest(brought) if brought else request.cookies.get(own_name(COOKIE), ""))

"""Is everything ready? The list of what is missing, the ways in, and publishing."""

from fastapi import APIRouter, Response

from facilitator.dialogues.actions import publish, publish_by_two, unpublish
from facilitator.kit.errors import Conflict
from facilitator.kit.words import N_
from facilitator.people.rules import Role
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.settings import settings

router = APIRouter(prefix="/setup/{slug}", route_class=FormRoute)


async def draw(sheet: Sheet) -> Response:
    return await sheet.page(
        "ready",
        "publication",
        host=settings().base_url,
        Role=Role,
        takes_two=settings().two_to_publish,
    )


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("/publication")
@again(draw)
async def make_public(work: OneWork, guest: SetupWriter) -> Response:
    dialogue = guest.dialogue
    if not dialogue.title:
        raise Conflict(N_("Give the dialogue a title first."))
    if settings().two_to_publish:
        await publish_by_two(work, dialogue, guest.me.id)
    else:
        await publish(work, dialogue)
    return back(dialogue, done="published" if dialogue.published_at else "publication_asked")


@router.post("/publication/removal")
@again(draw)
async def take_back(work: OneWork, guest: SetupWriter) -> Response:
    await unpublish(work, guest.dialogue)
    return back(guest.dialogue, done="unpublished")

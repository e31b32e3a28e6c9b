"""A new dialogue made after this one."""

from fastapi import APIRouter, Response
from sqlalchemy import select

from facilitator.dialogues.programme import DialogueSpec
from facilitator.people.actions import issue_pass
from facilitator.people.model import Participant
from facilitator.people.rules import Screen
from facilitator.report.actions import take_outlines_along
from facilitator.rounds.cloning import clone
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.passes import hand_over
from facilitator.screens.setup.founding import slug_of
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.typed import TypedForm
from facilitator.settings import settings

router = APIRouter(prefix="/setup/{slug}/copy", route_class=FormRoute)
TITLE = 200


async def draw(sheet: Sheet) -> Response:
    return await sheet.page("copy", "publication", TITLE=TITLE)


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def copy(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    """Whoever copies is a co-facilitator there too, and is signed in."""
    title = typed.said("title", guest.dialogue.languages, TITLE, required=True)
    named = next(iter(title.values()), "")
    key = typed.slug() if typed.raw("key").strip() else slug_of(named)
    typed.complete()
    made = await clone(work, guest.dialogue, DialogueSpec(key, title))
    await take_outlines_along(work, guest.dialogue.id, made.id)
    mine = select(Participant).filter_by(dialogue_id=made.id, key=guest.me.key)
    me = (await work.db.scalars(mine)).one()
    token = await issue_pass(work, made.id, me.id, Screen.STAFF, settings().pass_days)
    answer = back(made, done="copied")
    hand_over(answer, token, Screen.STAFF, made.slug)
    return answer

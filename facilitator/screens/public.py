"""What anybody may read before the day, without signing in (R13)."""

from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from facilitator.dialogues import queries
from facilitator.kit.errors import NotFound
from facilitator.kit.pages import render
from facilitator.kit.words import LOCALES
from facilitator.people.queries import roster
from facilitator.people.rules import Role
from facilitator.rounds.queries import rounds_of
from facilitator.screens.answers import spoken
from facilitator.screens.doors import Reading
from facilitator.screens.frame import frame

router = APIRouter()


@router.get("/d/{slug}", response_class=HTMLResponse)
async def show(
    request: Request, db: Reading, slug: str, locale: Annotated[str, Query()] = ""
) -> Response:
    """Questions, scope and expected output; 404 until they are published."""
    locale = locale if locale in LOCALES else spoken(request)
    dialogue = await queries.by_slug(db, slug)
    if dialogue.published_at is None:
        raise NotFound
    sessions = await queries.programme(db, dialogue.id)
    people = await roster(db, dialogue.id)
    page = render(
        "public/page.html",
        locale,
        zone=ZoneInfo(dialogue.timezone),
        themes=await queries.themes(db, dialogue.id),
        questions=await queries.questions(db, dialogue.id),
        sessions=[(each, await rounds_of(db, each.id)) for each in sessions],
        chairs=[each.name for each in people if each.role == Role.CO_FACILITATOR],
        **frame("public", locale, dialogue, live=False),
    )
    return HTMLResponse(page)

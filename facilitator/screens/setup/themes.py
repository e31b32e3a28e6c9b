"""Themes: any may be added; their ids stay the same."""

from fastapi import APIRouter, Response

from facilitator.dialogues import queries
from facilitator.dialogues.actions import add_theme, change_theme, move_earlier, remove_theme
from facilitator.dialogues.programme import ThemeSpec
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.seen import refuse_overtaken
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.typed import TypedForm

router = APIRouter(prefix="/setup/{slug}/themes", route_class=FormRoute)
TITLE = 200


async def draw(sheet: Sheet) -> Response:
    return await sheet.page("themes", "themes", TITLE=TITLE)


async def draw_one(sheet: Sheet) -> Response:
    theme = await queries.theme(sheet.db, sheet.dialogue.id, sheet.part("key"))
    return await sheet.page("theme", "themes", theme=theme, TITLE=TITLE)


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def add(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    title = typed.said("title", guest.dialogue.languages, TITLE, required=True)
    spec = ThemeSpec(typed.key(), title)
    typed.complete()
    await add_theme(work, guest.dialogue, spec)
    return back(guest.dialogue, "themes", "added")


@router.get("/{key}")
async def show_one(sheet: Opened) -> Response:
    return await draw_one(sheet)


@router.post("/{key}")
@again(draw_one)
async def change(typed: TypedForm, work: OneWork, guest: SetupWriter, key: str) -> Response:
    theme = await queries.theme(work.db, guest.dialogue.id, key)
    refuse_overtaken(typed, theme)
    tongues = guest.dialogue.languages
    title = typed.said("title", tongues, TITLE, required=True, before=theme.title)
    typed.complete()
    await change_theme(work, theme, ThemeSpec(key, title))
    return back(guest.dialogue, "themes")


@router.post("/{key}/earlier")
@again(draw)
async def move_up(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await move_earlier(work, await queries.themes(work.db, guest.dialogue.id), key)
    return back(guest.dialogue, "themes", "moved")


@router.post("/{key}/removal")
@again(draw)
async def remove(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await remove_theme(work, await queries.theme(work.db, guest.dialogue.id, key))
    return back(guest.dialogue, "themes", "removed")

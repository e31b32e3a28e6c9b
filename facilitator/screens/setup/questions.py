"""Guiding questions, each of a theme, with an id that sessions and reports can point at."""

from collections.abc import Mapping

from fastapi import APIRouter, Response

from facilitator.dialogues import queries
from facilitator.dialogues.actions import (
    add_question,
    change_question,
    move_earlier,
    remove_question,
)
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.programme import QuestionSpec
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.seen import refuse_overtaken
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.typed import NOTHING, Typed, TypedForm

router = APIRouter(prefix="/setup/{slug}/questions", route_class=FormRoute)
TEXT = 600


async def draw(sheet: Sheet) -> Response:
    asked: dict[object, list[str]] = {}
    for session in await queries.programme(sheet.db, sheet.dialogue.id):
        for each in await queries.asking(sheet.db, session.id):
            asked.setdefault(each.question_id, []).append(session.key)
    return await sheet.page("questions", "questions", asked=asked, TEXT=TEXT)


async def draw_one(sheet: Sheet) -> Response:
    question = await queries.question(sheet.db, sheet.dialogue.id, sheet.part("key"))
    return await sheet.page("question", "questions", question=question, TEXT=TEXT)


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def add(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    spec = await _spec(typed, work, guest.dialogue, typed.key())
    await add_question(work, guest.dialogue, spec)
    return back(guest.dialogue, "questions", "added")


@router.get("/{key}")
async def show_one(sheet: Opened) -> Response:
    return await draw_one(sheet)


@router.post("/{key}")
@again(draw_one)
async def change(typed: TypedForm, work: OneWork, guest: SetupWriter, key: str) -> Response:
    question = await queries.question(work.db, guest.dialogue.id, key)
    refuse_overtaken(typed, question)
    spec = await _spec(typed, work, guest.dialogue, key, question.text)
    await change_question(work, question, spec)
    return back(guest.dialogue, "questions")


@router.post("/{key}/earlier")
@again(draw)
async def move_up(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await move_earlier(work, await queries.questions(work.db, guest.dialogue.id), key)
    return back(guest.dialogue, "questions", "moved")


@router.post("/{key}/removal")
@again(draw)
async def remove(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await remove_question(work, await queries.question(work.db, guest.dialogue.id, key))
    return back(guest.dialogue, "questions", "removed")


async def _spec(
    typed: Typed, work: Work, dialogue: Dialogue, key: str, before: Mapping[str, str] = NOTHING
) -> QuestionSpec:
    themes = [each.key for each in await queries.themes(work.db, dialogue.id)]
    theme = typed.one_of("theme", themes)
    if theme is None:
        typed.say("theme", N_("Choose the theme of this question."))
    text = typed.said("text", dialogue.languages, TEXT, required=True, before=before)
    typed.complete()
    return QuestionSpec(key, theme or "", text)

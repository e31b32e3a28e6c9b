"""The tables of a café: a row of them at once, one by one, and who stays at each."""

from typing import Annotated

from babel import Locale
from fastapi import APIRouter, Path, Response

from facilitator.dialogues import queries
from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme import TableSpec
from facilitator.kit.errors import NotFound
from facilitator.kit.work import Work
from facilitator.people.queries import roster
from facilitator.people.rules import CHAIRS, Role
from facilitator.rounds.laying import planned
from facilitator.rounds.seating.searching import plan_at_once
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.seen import refuse_overtaken
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back, name_of, tongues
from facilitator.screens.setup.typed import Typed, TypedForm
from facilitator.tables.editing import MOST, change_table, make_tables, make_twin
from facilitator.tables.laying import take_away_table
from facilitator.tables.queries import numbered, tables_of

router = APIRouter(prefix="/setup/{slug}/sessions/{key}/tables", route_class=FormRoute)
NAME, SEATS, HIGHEST = 80, 200, 9999
Number = Annotated[int, Path(ge=1, le=HIGHEST)]


async def draw(sheet: Sheet) -> Response:
    session = await queries.session_of(sheet.db, sheet.dialogue.id, sheet.part("key"))
    people = {each.id: each for each in await roster(sheet.db, sheet.dialogue.id)}
    tables = await tables_of(sheet.db, session.id)
    return await sheet.page(
        "tables", "sessions", session=session, tables=tables, people=people, SEATS=SEATS, MOST=MOST
    )


async def draw_one(sheet: Sheet) -> Response:
    session = await queries.session_of(sheet.db, sheet.dialogue.id, sheet.part("key"))
    table = await numbered(sheet.db, session.id, _number(sheet))
    people = await roster(sheet.db, sheet.dialogue.id)
    may_keep = [each for each in people if Role(each.role) not in CHAIRS | {Role.RAPPORTEUR}]
    return await sheet.page(
        "table",
        "sessions",
        session=session,
        table=table,
        people=may_keep,
        keys={each.id: each.key for each in people},
        codes=languages(sheet),
        NAME=NAME,
        SEATS=SEATS,
    )


def _number(sheet: Sheet) -> int:
    part = sheet.part("number")
    if not (part.isascii() and part.isdecimal() and int(part) <= HIGHEST):
        raise NotFound
    return int(part)


def languages(sheet: Sheet) -> list[tuple[str, str]]:
    """All languages by name, those of the dialogue first."""
    first = sheet.dialogue.languages
    known = (str(code) for code in Locale.parse("en").languages)
    rest = [
        (code, name_of(code, sheet.locale))
        for code in known
        if len(code) < 4 and code.isalpha() and code not in first
    ]
    named = sorted((pair for pair in rest if pair[0] != pair[1]), key=lambda pair: pair[1])
    return tongues(first, sheet.locale) + named


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def make(typed: TypedForm, work: OneWork, guest: SetupWriter, key: str) -> Response:
    session = await _session(work, guest, key)
    themes = [each.key for each in await queries.themes(work.db, guest.dialogue.id)]
    chosen = typed.some_of("themes", themes)
    count, seats = typed.whole("count", 1, 200), typed.whole("seats", 1, SEATS)
    typed.complete()
    await make_tables(work, session, count, seats, chosen)
    return back(guest.dialogue, f"sessions/{key}/tables", "made")


@router.post("/plan")
@again(draw)
async def plan(work: OneWork, guest: SetupWriter, key: str) -> Response:
    session = await _session(work, guest, key)
    await plan_at_once(work, session.id, "setup")
    return back(guest.dialogue, f"sessions/{key}/tables", "planned")


@router.get("/{number}")
async def show_one(sheet: Opened) -> Response:
    return await draw_one(sheet)


@router.post("/{number}")
@again(draw_one)
async def change(
    typed: TypedForm, work: OneWork, guest: SetupWriter, key: str, number: Number
) -> Response:
    session = await _session(work, guest, key)
    table = await numbered(work.db, session.id, number)
    refuse_overtaken(typed, table)
    spec = await _spec(typed, work, session, number)
    await change_table(work, guest.dialogue, table, spec)
    return back(guest.dialogue, f"sessions/{key}/tables")


@router.post("/{number}/twin")
@again(draw)
async def double(work: OneWork, guest: SetupWriter, key: str, number: Number) -> Response:
    session = await _session(work, guest, key)
    await make_twin(work, session, await numbered(work.db, session.id, number))
    return back(guest.dialogue, f"sessions/{key}/tables", "added")


@router.post("/{number}/removal")
@again(draw)
async def remove(work: OneWork, guest: SetupWriter, key: str, number: Number) -> Response:
    session = await _session(work, guest, key)
    table = await numbered(work.db, session.id, number)
    await take_away_table(work, table, await planned(work, session.id))
    return back(guest.dialogue, f"sessions/{key}/tables", "removed")


async def _session(work: Work, guest: SetupWriter, key: str) -> DialogueSession:
    return await queries.session_of(work.db, guest.dialogue.id, key)


async def _spec(typed: Typed, work: Work, session: DialogueSession, number: Number) -> TableSpec:
    themes = [each.key for each in await queries.themes(work.db, session.dialogue_id)]
    questions = [each.key for each in await queries.questions(work.db, session.dialogue_id)]
    people = [each.key for each in await roster(work.db, session.dialogue_id)]
    spec = TableSpec(
        number=number,
        name=typed.text("name", NAME) or None,
        place=typed.text("place", NAME) or None,
        theme=typed.one_of("theme", themes),
        question=typed.one_of("question", questions),
        seats=typed.whole("seats", 1, SEATS),
        language=typed.language("language"),
        host=typed.one_of("host", people),
        rapporteur=typed.one_of("rapporteur", people),
    )
    typed.complete()
    return spec

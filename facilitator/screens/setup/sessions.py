"""The programme: cafés, roundtables and plenaries, one after the other."""

from fastapi import APIRouter, Response

from facilitator.dialogues import queries
from facilitator.dialogues.actions import add_session, change_session, move_earlier
from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.programme import RoundsSpec, SessionSpec
from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.dialogues.rules import Kind, Variant
from facilitator.people.parties import GROUPS
from facilitator.rounds.laying import lay_out_rounds
from facilitator.rounds.layout import take_away_session
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.writing import rounds_spec
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.seen import refuse_overtaken
from facilitator.screens.setup.session_form import quota_names, session_spec
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.typed import TypedForm

router = APIRouter(prefix="/setup/{slug}/sessions", route_class=FormRoute)
TITLE = 200


async def draw(sheet: Sheet) -> Response:
    return await sheet.page("sessions", "sessions", TITLE=TITLE, Kind=Kind)


async def draw_one(sheet: Sheet) -> Response:
    session = await queries.session_of(sheet.db, sheet.dialogue.id, sheet.part("key"))
    sessions = await queries.programme(sheet.db, sheet.dialogue.id)
    rounds = await rounds_of(sheet.db, session.id)
    return await sheet.page(
        "session",
        "sessions",
        session=session,
        earlier=[each for each in sessions if each.position < session.position],
        rounds=rounds_spec(rounds[-1], len(rounds)) if rounds else RoundsSpec(),
        floor=session.floor,
        rules=FLOOR_RULES,
        groups={
            name: GROUPS.get(name, name) for name in quota_names(session.floor_spec.quotas)[2:]
        },
        Kind=Kind,
        Variant=Variant,
        TITLE=TITLE,
    )


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def add(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    kind = typed.choice("kind", Kind, Kind.WORLD_CAFE)
    title = typed.said("title", guest.dialogue.languages, TITLE, required=True)
    spec = SessionSpec(typed.key(), kind, title)
    typed.complete()
    session = await add_session(work, guest.dialogue, spec)
    if kind is Kind.WORLD_CAFE:
        await lay_out_rounds(work, session, RoundsSpec())
    return back(guest.dialogue, f"sessions/{session.key}", "added")


@router.get("/{key}")
async def show_one(sheet: Opened) -> Response:
    return await draw_one(sheet)


@router.post("/{key}")
@again(draw_one)
async def change(typed: TypedForm, work: OneWork, guest: SetupWriter, key: str) -> Response:
    session = await queries.session_of(work.db, guest.dialogue.id, key)
    refuse_overtaken(typed, session)
    spec = session_spec(typed, guest.dialogue, session, await _named(work, session))
    await change_session(work, session, spec)
    if spec.rounds:
        await lay_out_rounds(work, session, spec.rounds)
    return back(guest.dialogue, f"sessions/{key}")


async def _named(work: OneWork, session: DialogueSession) -> tuple[list[str], list[str]]:
    """What a session may name: themes, and sessions before it."""
    themes = await queries.themes(work.db, session.dialogue_id)
    sessions = await queries.programme(work.db, session.dialogue_id)
    earlier = [each.key for each in sessions if each.position < session.position]
    return [each.key for each in themes], earlier


@router.post("/{key}/earlier")
@again(draw)
async def move_up(work: OneWork, guest: SetupWriter, key: str) -> Response:
    await move_earlier(work, await queries.programme(work.db, guest.dialogue.id), key)
    return back(guest.dialogue, "sessions", "moved")


@router.post("/{key}/removal")
@again(draw)
async def remove(work: OneWork, guest: SetupWriter, key: str) -> Response:
    session = await queries.session_of(work.db, guest.dialogue.id, key)
    await take_away_session(work, guest.dialogue, session)
    return back(guest.dialogue, "sessions", "removed")

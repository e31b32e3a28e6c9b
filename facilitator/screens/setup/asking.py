"""Which questions a session asks, in which rounds, and whether the time is enough (R10)."""

from uuid import UUID

from fastapi import APIRouter, Response

from facilitator.dialogues import queries
from facilitator.dialogues.actions import ask
from facilitator.dialogues.rules import minutes_per_question
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.readiness.state import CafeState, session_state
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, again, back
from facilitator.screens.setup.typed import TypedForm

router = APIRouter(prefix="/setup/{slug}/sessions/{key}/questions", route_class=FormRoute)


async def draw(sheet: Sheet) -> Response:
    session = await queries.session_of(sheet.db, sheet.dialogue.id, sheet.part("key"))
    state = await session_state(sheet.db, session)
    asked = {each.id: each.rounds for each in state.asked}
    return await sheet.page(
        "asking", "sessions", session=session, state=state, asked=asked, shares=shares(state)
    )


def shares(state: CafeState) -> dict[UUID, list[float | None]]:
    """{table: minutes for each question, one entry a round}; None where there is no question."""
    return {
        table.id: [
            minutes_per_question(round_.minutes, len(state.before(table, round_)))
            for round_ in state.rounds
        ]
        for table in state.tables
    }


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.post("")
@again(draw)
async def change(typed: TypedForm, work: OneWork, guest: SetupWriter, key: str) -> Response:
    """Each question has a box a round, named `asked_{question}` with the round's number."""
    session = await queries.session_of(work.db, guest.dialogue.id, key)
    numbers = [str(each.number) for each in await rounds_of(work.db, session.id)] or ["1"]
    questions = {each.key: each.id for each in await queries.questions(work.db, guest.dialogue.id)}
    ticked = {each: typed.some_of(f"asked_{each}", numbers) for each in questions}
    asks = {
        each: () if len(rounds) == len(numbers) else tuple(int(number) for number in rounds)
        for each, rounds in ticked.items()
        if rounds
    }
    await ask(work, session, questions, asks)
    return back(guest.dialogue, f"sessions/{key}/questions")

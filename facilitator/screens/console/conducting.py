"""Conducting from the console: sessions, the projector, words to the tables, help."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Response

from facilitator.dialogues.conducting import open_session, turn_wall
from facilitator.dialogues.rules import WallView
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_, in_words
from facilitator.messages.actions import bring_help, say
from facilitator.rounds.queries import present_round
from facilitator.rounds.rules import LIVE
from facilitator.screens.answers import done
from facilitator.screens.console.open_session import Number, now_open, of_dialogue
from facilitator.screens.console.told import told
from facilitator.screens.doors import ConsoleWriter, OneWork
from facilitator.tables.queries import numbered

router = APIRouter()


@router.post("/sessions/{session_id}/opening", status_code=204)
async def open_this(
    work: OneWork,
    guest: ConsoleWriter,
    session_id: UUID,
    expected: Annotated[UUID | None, Form()] = None,
) -> Response:
    """Takes everybody to a session of the programme, unless a round is still under way."""
    session = await of_dialogue(work.db, guest, session_id)
    before = guest.dialogue.live_session_id
    running = await present_round(work.db, before) if before and before != session.id else None
    if running and running.phase in LIVE:
        raise NotNow(N_("Round %(number)s is not closed yet."), number=running.number)
    await open_session(work, guest.dialogue, session, expected)
    return told(
        guest,
        N_("Now open: %(title)s"),
        title=in_words(session.title, guest.viewer.locale),
        undo=f"/console/{guest.dialogue.slug}/sessions/{before}/opening" if before else "",
        back={"expected": str(session.id)},
    )


@router.post("/wall/{view}", status_code=204)
async def turn(work: OneWork, guest: ConsoleWriter, view: WallView) -> Response:
    await turn_wall(work, guest.dialogue, view)
    return done()


@router.post("/messages", status_code=204)
async def send(
    work: OneWork,
    guest: ConsoleWriter,
    words: Annotated[str, Form(max_length=100_000)] = "",
    to: Annotated[int | None, Form(ge=1, le=99_999)] = None,
) -> Response:
    """Says something to one table, or to all."""
    session = await now_open(work.db, guest)
    table = await numbered(work.db, session.id, to) if to is not None else None
    await say(work, guest.me, session, words, table.id if table else None)
    if table is None:
        return told(guest, N_("Sent to all tables"))
    return told(guest, N_("Sent to table %(number)s"), number=table.number)


@router.post("/tables/{number}/help/end", status_code=204)
async def going(work: OneWork, guest: ConsoleWriter, number: Number) -> Response:
    """ "I'm going": the table sees that somebody comes, the other chairs that it is seen to."""
    session = await now_open(work.db, guest)
    await bring_help(work, guest.me, await numbered(work.db, session.id, number))
    return done()

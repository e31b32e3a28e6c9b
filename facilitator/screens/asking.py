"""Asking for the floor from a phone, taking it back, and signals without it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field

from facilitator.floor.actions.line import Ask, TakeBack
from facilitator.floor.actions.topics import give_signal
from facilitator.floor.queries import sitting
from facilitator.floor.rules.kinds import Aid, Asking, Capacity, Signal
from facilitator.kit.errors import NotNow
from facilitator.kit.words import N_
from facilitator.screens.console.told import told
from facilitator.screens.doors import OneWork, PhoneCaller, PhoneWriter
from facilitator.screens.hands import Sign
from facilitator.screens.note_book import Strict
from facilitator.screens.parts import live_session

router = APIRouter()
KEY = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,64}$")]
SAID = {
    "share": N_("You share this"),
    "differ": N_("You differ"),
    "question": N_("You have a question"),
    "neither": N_("Taken back"),
}


class Asked(Strict):
    """A request from a device's outbox. `speaks_for`: "self", or "party:KEN", "group:AOSIS"."""

    key: KEY
    session: UUID
    kind: Asking = Asking.INTERVENTION
    prepared: bool = False
    speaks_for: Annotated[str, Field(pattern=r"^(self|(party|group):[0-9A-Za-z]{2,20})$")] = "self"
    language: Annotated[str, Field(max_length=16)] | None = None
    aid: Aid = Aid.NONE


class TakenBack(Strict):
    """`asked`: the key the request was asked with."""

    key: KEY
    asked: KEY
    session: UUID


@router.post("/floor/requests", status_code=201)
async def request_floor(request: Request, who: PhoneCaller, new: Asked) -> JSONResponse:
    capacity, _, whom = new.speaks_for.partition(":")
    wish = Ask(
        key=new.key,
        kind=new.kind,
        prepared=new.prepared,
        capacity=Capacity(capacity),
        on_behalf=whom or None,
        language=new.language,
        aid=new.aid,
    )
    answer = await request.app.state.hands.take(who, Sign(new.session, wish))
    told = {"id": str(answer.id), "turn": answer.turn}
    return JSONResponse(told, 200 if answer.again else 201)


@router.post("/floor/withdrawals", status_code=204)
async def take_back(request: Request, who: PhoneCaller, gone: TakenBack) -> Response:
    await request.app.state.hands.take(who, Sign(gone.session, TakeBack(gone.asked)))
    return Response(status_code=204)


@router.post("/floor/signals/{about}/{signal}", status_code=204)
async def signal(
    work: OneWork,
    guest: PhoneWriter,
    about: str,
    signal: Literal["share", "differ", "question", "neither"],
) -> Response:
    """ "I share this", "I differ", "I have a question": of a speech by its number, or the point."""
    found = await sitting(work.db, live_session(guest.viewer))
    known = {f"speech-{each.speech.number}": "" for each in found.speeches if each.speech}
    known |= {"point": found.floor.topic} if found.floor.topic else {}
    if about not in known:
        raise NotNow(N_("This is not under discussion any more."))
    given = None if signal == "neither" else Signal(signal)
    await give_signal(work, found.session, guest.me, known[about] or about, given)
    undo = f"/phone/{guest.dialogue.slug}/floor/signals/{about}/neither" if given else ""
    return told(guest, SAID[signal], undo=undo)

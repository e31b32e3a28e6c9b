"""The form in which a rapporteur sums up a speech. It stands in a dialog, outside all regions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Path, Response
from fastapi.responses import HTMLResponse

from facilitator.floor.actions.summing import GONE, LONGEST, summarise
from facilitator.floor.queries import sitting
from facilitator.kit.errors import NotNow
from facilitator.kit.pages import render
from facilitator.kit.words import N_
from facilitator.screens.console.open_session import of_dialogue
from facilitator.screens.console.told import told
from facilitator.screens.desk.floor import may_name
from facilitator.screens.doors import DeskReader, DeskWriter, OneWork, Reading

router = APIRouter(
    prefix="/desk/{slug}/sessions/{session_id}/floor/speeches/{number}/summary", tags=["desk"]
)
Number = Annotated[int, Path(ge=1, le=99_999)]
Typed = Annotated[str, Form(max_length=20 * LONGEST)]


@router.get("", response_class=HTMLResponse)
async def form(db: Reading, guest: DeskReader, session_id: UUID, number: Number) -> str:
    session = await of_dialogue(db, guest, session_id)
    held = {w.speech.number: w for w in (await sitting(db, session.id)).speeches if w.speech}
    if number not in held:
        raise NotNow(GONE)
    return render(
        "desk/floor/summary_form.html",
        guest.viewer.locale,
        wish=held[number],
        speech=held[number].speech,
        slug=guest.dialogue.slug,
        named=may_name(guest.dialogue),
        longest=LONGEST,
    )


@router.post("", status_code=204)
async def sum_up(
    work: OneWork,
    guest: DeskWriter,
    session_id: UUID,
    number: Number,
    summary: Typed = "",
    seen: Typed = "",
) -> Response:
    session = await of_dialogue(work.db, guest, session_id)
    await summarise(work, session, number, summary, seen)
    return told(guest, N_("Summary saved"))

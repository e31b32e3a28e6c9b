"""A report on its way: to the tables, to those who approve it, and back as a new version."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.errors import Conflict, NotNow, Refusal
from facilitator.kit.pages import render
from facilitator.kit.words import say
from facilitator.people.queries import roster
from facilitator.report.actions import approve_report, move_report
from facilitator.report.model import Report
from facilitator.report.queries import moves_of, numbered, opened, remarks_of
from facilitator.report.rules import Handled, Move, State
from facilitator.report.sealing import digest
from facilitator.screens.desk.forms import address
from facilitator.screens.desk.laying import in_time, parts_of
from facilitator.screens.desk.standing import standing
from facilitator.screens.doors import ChairAtDesk, DeskReader, DeskWriter, Guest, OneWork, Reading
from facilitator.screens.frame import frame

router = APIRouter(prefix="/desk/{slug}/reports/{number}", tags=["desk"])
Digest = Annotated[str, Form(min_length=64, max_length=64)]


@router.post("/moves/{move}", status_code=204)
async def move(
    request: Request,
    work: OneWork,
    guest: DeskWriter,
    number: int,
    move: Move,
    seen: Annotated[State, Form()],
) -> Response:
    """A step from the state that was seen. Reopening leads to the new version."""
    report = await numbered(work.db, guest.dialogue.id, number)
    moved = await move_report(work, guest.me, report, move, seen)
    place = address(guest, moved)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"number": moved.number, "state": moved.state})
    return Response(status_code=204, headers={"HX-Redirect": place} if moved is not report else {})


@router.get("/approval", response_class=HTMLResponse)
async def read(db: Reading, guest: DeskReader, number: int) -> str:
    return await _page(db, guest, await numbered(db, guest.dialogue.id, number))


@router.post("/approval")
async def approve(work: OneWork, guest: ChairAtDesk, number: int, text: Digest) -> Response:
    """Leads back; or the page again, with the text as it is now."""
    report = await numbered(work.db, guest.dialogue.id, number)
    try:
        await approve_report(work, guest.me, report, text)
    except (Conflict, NotNow) as refusal:
        return HTMLResponse(await _page(work.db, guest, report, refusal), refusal.status)
    return Response(status_code=303, headers={"Location": address(guest, report)})


async def _page(
    db: AsyncSession, guest: Guest, report: Report, refusal: Refusal | None = None
) -> str:
    """What whoever approves a report has to see: who is heard in it, what is still open."""
    locale = guest.viewer.locale
    open_ = await opened(db, report)
    parts = parts_of(open_)
    unanswered = {
        paragraph: sum(each.comment.handled == Handled.OPEN for each in some)
        for paragraph, some in (await remarks_of(db, report.id)).items()
    }
    people = await roster(db, guest.dialogue.id)
    context = {
        "report": report,
        "document": open_.document,
        "standing": standing(report, await moves_of(db, report.id), people),
        "uncited": [
            (laid.written.number, sentence)
            for part in parts
            for laid in part.laid
            for sentence in laid.unsupported
        ],
        "withdrawn": sorted(open_.withdrawn),
        "fresh": len(open_.fresh),
        "unanswered": {paragraph: count for paragraph, count in unanswered.items() if count},
        "numbers": {laid.row.id: laid.written.number for part in parts for laid in part.laid},
        "text": digest(open_.document),
        "back": address(guest, report),
        "me": guest.me,
        "error": say(refusal.sentence, locale, **refusal.values) if refusal else "",
        "when": in_time(guest.dialogue, locale),
    }
    page = frame("desk", locale, guest.dialogue, live=False, person=guest.me.id)
    return render("desk/approval.html", locale, **page | context)

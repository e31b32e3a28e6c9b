"""Two versions of a report beside each other, word by word."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from facilitator.kit.errors import NotFound
from facilitator.kit.pages import render
from facilitator.kit.words import direction
from facilitator.report.differences import Row, between
from facilitator.report.queries import document, numbered, reports_of
from facilitator.screens.desk.forms import address
from facilitator.screens.desk.laying import in_time
from facilitator.screens.doors import DeskReader, Reading
from facilitator.screens.frame import frame

router = APIRouter(prefix="/desk/{slug}/reports/{number}", tags=["desk"])


@router.get("/differences", response_class=HTMLResponse)
async def differences(db: Reading, guest: DeskReader, number: int, since: int | None = None) -> str:
    """What is new in a report `since` another one of its session; else since the one before."""
    report = await numbered(db, guest.dialogue.id, number)
    others = [
        each
        for each in await reports_of(db, report.session_id)
        if each.locale == report.locale and each.id != report.id
    ]
    before = next((each for each in others if _is_meant(each.number, since, number)), None)
    if before is None and since is not None:
        raise NotFound
    rows: tuple[Row, ...] = ()
    if before:
        both = await document(db, before), await document(db, report)
        rows = await asyncio.to_thread(between, *both)
    context = {
        "report": report,
        "before": before,
        "others": others,
        "rows": rows,
        "runs": direction(report.locale),
        "back": address(guest, report),
        "when": in_time(guest.dialogue, guest.viewer.locale),
    }
    page = frame("desk", guest.viewer.locale, guest.dialogue, live=False, person=guest.me.id)
    return render("desk/differences.html", guest.viewer.locale, **page | context)


def _is_meant(candidate: int, since: int | None, number: int) -> bool:
    return candidate == since if since is not None else candidate < number

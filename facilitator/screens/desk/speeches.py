"""Handing out the speech log of a session as a file."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from fastapi import APIRouter, Response

from facilitator.dialogues.rules import FLOORED
from facilitator.floor.exports import csv
from facilitator.floor.exports.xlsx import workbook
from facilitator.floor.logged import Log
from facilitator.floor.rules.log import Point
from facilitator.harvest.discussed import discussed
from facilitator.kit.clock import now
from facilitator.kit.errors import NotFound, NotNow
from facilitator.kit.words import N_
from facilitator.screens.bench import made
from facilitator.screens.console.open_session import of_dialogue
from facilitator.screens.doors import DeskReader, Reading

router = APIRouter(prefix="/desk/{slug}/sessions/{session_id}/floor", tags=["desk"])


class File(NamedTuple):
    media_type: str
    write: Callable[[Log, Sequence[Point], str], bytes]


FILES: Final = {
    "speeches.csv": File("text/csv; charset=utf-8", lambda log, *_: csv.speeches(log.entries)),
    "acts.csv": File("text/csv; charset=utf-8", lambda log, *_: csv.deeds(log.deeds)),
    "points.csv": File(
        "text/csv; charset=utf-8", lambda log, opened, _: csv.points(log.figures(opened).points)
    ),
    "speeches.xlsx": File(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook
    ),
}


@router.get("/{name}")
async def export(db: Reading, guest: DeskReader, session_id: UUID, name: str) -> Response:
    """The log as it stands now, no more told of speakers than the dialogue promised."""
    session = await of_dialogue(db, guest, session_id)
    if name not in FILES:
        raise NotFound
    if session.kind not in FLOORED:
        raise NotNow(N_("This session has no list of speakers."))
    file, locale = FILES[name], guest.viewer.locale
    log, opened = await discussed(db, guest.dialogue, session, locale, now())
    content = await made(db, file.write, log, opened, locale)
    headers = {
        "Content-Disposition": f'attachment; filename="{guest.dialogue.slug}-{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=file.media_type, headers=headers)

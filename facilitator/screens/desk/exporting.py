"""Handing the report out as a file. At most two at once are made, others wait."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response

from facilitator.kit.clock import now
from facilitator.kit.errors import NotFound, TooMany
from facilitator.kit.text import for_xml
from facilitator.kit.words import N_, translations
from facilitator.report.document import Document
from facilitator.report.exports import FORMATS
from facilitator.report.queries import document, numbered
from facilitator.screens.doors import DeskReader, Reading

AT_ONCE, IN_LINE = 2, 8
NOT_IN_A_NAME = re.compile(
    r'[\x00-\x1f\x7f-\x9f"\\/:*?<>|%;\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+'
)
LONGEST = 120  # characters

router = APIRouter(prefix="/desk/{slug}/reports", tags=["desk"])


class Bench:
    """Where files are made: some at once, some waiting their turn, more are asked to come back."""

    def __init__(self, room: int, queue: int) -> None:
        self._seats = asyncio.Semaphore(room)
        self._most = room + queue
        self.here = 0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        if self.here >= self._most:
            raise TooMany(N_("Other files are being made right now. Try again in a moment."))
        self.here += 1
        try:
            async with self._seats:
                yield
        finally:
            self.here -= 1


bench = Bench(AT_ONCE, IN_LINE)


@router.get("/{number}/export/{name}")
async def export(db: Reading, guest: DeskReader, number: int, name: str) -> Response:
    """The report as it stands now, a draft marked with the time."""
    written = FORMATS.get(name)
    if written is None:
        raise NotFound
    report = await numbered(db, guest.dialogue.id, number)
    told = await document(db, report, now())
    await db.close()  # making the file takes a while; the connection is for others
    async with bench.taken():
        file = await asyncio.to_thread(written.write, told, translations(report.locale))
    headers = {
        "Content-Disposition": disposition(guest.dialogue.slug, number, told, written.extension),
        "Cache-Control": "private, no-store",
    }
    return Response(file, media_type=written.media_type, headers=headers)


def disposition(slug: str, number: int, told: Document, extension: str) -> str:
    """RFC 6266: a plain name for every browser, and one in the dialogue's own words."""
    at = told.made_at.astimezone(ZoneInfo("UTC"))
    mark = "final" if told.seal else "draft"
    plain = f"{slug}-report-{number}-{mark}-{at:%Y%m%dT%H%MZ}.{extension}"
    title = NOT_IN_A_NAME.sub(" ", for_xml(f"{told.dialogue} – {told.session}"))
    title = title[:LONGEST].strip(" .")
    own = f"{title} – {number} – {mark.upper()} {told.made_at:%Y-%m-%d %H.%M}.{extension}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(own, safe='')}"

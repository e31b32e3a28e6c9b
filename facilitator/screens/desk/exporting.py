"""Handing the report out as a file."""

import re
from urllib.parse import quote
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response

from facilitator.kit.clock import now
from facilitator.kit.errors import NotFound
from facilitator.kit.text import for_xml
from facilitator.kit.words import translations
from facilitator.report.document import Document
from facilitator.report.exports import FORMATS
from facilitator.report.queries import document, numbered
from facilitator.screens.bench import made
from facilitator.screens.doors import DeskReader, Reading

NOT_IN_A_NAME = re.compile(
    r'[\x00-\x1f\x7f-\x9f"\\/:*?<>|%;\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+'
)
LONGEST = 120  # characters

router = APIRouter(prefix="/desk/{slug}/reports", tags=["desk"])


@router.get("/{number}/export/{name}")
async def export(db: Reading, guest: DeskReader, number: int, name: str) -> Response:
    """The report as it stands now, a draft marked with the time."""
    written = FORMATS.get(name)
    if written is None:
        raise NotFound
    report = await numbered(db, guest.dialogue.id, number)
    told = await document(db, report, now())
    file = await made(db, written.write, told, translations(report.locale))
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

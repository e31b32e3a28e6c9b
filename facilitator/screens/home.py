"""The start page: join with a code, or come back."""

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.kit.pages import STATIC, render
from facilitator.screens.answers import spoken
from facilitator.screens.doors import Reading
from facilitator.screens.frame import frame

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
async def start(request: Request, db: Reading) -> str:
    locale = spoken(request)
    visited = await _visited(db, request)
    return render("home/page.html", locale, visited=visited, **frame("join", locale))


async def _visited(db: Reading, request: Request) -> list[Dialogue]:
    """The dialogues this browser has been a guest of, as its own marks say. A mark that was not
    given by the house shows no title of what may not be public."""
    slugs = [name.removeprefix("been_") for name in request.cookies if name.startswith("been_")]
    query = (
        select(Dialogue).where(Dialogue.slug.in_(slugs[:20])).order_by(Dialogue.created_at.desc())
    )
    marks = request.cookies
    return [each for each in await db.scalars(query) if marks[f"been_{each.slug}"] == each.mark]


@router.get("/worker.js")
async def worker() -> FileResponse:
    """The service worker, served where it may look after the phone and the table."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return FileResponse(STATIC / "worker.js", media_type="text/javascript", headers=headers)

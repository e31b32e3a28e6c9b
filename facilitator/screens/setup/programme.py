"""The programme as one file: taken out, looked at, and brought in."""

from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from facilitator.dialogues.actions import keep_upload, take_upload
from facilitator.dialogues.programme import Programme, check, dump, parse
from facilitator.dialogues.programme.tree import MAX_BYTES
from facilitator.dialogues.queries import upload
from facilitator.kit.clock import now
from facilitator.kit.errors import Conflict, Invalid
from facilitator.kit.work import Work
from facilitator.rounds.layout import lay_out_programme
from facilitator.rounds.writing import written_down
from facilitator.screens.doors import OneWork, SetupWriter
from facilitator.screens.setup.roster import sent_file
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, address, again, back, told
from facilitator.screens.setup.typed import TypedForm

router = APIRouter(prefix="/setup/{slug}/programme", route_class=FormRoute)
PURPOSE = "programme"


async def draw(sheet: Sheet) -> Response:
    return await sheet.page("programme", "sessions")


async def draw_preview(sheet: Sheet) -> Response:
    """Every problem of the file at its place, and what would come of it."""
    upload_id = sheet.id_part("upload_id")
    kept = await upload(sheet.db, sheet.dialogue.id, PURPOSE, upload_id, sheet.guest.me.id)
    read = check(kept.data)
    hindered = await _rehearse(sheet, read.programme) if read.programme else ""
    return await sheet.page(
        "programme_preview",
        "sessions",
        upload=kept,
        read=read,
        hindered=hindered,
        tables=sum(len(each.tables) for each in read.programme.sessions) if read.programme else 0,
    )


async def _rehearse(sheet: Sheet, programme: Programme) -> str:
    """What would hinder this import; it is tried and left without a trace."""
    async with sheet.request.app.state.database.writing() as db:
        work = Work(db, now(), sheet.guest.me.id)
        try:
            await lay_out_programme(work, programme, sheet.dialogue.slug)
        except (Conflict, Invalid) as refusal:
            return told(refusal, sheet.locale)
    return ""


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


@router.get("/file")
async def take_out(sheet: Opened) -> Response:
    text = dump(await written_down(sheet.db, sheet.dialogue))
    headers = {"Content-Disposition": f'attachment; filename="{sheet.dialogue.slug}.yaml"'}
    return Response(text, media_type="application/yaml; charset=utf-8", headers=headers)


@router.post("")
@again(draw)
async def send(typed: TypedForm, work: OneWork, guest: SetupWriter) -> Response:
    name, data = await sent_file(typed, MAX_BYTES)
    kept = await keep_upload(work, guest.dialogue, PURPOSE, name, data)
    return RedirectResponse(f"{address(guest.dialogue)}/programme/{kept.id}", 303)


@router.get("/{upload_id}")
async def preview(sheet: Opened) -> Response:
    return await draw_preview(sheet)


@router.post("/{upload_id}")
@again(draw_preview)
async def confirm(work: OneWork, guest: SetupWriter, upload_id: UUID) -> Response:
    kept = await take_upload(work, guest.dialogue, PURPOSE, upload_id)
    await lay_out_programme(work, parse(kept.data), guest.dialogue.slug)
    return back(guest.dialogue, "sessions", "imported")

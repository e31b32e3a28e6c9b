"""Importing a roster in two steps: see what it would do, then do it."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import RedirectResponse

from facilitator.dialogues.actions import keep_upload, take_upload
from facilitator.dialogues.queries import upload
from facilitator.kit.errors import Invalid
from facilitator.kit.words import N_
from facilitator.people.importing import compare
from facilitator.people.roster import RosterSheet, RosterUnreadable, Weight, read_roster
from facilitator.people.roster.bounds import MAX_BYTES
from facilitator.screens.doors import OneWork, Reading, SetupReader, SetupWriter
from facilitator.screens.setup.sheet import FormRoute, Opened, Sheet, address, again, back
from facilitator.screens.setup.typed import Typed, TypedForm
from facilitator.tables.keeping import import_people

router = APIRouter(prefix="/setup/{slug}/roster", route_class=FormRoute)
PURPOSE = "roster"


async def draw(sheet: Sheet) -> Response:
    return await sheet.page("roster", "people")


async def draw_preview(sheet: Sheet) -> Response:
    """What the kept file says, row by row, before anything is changed."""
    upload_id = sheet.id_part("upload_id")
    kept = await upload(sheet.db, sheet.dialogue.id, PURPOSE, upload_id, sheet.guest.me.id)
    read = await asyncio.to_thread(read_roster, kept.data)
    changes = await compare(sheet.db, sheet.dialogue, read)
    return await sheet.page(
        "roster_preview",
        "people",
        upload=kept,
        read=read,
        created=[each for each in changes if each.person is None],
        updated=[each for each in changes if each.person and each.differs],
        unchanged=[each for each in changes if each.person and not each.differs],
        Weight=Weight,
    )


@router.get("")
async def show(sheet: Opened) -> Response:
    return await draw(sheet)


async def legible(typed: TypedForm, _: SetupReader) -> tuple[str, bytes]:
    """Name and bytes of a roster that can be read. No work is under way while it is read."""
    name, data = await sent_file(typed, MAX_BYTES)
    try:
        await asyncio.to_thread(read_roster, data)
    except RosterUnreadable as refused:
        raise Invalid(problems={"file": (refused.sentence, refused.values)}) from None
    return name, data


Sent = Annotated[tuple[str, bytes], Depends(legible, scope="function")]


@router.post("")
@again(draw)
async def send(sent: Sent, work: OneWork, guest: SetupWriter) -> Response:
    name, data = sent
    kept = await keep_upload(work, guest.dialogue, PURPOSE, name, data)
    return RedirectResponse(f"{address(guest.dialogue)}/roster/{kept.id}", 303)


async def sent_file(typed: Typed, most: int) -> tuple[str, bytes]:
    """Name and bytes of the file that was chosen. Raises Invalid where there is none."""
    file = typed.file("file")
    if file is None:
        raise Invalid(problems={"file": (N_("Choose a file first."), {})})
    data = await file.read(most + 1)
    if len(data) > most:
        too_large = N_("The file is larger than %(most)s MB.")
        raise Invalid(problems={"file": (too_large, {"most": most // 1_000_000})})
    return file.filename or "", data


@router.get("/{upload_id}")
async def preview(sheet: Opened) -> Response:
    return await draw_preview(sheet)


async def kept_before(db: Reading, guest: SetupReader, upload_id: UUID) -> RosterSheet:
    """The kept file, read again, before any work is under way."""
    kept = await upload(db, guest.dialogue.id, PURPOSE, upload_id, guest.me.id)
    return await asyncio.to_thread(read_roster, kept.data)


Read = Annotated[RosterSheet, Depends(kept_before, scope="function")]


@router.post("/{upload_id}")
async def confirm(read: Read, work: OneWork, guest: SetupWriter, upload_id: UUID) -> Response:
    await take_upload(work, guest.dialogue, PURPOSE, upload_id)
    done = await import_people(work, guest.dialogue, read)
    answer = back(guest.dialogue, "people", "imported")
    counts = (len(done.created), len(done.updated), len(done.unchanged), len(done.left_out))
    answer.headers["Location"] += "&counts=" + "-".join(str(each) for each in counts)
    return answer

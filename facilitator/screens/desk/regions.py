"""The live regions of the desk, and the desk seen through a lens."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.harvest.tags import EVIDENCE
from facilitator.kit.words import direction, say
from facilitator.live.screen import Region, Screen
from facilitator.notes.events import NoteChanged, NoteWritten, SupportGiven
from facilitator.people.events import RosterChanged
from facilitator.people.queries import roster
from facilitator.report.events import (
    CommentMade,
    NotesTakenIn,
    OutlineChanged,
    ParagraphEdited,
    ReportDrafted,
    ReportMoved,
)
from facilitator.report.model import Report
from facilitator.report.outlines import NAMES, Outline
from facilitator.report.queries import moves_of, remarks_of
from facilitator.screens.desk import laying
from facilitator.screens.desk.lens import Lens
from facilitator.screens.desk.scene import AtDesk, chosen, desk_of, whole
from facilitator.screens.desk.standing import standing
from facilitator.screens.parts import PROGRAMME

REPORT = [
    ReportDrafted,
    ReportMoved,
    ParagraphEdited,
    OutlineChanged,
    NotesTakenIn,
    RosterChanged,
    *PROGRAMME,
]
NOTES = [NoteWritten, NoteChanged]

screen = Screen("desk")


@screen.region("notes", seen=chosen, on=[*NOTES, SupportGiven, *REPORT], rest=1.0)
async def notes(db: AsyncSession, at: AtDesk) -> dict[str, Any]:
    desk = await desk_of(db, at)
    return {"desk": desk, "lens": at.lens, "evidence": EVIDENCE, **laying.notes(desk, at)}


@screen.region("coverage", seen=whole, on=[*NOTES, *REPORT], rest=1.0)
async def coverage(db: AsyncSession, at: AtDesk) -> dict[str, Any]:
    desk = await desk_of(db, at)
    return {"desk": desk, "lens": at.lens, **laying.coverage(desk)}


@screen.region("report", seen=whole, on=[NoteChanged, CommentMade, *REPORT])
async def report(db: AsyncSession, at: AtDesk) -> dict[str, Any]:
    desk = await desk_of(db, at)
    now = desk.report
    people = await roster(db, at.dialogue) if now else ()
    return {
        "desk": desk,
        "lens": at.lens,
        "standing": standing(now, await moves_of(db, now.id), people) if now else None,
        "remarks": await remarks_of(db, now.id) if now else {},
        "parts": laying.parts(desk),
        "repeated": laying.repeated(desk),
        "outline": _called(now, at.locale) if now else "",
        "footnotes": laying.footnotes(desk),
        "runs": direction(desk.report.locale if desk.report else at.locale),
        "when": laying.in_time(desk.dialogue, at.locale),
    }


def _called(report: Report, locale: str) -> str:
    """The name of its outline; people's own ones have theirs in one language."""
    if report.contents:
        return str(report.contents["name"])
    return say(NAMES[Outline(report.outline)], locale)


def through(lens: Lens) -> Screen:
    """The desk as it is seen through a lens; regions seen alike are the same ones."""
    views = dict.fromkeys(screen.regions, lens.whole) | {"notes": lens}
    return Screen(screen.name, {name: _seen(name, view) for name, view in views.items()})


@lru_cache(maxsize=512)
def _seen(name: str, lens: Lens) -> Region:
    region = screen.regions[name]
    return replace(region, seen=partial(cast("Callable[..., AtDesk]", region.seen), lens=lens))

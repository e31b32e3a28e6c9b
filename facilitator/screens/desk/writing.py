"""Who is writing at which paragraph, told to those at the desk and at the same paragraph."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.clock import now
from facilitator.kit.errors import NotFound
from facilitator.live.screen import Screen
from facilitator.people.events import RosterChanged
from facilitator.people.queries import named
from facilitator.report.events import (
    OutlineChanged,
    ParagraphEdited,
    ReportDrafted,
    ReportMoved,
    WritersCounted,
)
from facilitator.report.marks import bare
from facilitator.report.queries import paragraph_of, rows_of, writers
from facilitator.screens import presence
from facilitator.screens.desk.lens import Lens
from facilitator.screens.desk.regions import screen
from facilitator.screens.desk.scene import PLAIN, AtDesk, on_desk
from facilitator.screens.vantage import Viewer


@dataclass(frozen=True)
class AtParagraphs:
    """What somebody sees of others who write: at the report of a desk, or at one paragraph.

    At a paragraph, `me` is left out, and whoever opened version `seen` hears of a later one.
    """

    desk: AtDesk
    paragraph: UUID | None
    seen: int
    me: UUID | None

    @property
    def locale(self) -> str:
        return self.desk.locale


def at_paragraphs(
    viewer: Viewer, lens: Lens = PLAIN, paragraph: UUID | None = None, seen: int = 0
) -> AtParagraphs:
    me = viewer.participant if paragraph else None
    desk = AtDesk(viewer.dialogue, viewer.session, lens.whole, viewer.locale)
    return AtParagraphs(desk, paragraph, seen, me)


CHANGES = [ReportDrafted, ReportMoved, ParagraphEdited, OutlineChanged, RosterChanged]


@screen.region("writing", seen=at_paragraphs, on=[WritersCounted, *CHANGES])
async def writing(db: AsyncSession, at: AtParagraphs) -> dict[str, Any]:
    if at.paragraph:
        return await _beside(db, at, at.paragraph)
    report = (await on_desk(db, at.desk)).report
    counted = await writers(db, at.desk.dialogue, now() - presence.FRESH)
    rows = await rows_of(db, report) if report else ()
    found = [(at_, row, counted[row.id]) for at_, row in enumerate(rows, 1) if row.id in counted]
    people = await named(db, {who for *_, some in found for who in some})
    told = [(number, sorted(people[who].display_name for who in some)) for number, _, some in found]
    return {"alone": False, "writing": told, "newer": None, "final": False}


async def _beside(db: AsyncSession, at: AtParagraphs, paragraph_id: UUID) -> dict[str, Any]:
    """Who else writes here, and what was saved here meanwhile."""
    counted = await writers(db, at.desk.dialogue, now() - presence.FRESH)
    try:
        report, paragraph = await paragraph_of(db, at.desk.dialogue, paragraph_id)
    except NotFound:  # a made-up address
        return {"alone": True, "writing": [], "newer": None, "final": False}
    others = counted.get(paragraph_id, set()) - {at.me}
    editor = paragraph.edited_by
    people = await named(db, others | ({editor} if editor else set()))
    newer = None
    if paragraph.version > at.seen and paragraph.edited_by != at.me:
        by = people[editor].display_name if editor else ""
        newer = {"words": bare(paragraph.words), "by": by}
    return {
        "alone": True,
        "writing": [(0, sorted(people[who].display_name for who in others))] if others else [],
        "newer": newer,
        "final": report.final,
    }


def at_paragraph(paragraph: UUID, seen: int) -> Screen:
    """The page on which a paragraph is written."""
    region = screen.regions["writing"]
    look = cast("Callable[..., AtParagraphs]", region.seen)
    seen_from = partial(look, paragraph=paragraph, seen=seen)
    return Screen(screen.name, {"writing": replace(region, seen=seen_from)}, about=paragraph)

"""A paragraph and what was said about it, as the desk and the reviewers both read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.report.marks import bare
from facilitator.report.model import Paragraph, Report
from facilitator.report.moments import moment
from facilitator.report.queries import Remark, opened, paragraph_of, remarks_of


@dataclass(frozen=True)
class Talk:
    """`number` is None for a paragraph that was removed; `words` are what it says now."""

    report: Report
    paragraph: Paragraph
    number: int | None
    words: str
    remarks: Sequence[Remark]

    def when(self, dialogue: Dialogue, locale: str) -> Callable[[datetime], str]:
        zone = ZoneInfo(dialogue.timezone)
        return lambda at: moment(at.astimezone(zone), locale)


async def talk_of(db: AsyncSession, dialogue_id: UUID, paragraph_id: UUID) -> Talk:
    """Raises NotFound."""
    report, paragraph = await paragraph_of(db, dialogue_id, paragraph_id)
    open_ = await opened(db, report)
    written = open_.document.paragraphs()
    places = {row.id: each for row, each in zip(open_.rows, written, strict=True)}
    here = places.get(paragraph.id)
    remarks = (await remarks_of(db, report.id)).get(paragraph.id, [])
    words = bare(here.words if here else paragraph.words)
    return Talk(report, paragraph, here.number if here else None, words, remarks)

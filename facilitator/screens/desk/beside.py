"""The notes that lie beside a paragraph while it is written: what it may want to cite."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.report.document import Paragraph as Written
from facilitator.report.document import SourceNote
from facilitator.report.model import Paragraph, Report
from facilitator.report.queries import Opened, opened

MOST = 120


async def beside(db: AsyncSession, report: Report, paragraph: Paragraph) -> list[SourceNote]:
    """What it cites, then what no paragraph cites, then the rest; its own questions first."""
    open_ = await opened(db, report)
    document = open_.document
    own = set(_own(open_, paragraph))
    notes = [n for n in (*document.notes, *document.unused) if n.reference not in open_.withdrawn]
    questions = {note.question_key for note in notes if note.reference in own}
    unused = {note.reference for note in document.unused}

    def place(note: SourceNote) -> tuple[bool, bool, bool, int]:
        near = note.question_key in questions
        return note.reference not in own, not near, note.reference not in unused, note.order

    return sorted(notes, key=place)[:MOST]


def _own(open_: Opened, paragraph: Paragraph) -> tuple[str, ...]:
    written: Sequence[Written] = open_.document.paragraphs()
    for row, each in zip(open_.rows, written, strict=True):
        if row.id == paragraph.id:
            return each.citations
    return ()

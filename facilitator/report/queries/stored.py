"""Reports, their paragraphs and citations, as they are stored."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.kit.errors import NotFound
from facilitator.report.model import (
    Citation,
    NoteReference,
    OwnOutline,
    Paragraph,
    Report,
)


async def reports_of(db: AsyncSession, session_id: UUID) -> Sequence[Report]:
    """The reports of a session, newest first."""
    query = select(Report).filter_by(session_id=session_id)
    return (await db.scalars(query.order_by(Report.number.desc()))).all()


async def newest(db: AsyncSession, session_id: UUID) -> Report | None:
    return next(iter(await reports_of(db, session_id)), None)


async def numbered(db: AsyncSession, dialogue_id: UUID, number: int) -> Report:
    found = await db.scalar(select(Report).filter_by(dialogue_id=dialogue_id, number=number))
    if found is None:
        raise NotFound
    return found


async def own_outlines(db: AsyncSession, dialogue_id: UUID) -> Sequence[OwnOutline]:
    """The dialogue's own outlines that were not put away, the oldest first."""
    query = select(OwnOutline).filter_by(dialogue_id=dialogue_id, removed_at=None)
    return (await db.scalars(query.order_by(OwnOutline.id))).all()


async def own_outline(db: AsyncSession, dialogue_id: UUID, outline_id: UUID) -> OwnOutline:
    """Also one that was put away. Raises NotFound."""
    found = await db.get(OwnOutline, outline_id)
    if found is None or found.dialogue_id != dialogue_id:
        raise NotFound
    return found


async def last_number(db: AsyncSession, dialogue_id: UUID) -> int:
    """Of the dialogue's reports; 0 before the first."""
    query = select(func.max(Report.number)).filter_by(dialogue_id=dialogue_id)
    return await db.scalar(query) or 0


async def held(db: AsyncSession, report_id: UUID) -> Report:
    """The report, locked until the work is done."""
    query = select(Report).filter_by(id=report_id).with_for_update()
    return (await db.scalars(query.execution_options(populate_existing=True))).one()


async def held_paragraph(
    db: AsyncSession, dialogue_id: UUID, paragraph_id: UUID
) -> tuple[Report, Paragraph]:
    """A paragraph and its report, both locked: edits of one report come one after the other."""
    _, paragraph = await paragraph_of(db, dialogue_id, paragraph_id)
    report = await held(db, paragraph.report_id)
    await db.refresh(paragraph)
    return report, paragraph


async def paragraph_of(
    db: AsyncSession, dialogue_id: UUID, paragraph_id: UUID
) -> tuple[Report, Paragraph]:
    query = (
        select(Report, Paragraph)
        .join(Paragraph, Paragraph.report_id == Report.id)
        .where(Paragraph.id == paragraph_id, Report.dialogue_id == dialogue_id)
    )
    row = (await db.execute(query)).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


async def paragraphs_of(db: AsyncSession, report_id: UUID) -> list[Paragraph]:
    """All paragraphs by position, removed ones too."""
    query = select(Paragraph).filter_by(report_id=report_id)
    return list(await db.scalars(query.order_by(Paragraph.position, Paragraph.id)))


async def references(db: AsyncSession, dialogue_id: UUID) -> dict[UUID, int]:
    """{note: its number}, of all notes of a dialogue that a report has drawn on so far."""
    query = (
        select(NoteReference.note_id, NoteReference.number)
        .join(DialogueSession, DialogueSession.id == NoteReference.session_id)
        .where(DialogueSession.dialogue_id == dialogue_id)
    )
    return dict((await db.execute(query)).all())


async def citations_of(db: AsyncSession, report_id: UUID) -> dict[UUID, set[UUID]]:
    """{paragraph: the notes it cites}."""
    query = (
        select(Citation.paragraph_id, Citation.note_id)
        .join(Paragraph, Paragraph.id == Citation.paragraph_id)
        .where(Paragraph.report_id == report_id)
    )
    found: dict[UUID, set[UUID]] = {}
    for paragraph, note in await db.execute(query):
        found.setdefault(paragraph, set()).add(note)
    return found

"""What a report has been through: earlier words, steps on its way, comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.people.model import Participant
from facilitator.report.model import (
    Comment,
    Paragraph,
    ParagraphVersion,
    Report,
    ReportMove,
    Writers,
)


@dataclass(frozen=True)
class Said:
    """What a paragraph said in one of its versions, who wrote it and when; None: the draft."""

    version: int
    lead: str
    words: str
    by: str | None
    at: datetime


async def history(db: AsyncSession, paragraph: Paragraph) -> tuple[Said, ...]:
    """All that a paragraph has said, newest first."""
    query = select(ParagraphVersion).filter_by(paragraph_id=paragraph.id)
    before = (await db.scalars(query.order_by(ParagraphVersion.version))).all()
    report = await db.get_one(Report, paragraph.report_id)
    writers = [report.drafted_by, *(each.replaced_by for each in before)]
    names = await names_of(db, [each for each in writers if each])
    times = [report.drafted_at, *(each.replaced_at for each in before)]
    told = [(each.version, each.lead, each.words) for each in before]
    told.append((paragraph.version, paragraph.lead, paragraph.words))
    who = [None, *(names.get(each) if each else None for each in writers[1:])]
    return tuple(
        Said(*what, by, at) for what, by, at in reversed(list(zip(told, who, times, strict=True)))
    )


async def moves_of(db: AsyncSession, report_id: UUID) -> Sequence[ReportMove]:
    """The way a report has come, oldest step first."""
    query = select(ReportMove).filter_by(report_id=report_id)
    return (await db.scalars(query.order_by(ReportMove.at, ReportMove.id))).all()


async def last_mover(db: AsyncSession, report_id: UUID) -> str | None:
    """Who took the last step."""
    moves = await moves_of(db, report_id)
    return await name_of(db, moves[-1].by) if moves else None


async def name_of(db: AsyncSession, participant_id: UUID | None) -> str | None:
    if participant_id is None:
        return None
    return (await names_of(db, [participant_id])).get(participant_id)


async def names_of(db: AsyncSession, people: Sequence[UUID]) -> dict[UUID, str]:
    query = select(Participant).where(Participant.id.in_(people))
    return {each.id: each.display_name for each in await db.scalars(query)}


async def writers(db: AsyncSession, dialogue_id: UUID, since: datetime) -> dict[UUID, set[UUID]]:
    """{paragraph: who has it open to edit it}, as counted since then by any worker."""
    query = select(Writers.writing).where(
        Writers.dialogue_id == dialogue_id, Writers.counted_at >= since
    )
    found: dict[UUID, set[UUID]] = {}
    for counted in await db.scalars(query):
        for paragraph, people in counted.items():
            found.setdefault(UUID(paragraph), set()).update(map(UUID, people))
    return found


@dataclass(frozen=True)
class Remark:
    """A comment with the names of who made it and who answered it."""

    comment: Comment
    by: str | None
    answered_by: str | None


async def remarks_of(db: AsyncSession, report_id: UUID) -> dict[UUID, list[Remark]]:
    """{paragraph: what was said about it, oldest first}."""
    query = select(Comment).join(Paragraph, Paragraph.id == Comment.paragraph_id)
    query = query.where(Paragraph.report_id == report_id).order_by(Comment.at, Comment.id)
    made = (await db.scalars(query)).all()
    names = await names_of(db, [who for each in made for who in (each.by, each.answered_by) if who])

    def name(who: UUID | None) -> str | None:
        return names.get(who) if who else None

    found: dict[UUID, list[Remark]] = {}
    for each in made:
        remark = Remark(each, name(each.by), name(each.answered_by))
        found.setdefault(each.paragraph_id, []).append(remark)
    return found

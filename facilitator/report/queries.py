"""Reading reports, and putting one together again from its paragraphs and its notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import dialogue, session
from facilitator.harvest.rules import Gathered, standing
from facilitator.kit.errors import NotFound
from facilitator.kit.words import translations
from facilitator.people.model import Participant
from facilitator.report.document import Document
from facilitator.report.gathering import Edition, all_gathered, facts_of, told_before
from facilitator.report.marks import pointed
from facilitator.report.model import Citation, NoteReference, Paragraph, ParagraphVersion, Report
from facilitator.report.outlines import Outline
from facilitator.report.rebuilding import Row, in_order, rebuilt


@dataclass(frozen=True)
class Opened:
    """A report with all it is drawn from.

    `rows` stand in reading order: the first is paragraph 1. `references` are the numbers of the
    notes it draws on. `withdrawn` ones are cited and no longer there; `fresh` ones came later.
    """

    report: Report
    document: Document
    rows: tuple[Paragraph, ...]
    removed: tuple[Paragraph, ...]
    notes: tuple[Gathered, ...]
    references: Mapping[UUID, int]
    withdrawn: frozenset[str]
    fresh: tuple[Gathered, ...]


@dataclass(frozen=True)
class Said:
    """What a paragraph said in one of its versions, who wrote it and when; None: the draft."""

    version: int
    lead: str
    words: str
    by: str | None
    at: datetime


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
        select(NoteReference)
        .join(DialogueSession, DialogueSession.id == NoteReference.session_id)
        .where(DialogueSession.dialogue_id == dialogue_id)
    )
    return {each.note_id: each.number for each in await db.scalars(query)}


async def citations_of(db: AsyncSession, report_id: UUID) -> dict[UUID, set[UUID]]:
    """{paragraph: the notes it cites}."""
    query = (
        select(Citation)
        .join(Paragraph, Paragraph.id == Citation.paragraph_id)
        .where(Paragraph.report_id == report_id)
    )
    found: dict[UUID, set[UUID]] = {}
    for each in await db.scalars(query):
        found.setdefault(each.paragraph_id, set()).add(each.note_id)
    return found


async def document(db: AsyncSession, report: Report, at: datetime | None = None) -> Document:
    """The report as it stands, with the counts of the moment, dated `at` or its last change."""
    return (await opened(db, report, at)).document


async def opened(db: AsyncSession, report: Report, at: datetime | None = None) -> Opened:
    """The report and what it is drawn from. Its own notes only: later ones are `fresh`."""
    held_in = await dialogue(db, report.dialogue_id)
    every = await references(db, report.dialogue_id)
    mine = {note: number for note, number in every.items() if number <= report.up_to}
    edition = Edition(
        dialogue=held_in,
        session=await session(db, report.session_id),
        locale=report.locale,
        version=report.version,
        target=report.target,
        cut_off=report.cut_off,
        made_at=at or report.changed_at,
        outline=Outline(report.outline),
        also=report.sessions[1:],
    )
    notes = await all_gathered(db, held_in, report.sessions, report.locale)
    there = standing(notes)
    lying = told_before(report.method, report.points, report.set_aside, held_in.attribution)
    facts = await facts_of(db, edition, [note for note in there if note.id in mine], mine, lying)
    paragraphs = await paragraphs_of(db, report.id)
    cites = await citations_of(db, report.id)
    rows = in_order([each for each in paragraphs if each.removed_at is None])
    gone = frozenset(note.id for note in notes if note.withdrawn and note.id in mine)
    built = rebuilt(facts, [_row(each, cites, mine) for each in rows], translations(report.locale))
    shown = {reference for each in built.paragraphs() for reference in each.citations}
    return Opened(
        report=report,
        document=built,
        rows=rows,
        removed=tuple(each for each in paragraphs if each.removed_at is not None),
        notes=notes,
        references=mine,
        withdrawn=frozenset(f"N{mine[note]}" for note in gone) & shown,
        fresh=tuple(note for note in there if note.id not in mine),
    )


async def history(db: AsyncSession, paragraph: Paragraph) -> tuple[Said, ...]:
    """All that a paragraph has said, newest first."""
    query = select(ParagraphVersion).filter_by(paragraph_id=paragraph.id)
    before = (await db.scalars(query.order_by(ParagraphVersion.version))).all()
    report = await db.get_one(Report, paragraph.report_id)
    writers = [report.drafted_by, *(each.replaced_by for each in before)]
    names = await _names(db, [each for each in writers if each])
    times = [report.drafted_at, *(each.replaced_at for each in before)]
    told = [(each.version, each.lead, each.words) for each in before]
    told.append((paragraph.version, paragraph.lead, paragraph.words))
    who = [None, *(names.get(each) if each else None for each in writers[1:])]
    return tuple(
        Said(*what, by, at) for what, by, at in reversed(list(zip(told, who, times, strict=True)))
    )


async def name_of(db: AsyncSession, participant_id: UUID | None) -> str | None:
    if participant_id is None:
        return None
    return (await _names(db, [participant_id])).get(participant_id)


async def _names(db: AsyncSession, people: Sequence[UUID]) -> dict[UUID, str]:
    query = select(Participant).where(Participant.id.in_(people))
    return {each.id: each.display_name for each in await db.scalars(query)}


def _row(paragraph: Paragraph, cites: Mapping[UUID, set[UUID]], numbers: Mapping[UUID, int]) -> Row:
    own = sorted(numbers[note] for note in cites.get(paragraph.id, ()) if note in numbers)
    return Row(
        under=tuple((each["title"], each["lead"]) for each in paragraph.section),
        role=paragraph.role,
        lead=paragraph.lead,
        words=paragraph.words,
        citations=(
            *(f"P{number}" for number in pointed(paragraph.words)),
            *(f"N{number}" for number in own),
        ),
        line=paragraph.line if paragraph.version == 1 else None,
    )

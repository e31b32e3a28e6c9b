"""A report put together again from its paragraphs and its notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.queries import dialogue, session
from facilitator.dialogues.rules import Attribution
from facilitator.harvest.rules import Gathered, standing
from facilitator.kit.pauses import pause
from facilitator.kit.words import translations
from facilitator.report.contents import Contents
from facilitator.report.document import Document
from facilitator.report.exports.reopening import reopened
from facilitator.report.gathering import Edition, all_gathered, facts_of, told_before
from facilitator.report.marks import pointed
from facilitator.report.model import (
    Paragraph,
    Report,
)
from facilitator.report.outlines import Outline
from facilitator.report.queries.stored import citations_of, paragraphs_of, references
from facilitator.report.rebuilding import Row, in_order, rebuilt
from facilitator.report.sealing import withheld


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


async def document(db: AsyncSession, report: Report, at: datetime | None = None) -> Document:
    """The report as it stands, with the counts of the moment, dated `at` or its last change."""
    return (await opened(db, report, at)).document


async def opened(db: AsyncSession, report: Report, at: datetime | None = None) -> Opened:
    """The report and what it is drawn from. Its own notes only: later ones are `fresh`."""
    if report.record:
        return await _final(db, report, report.record)
    held_in = await dialogue(db, report.dialogue_id)
    mine = await _references_of(db, report)
    edition = Edition(
        dialogue=held_in,
        session=await session(db, report.session_id),
        locale=report.locale,
        version=report.version,
        target=report.target,
        cut_off=report.cut_off,
        made_at=at or report.changed_at,
        outline=Outline(report.outline),
        contents=Contents.of(report.contents) if report.contents else None,
        also=report.sessions[1:],
    )
    notes = await all_gathered(db, held_in, report.sessions, report.locale)
    there = standing(notes)
    lying = told_before(report, held_in.attribution)
    facts = await facts_of(db, edition, [note for note in there if note.id in mine], mine, lying)
    paragraphs = await paragraphs_of(db, report.id)
    cites = await citations_of(db, report.id)
    rows = _standing(paragraphs)
    gone = frozenset(note.id for note in notes if note.withdrawn and note.id in mine)
    await pause()
    built = rebuilt(facts, [_row(each, cites, mine) for each in rows], translations(report.locale))
    await pause()
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


async def rows_of(db: AsyncSession, report: Report) -> tuple[Paragraph, ...]:
    """As `Opened.rows`."""
    return _standing(await paragraphs_of(db, report.id))


def _standing(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    return in_order([each for each in paragraphs if each.removed_at is None])


async def _final(db: AsyncSession, report: Report, record: str) -> Opened:
    """As it was sealed, whatever has become of its notes since."""
    held_in = await dialogue(db, report.dialogue_id)
    paragraphs = await paragraphs_of(db, report.id)
    return Opened(
        report=report,
        document=withheld(reopened(record.encode()), Attribution(held_in.attribution)),
        rows=_standing(paragraphs),
        removed=(),
        notes=await all_gathered(db, held_in, report.sessions, report.locale),
        references=await _references_of(db, report),
        withdrawn=frozenset(),
        fresh=(),
    )


async def _references_of(db: AsyncSession, report: Report) -> dict[UUID, int]:
    every = await references(db, report.dialogue_id)
    return {note: number for note, number in every.items() if number <= report.up_to}


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

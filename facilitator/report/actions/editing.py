"""Editing one paragraph. What it said is kept; what it cites is read from its words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.kit.clock import epoch_ms
from facilitator.kit.errors import Conflict, Invalid, NotNow
from facilitator.kit.lines import one_line, text
from facilitator.kit.words import N_
from facilitator.kit.work import Work
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.report.actions.changing import changed, paragraph_for_change
from facilitator.report.draft.ranking import excerpt
from facilitator.report.events import ParagraphEdited
from facilitator.report.marks import bare, cited, quotations, references, requoted, tidied
from facilitator.report.model import Citation, NoteReference, Paragraph, ParagraphVersion, Report
from facilitator.report.queries import name_of

WORDS_LIMIT = 20_000  # characters; a draft may cite hundreds of notes in one paragraph
LEAD_LIMIT = 120


@dataclass(frozen=True)
class Wording:
    """What a person typed: a title run into the words (or none), and the words with marks."""

    words: str
    lead: str = ""


@dataclass(frozen=True)
class Read:
    """Words fit to be stored, and the notes they cite."""

    words: str
    lead: str
    notes: tuple[UUID, ...]


async def edit_paragraph(
    work: Work, person: Participant, paragraph: Paragraph, version: int, new: Wording
) -> Paragraph:
    """Replaces what a paragraph says, if nobody changed it since `version`.

    Raises Conflict with what stands now in `current`, Invalid for marks of unknown notes.
    """
    report, paragraph = await paragraph_for_change(work, person, paragraph)
    if paragraph.removed_at:
        raise NotNow(N_("This paragraph was removed meanwhile. Bring it back first."))
    read = await reading(work.db, report, new, paragraph)
    if (bare(paragraph.words), paragraph.lead) == (bare(read.words), read.lead):
        return paragraph
    if paragraph.version != version:
        raise await changed_meanwhile(work.db, paragraph)
    _keep(work, person, paragraph)
    paragraph.words, paragraph.lead = read.words, read.lead
    paragraph.version += 1
    paragraph.edited_by, paragraph.edited_at = person.id, work.now
    await changed(work, report)
    await cite(work.db, paragraph, read.notes)
    work.record(ParagraphEdited(report.dialogue_id, report.id, paragraph.id))
    return paragraph


async def changed_meanwhile(db: AsyncSession, paragraph: Paragraph) -> Conflict:
    """The refusal that shows both texts: what stands now is in it, what was typed is kept."""
    who = await name_of(db, paragraph.edited_by)
    conflict = Conflict(
        N_("%(name)s changed this paragraph while you were writing. Both texts are shown."),
        name=who or "?",
    )
    conflict.current = {
        "words": bare(paragraph.words),
        "lead": paragraph.lead,
        "version": paragraph.version,
        "by": who,
        "at": paragraph.edited_at and epoch_ms(paragraph.edited_at),
    }
    return conflict


async def reading(
    db: AsyncSession, report: Report, new: Wording, paragraph: Paragraph | None = None
) -> Read:
    """What was typed, cleaned; verbatim quotations keep their own direction; marks resolved.

    Marks may name any note the report draws on. One that was withdrawn may stay where it was
    cited before, and be cited nowhere else.
    """
    words = tidied(requoted(_clean(new.words), quotations(paragraph.words) if paragraph else ()))
    known = await _known(db, report, cited(words))
    before = await _cited_before(db, paragraph) if paragraph else frozenset()
    notes = {f"N{n}" for n, note in known.items() if _may_cite(note, before)}
    points = {str(each["reference"]) for each in report.points}
    _refuse_strange(references(words), notes | points)
    told = [side["statement"] for each in report.points for side in each["sides"]]
    quoted = [*map(bare, quotations(words)), *_phrases(known.values()), *told]
    words = tidied(requoted(bare(words), quoted))
    cites = tuple(known[number].id for number in cited(words))
    return Read(words, _clean_lead(new.lead), cites)


async def cite(db: AsyncSession, paragraph: Paragraph, notes: Iterable[UUID]) -> None:
    """Lets the paragraph rest on these notes and no others."""
    await db.execute(delete(Citation).where(Citation.paragraph_id == paragraph.id))
    db.add_all(Citation(paragraph_id=paragraph.id, note_id=note) for note in notes)


def _keep(work: Work, person: Participant, paragraph: Paragraph) -> None:
    work.db.add(
        ParagraphVersion(
            paragraph_id=paragraph.id,
            version=paragraph.version,
            lead=paragraph.lead,
            words=paragraph.words,
            replaced_by=person.id,
            replaced_at=work.now,
        )
    )


def _clean(raw: str) -> str:
    words = text(raw, WORDS_LIMIT)
    if not words:
        raise Invalid(N_("Write something, or remove the paragraph."))
    return words


def _clean_lead(raw: str) -> str:
    return one_line(raw, LEAD_LIMIT).rstrip(".:")


async def _known(db: AsyncSession, report: Report, numbers: Iterable[int]) -> dict[int, Note]:
    """{number: note} of those numbers that this report draws on."""
    query = (
        select(NoteReference.number, Note)
        .join(Note, Note.id == NoteReference.note_id)
        .where(
            NoteReference.session_id.in_(report.sessions),
            NoteReference.number.in_(numbers),
            NoteReference.number <= report.up_to,
        )
    )
    return dict((await db.execute(query)).all())


async def _cited_before(db: AsyncSession, paragraph: Paragraph) -> frozenset[UUID]:
    query = select(Citation.note_id).filter_by(paragraph_id=paragraph.id)
    return frozenset(await db.scalars(query))


def _may_cite(note: Note, before: frozenset[UUID]) -> bool:
    return note.withdrawn_at is None or note.id in before


def _refuse_strange(named: Iterable[str], known: Collection[str]) -> None:
    strange = [each for each in named if each not in known]
    if strange:
        raise Invalid(
            N_("This report has no note %(notes)s to cite. Check the number in the brackets."),
            code="unknown_note",
            notes=", ".join(strange),
        )


def _phrases(notes: Iterable[Note]) -> list[str]:
    """The words in which a note may be quoted."""
    return [phrase for note in notes for phrase in (note.words, excerpt(note.words))]

"""Drafting a report from the notes, again and again; letting later notes into it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy import insert, select

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import dialogue, programme
from facilitator.dialogues.queries import held as held_dialogue
from facilitator.dialogues.rules import Attribution
from facilitator.harvest.rules import standing
from facilitator.kit.errors import Conflict
from facilitator.kit.pauses import pause
from facilitator.kit.words import N_, translations
from facilitator.kit.work import Work
from facilitator.notes.model import Note
from facilitator.report.actions.changing import changed, held_for_change
from facilitator.report.citing import is_point, numbered
from facilitator.report.contents import Contents
from facilitator.report.document import Document, Role, SourceNote
from facilitator.report.draft import draft
from facilitator.report.events import NotesTakenIn, ReportDrafted
from facilitator.report.gathering import Edition, all_gathered, facts_of, laid, source
from facilitator.report.keeping import fields_of
from facilitator.report.model import Citation, NoteReference, Paragraph, Report
from facilitator.report.outlines import TARGETS, Outline
from facilitator.report.queries import (
    last_number,
    name_of,
    newest,
    references,
    reports_of,
)
from facilitator.report.revising import placed


@dataclass(frozen=True)
class Wish:
    """What is to be drafted: in which language, of about how many words.

    `expected` is the number of the newest report that whoever asks has seen; 0: there was none.
    A synthesis draws on every session of the dialogue that has notes. `contents` are those of an
    own outline, told instead of the parts of `outline`.
    """

    locale: str
    target: int = TARGETS[Outline.SESSION]
    expected: int | None = None
    outline: Outline = Outline.SESSION
    contents: Contents | None = None

    @property
    def every_session(self) -> bool:
        own = self.contents
        return own.every_session if own else self.outline is Outline.SYNTHESIS


async def draft_report(work: Work, session: DialogueSession, wish: Wish) -> Report:
    """A new draft from the notes as they stand; earlier reports stay as they are.

    Notes keep the references that earlier drafts gave them. Raises Conflict when somebody else
    has drafted since.
    """
    await held_dialogue(work.db, session.dialogue_id)
    await _expect(work, session.id, wish.expected)
    edition = await _edition(work, session, wish)
    notes = standing(await all_gathered(work.db, edition.dialogue, edition.sessions, wish.locale))
    known = await references(work.db, session.dialogue_id)
    lying = await laid(work.db, edition)
    facts = await facts_of(work.db, edition, notes, known, lying)
    await pause()
    document = draft(facts, translations(wish.locale))
    await pause()
    every = (*document.notes, *document.parked, *document.unused)
    report = Report(
        dialogue_id=session.dialogue_id,
        session_id=session.id,
        number=1 + await last_number(work.db, session.dialogue_id),
        version=edition.version,
        locale=wish.locale,
        outline=wish.outline,
        contents=wish.contents.fields if wish.contents else None,
        also=[str(each) for each in edition.also],
        target=wish.target,
        method=lying.method,
        points=[fields_of(each) for each in document.points],
        wholes=[fields_of(each) for each in lying.wholes],
        set_aside=sorted(lying.set_aside),
        up_to=await _refer(work, known, every),
        drafted_by=work.actor,
        drafted_at=work.now,
        cut_off=work.now,
        changed_at=work.now,
    )
    work.db.add(report)
    await work.db.flush()
    await _store(work, report, document)
    work.record(ReportDrafted(report.dialogue_id, report.id))
    return report


async def take_in(work: Work, report: Report) -> int:
    """Lets notes that came after the draft be cited in it; gives how many they are."""
    await held_dialogue(work.db, report.dialogue_id)
    report = await held_for_change(work, report.id)
    of = await dialogue(work.db, report.dialogue_id)
    notes = standing(await all_gathered(work.db, of, report.sessions, report.locale))
    known = await references(work.db, report.dialogue_id)
    kept = {str(note): f"N{number}" for note, number in known.items()}
    every = numbered(map(source, notes), Attribution(of.attribution), kept)
    before = report.up_to
    report.up_to = max(before, await _refer(work, known, every))
    report.cut_off = work.now
    await changed(work, report)
    work.record(NotesTakenIn(report.dialogue_id, report.id))
    return sum(note.order > before for note in every)


async def _expect(work: Work, session_id: UUID, number: int | None) -> None:
    latest = await newest(work.db, session_id)
    if number is None or number == (latest.number if latest else 0):
        return
    who = await name_of(work.db, latest.drafted_by) if latest else None
    raise Conflict(
        N_("%(name)s has made a new draft meanwhile. Reload the page to see it."),
        code="drafted",
        name=who or "?",
    )


async def _edition(work: Work, session: DialogueSession, wish: Wish) -> Edition:
    earlier = await reports_of(work.db, session.id)
    version = 1 + max((each.version for each in earlier if each.locale == wish.locale), default=0)
    return Edition(
        dialogue=await dialogue(work.db, session.dialogue_id),
        session=session,
        locale=wish.locale,
        version=version,
        target=wish.target,
        cut_off=work.now,
        made_at=work.now,
        outline=wish.outline,
        contents=wish.contents,
        also=await _others(work, session) if wish.every_session else (),
    )


async def _others(work: Work, session: DialogueSession) -> tuple[UUID, ...]:
    """The dialogue's other sessions in which notes were taken."""
    query = select(Note.session_id).filter_by(dialogue_id=session.dialogue_id).distinct()
    noted = set(await work.db.scalars(query)) - {session.id}
    return tuple(
        each.id for each in await programme(work.db, session.dialogue_id) if each.id in noted
    )


async def _refer(work: Work, known: Mapping[UUID, int], notes: Iterable[SourceNote]) -> int:
    """Keeps the references of notes that had none; gives the highest number there is now."""
    given = {UUID(note.id): note.order for note in notes}
    fresh = [note for note in given if note not in known]
    query = select(Note.id, Note.session_id).where(Note.id.in_(fresh))
    rows = [
        {"note_id": note, "session_id": home, "number": given[note]}
        for note, home in await work.db.execute(query)
    ]
    if rows:
        await work.db.execute(insert(NoteReference), rows)
    return max((*known.values(), *given.values()), default=0)


async def _store(work: Work, report: Report, document: Document) -> None:
    notes = {note.reference: UUID(note.id) for note in document.notes}
    lines = count()
    rows = placed(document.sections)
    stored = [
        Paragraph(
            report_id=report.id,
            position=position,
            section=[{"title": title, "lead": lead} for title, lead in each.under],
            role=each.paragraph.role,
            lead=each.paragraph.lead,
            words=each.paragraph.words,
            line=next(lines) if each.paragraph.role is Role.INTRODUCTION else None,
        )
        for position, each in enumerate(rows)
    ]
    work.db.add_all(stored)
    await work.db.flush()
    cites = [
        {"paragraph_id": paragraph.id, "note_id": notes[reference]}
        for paragraph, each in zip(stored, rows, strict=True)
        for reference in dict.fromkeys(each.paragraph.citations)
        if not is_point(reference)  # its marks stand in the words; its notes are cited beside it
    ]
    if cites:
        await work.db.execute(insert(Citation), cites)

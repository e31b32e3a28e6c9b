"""From a harvest to the facts of a report, in the report's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues import queries as programmes
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Attribution, Denominator
from facilitator.harvest.queries import contributors, denominator
from facilitator.harvest.rules import Gathered
from facilitator.kit.words import N_, in_words, say
from facilitator.report.document import SourceNote
from facilitator.report.draft.facts import Basis, Facts, Question, Theme
from facilitator.report.speaking import speaking

TITLE = N_("Summary report")


@dataclass(frozen=True)
class Edition:
    """Which version of which session's report this is, in which language, as of when."""

    dialogue: Dialogue
    session: DialogueSession
    locale: str
    version: int
    target: int
    cut_off: datetime
    made_at: datetime


async def facts_of(
    db: AsyncSession, edition: Edition, notes: Sequence[Gathered], kept: Mapping[UUID, int]
) -> Facts:
    """The facts from these notes; `kept` holds the numbers given to notes so far."""
    dialogue, session, locale = edition.dialogue, edition.session, edition.locale
    zone = ZoneInfo(dialogue.timezone)
    voices = await denominator(db, dialogue, notes, edition.cut_off)
    return Facts(
        title=say(TITLE, locale),
        dialogue=in_words(dialogue.title, locale),
        session=in_words(session.title, locale),
        purpose=in_words(dialogue.expected_output, locale),
        locale=locale,
        made_at=edition.made_at.astimezone(zone),
        cut_off=edition.cut_off.astimezone(zone),
        attribution=Attribution(dialogue.attribution),
        themes=await _themes(db, session, locale),
        notes=tuple(map(source, notes)),
        basis=Basis(Denominator(dialogue.denominator), voices.parties, voices.others),
        people=len({note.author_id for note in notes}),
        tables=len({note.table for note in notes} - {None}),
        rounds=len({note.round for note in notes}),
        contributors=await contributors(db, dialogue, notes, locale),
        grids=await speaking(db, dialogue, session, locale, edition.made_at),
        kept={str(note): f"N{number}" for note, number in kept.items()},
        version=edition.version,
        target=edition.target,
    )


def source(note: Gathered) -> SourceNote:
    """The note as a report may show it."""
    return SourceNote(
        id=str(note.id),
        words=note.words,
        language=note.language,
        kind=note.kind,
        theme_key=note.theme,
        question_key=note.question,
        table_number=note.told_table,
        round_number=note.round,
        author=note.author,
        constituency=note.constituency,
        late=note.late,
        shares=note.shares,
        differs=note.differs,
    )


async def _themes(db: AsyncSession, session: DialogueSession, locale: str) -> tuple[Theme, ...]:
    """The dialogue's themes in order, with the questions that this session asks."""
    asked = await programmes.questions_of(db, session.id)
    every = await programmes.themes(db, session.dialogue_id)
    found = (
        Theme(
            theme.key,
            in_words(theme.title, locale),
            tuple(
                Question(q.key, in_words(q.text, locale)) for q in asked if q.theme_id == theme.id
            ),
        )
        for theme in every
    )
    return tuple(theme for theme in found if theme.questions) or tuple(
        Theme(theme.key, in_words(theme.title, locale)) for theme in every
    )

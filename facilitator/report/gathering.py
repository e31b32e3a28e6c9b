"""From a harvest to the facts of a report, in the report's language."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues import queries as programmes
from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Attribution
from facilitator.harvest.arranged import arranged, wholes
from facilitator.harvest.points import Point
from facilitator.harvest.quantifiers import Whole
from facilitator.harvest.queries import contributors, gathered
from facilitator.harvest.rules import Gathered
from facilitator.kit.words import N_, in_words, lines_in, say
from facilitator.report.answering import answering
from facilitator.report.attendance import attendance
from facilitator.report.contents import Contents
from facilitator.report.counting import counted_against
from facilitator.report.document import SourceNote, SourcePoint
from facilitator.report.draft.facts import Facts, Question, Theme
from facilitator.report.keeping import made_of, nameless, point_of
from facilitator.report.model import Report
from facilitator.report.outlines import Outline
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
    outline: Outline = Outline.SESSION
    contents: Contents | None = None
    also: tuple[UUID, ...] = ()

    @property
    def sessions(self) -> tuple[UUID, ...]:
        return (self.session.id, *self.also)


@dataclass(frozen=True)
class Laid:
    """Points of a report: found on the board now, or told already by an earlier draft.

    `wholes`: of whom their shares are taken, in all sessions together, then in each.
    """

    method: str = ""
    points: tuple[Point, ...] = ()
    told: tuple[SourcePoint, ...] = ()
    wholes: tuple[Whole, ...] = ()
    set_aside: frozenset[str] = frozenset()


async def laid(db: AsyncSession, edition: Edition) -> Laid:
    """What lies on the boards of the sessions; nothing where nobody has gathered yet."""
    boards = [await arranged(db, edition.dialogue, each) for each in edition.sessions]
    points = tuple(point for board in boards for point in board.points)
    if not points:
        return Laid()
    method = next(board.method for board in boards if board.points)
    counted = await wholes(db, edition.dialogue, edition.sessions, edition.cut_off)
    parked = frozenset(note for board in boards for note in board.parked)
    return Laid(method, points, wholes=counted, set_aside=parked)


def told_before(report: Report, attribution: str) -> Laid:
    """Points as a report holds them; names only as far as the dialogue attributes by now."""
    told = tuple(map(point_of, report.points))
    if attribution != Attribution.ATTRIBUTED:
        told = tuple(map(nameless, told))
    return Laid(
        report.method,
        told=told,
        wholes=tuple(made_of(Whole, each) for each in report.wholes),
        set_aside=frozenset(report.set_aside),
    )


async def all_gathered(
    db: AsyncSession, dialogue: Dialogue, sessions: Iterable[UUID], locale: str
) -> tuple[Gathered, ...]:
    """The notes of all these sessions."""
    some = [await gathered(db, dialogue, each, locale) for each in sessions]
    return tuple(note for notes in some for note in notes)


NOTHING = Laid()


async def facts_of(
    db: AsyncSession,
    edition: Edition,
    notes: Sequence[Gathered],
    kept: Mapping[UUID, int],
    lying: Laid = NOTHING,
) -> Facts:
    """The facts from these notes; `kept` holds the numbers given to notes so far."""
    dialogue, session, locale = edition.dialogue, edition.session, edition.locale
    zone = ZoneInfo(dialogue.timezone)
    whole, *apart = lying.wholes or await wholes(db, dialogue, edition.sessions, edition.cut_off)
    return Facts(
        title=say(TITLE, locale),
        dialogue=in_words(dialogue.title, locale),
        session=in_words(session.title, locale),
        purpose=in_words(dialogue.expected_output, locale),
        locale=locale,
        made_at=edition.made_at.astimezone(zone),
        cut_off=edition.cut_off.astimezone(zone),
        attribution=Attribution(dialogue.attribution),
        themes=await _themes(db, edition, locale),
        notes=tuple(source(each, lying.set_aside) for each in notes),
        whole=whole,
        apart=tuple(apart),
        people=len({note.author_id for note in notes if not note.unsigned}),
        tables=len({note.table for note in notes} - {None}),
        rounds=len({note.round for note in notes}),
        contributors=await contributors(db, dialogue, notes, locale),
        grids=(
            *await counted_against(db, dialogue, edition.sessions, (whole, *apart), locale),
            *await attendance(db, dialogue, edition.sessions, locale),
            *await speaking(db, dialogue, edition.sessions, locale, edition.made_at),
            *await answering(db, dialogue, edition.sessions, locale),
        ),
        kept={str(note): f"N{number}" for note, number in kept.items()},
        version=edition.version,
        target=edition.target,
        outline=edition.outline,
        contents=edition.contents,
        criteria=lines_in(dialogue.criteria, locale),
        points=lying.points,
        told=lying.told,
        method=lying.method,
    )


def source(note: Gathered, set_aside: Collection[str] = ()) -> SourceNote:
    """The note as a report may show it. `set_aside`: the ids of those in the parking lot."""
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
        parked=str(note.id) in set_aside,
        imported=note.imported,
        shares=note.shares,
        differs=note.differs,
        evidence=note.evidence,
    )


async def _themes(db: AsyncSession, edition: Edition, locale: str) -> tuple[Theme, ...]:
    """The dialogue's themes in order, with the questions that its sessions ask."""
    some = [await programmes.questions_of(db, each) for each in edition.sessions]
    asked = tuple(dict.fromkeys(question for questions in some for question in questions))
    every = await programmes.themes(db, edition.dialogue.id)
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

"""Gathering what the tables said, no more told of its authors than the dialogue promised."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue, Question, Theme
from facilitator.dialogues.queries import questions, themes
from facilitator.dialogues.rules import Attribution
from facilitator.harvest.rules import Gathered, Voice, can_be_told
from facilitator.kit.words import N_, say
from facilitator.notes.model import Note, Support
from facilitator.notes.queries import Read, every_one
from facilitator.notes.rules import Stance
from facilitator.people.model import Participant
from facilitator.people.parties import party
from facilitator.people.queries import roster
from facilitator.people.rules import Constituency
from facilitator.tables.model import Seat, Table
from facilitator.tables.queries import seats_of, tables_of

Place = tuple[UUID, int]  # a table in a round


@dataclass(frozen=True)
class Surroundings:
    """What a note stands among: programme, tables, people, support."""

    dialogue: Dialogue
    locale: str
    themes: dict[UUID, Theme]
    questions: dict[UUID, Question]
    tables: dict[UUID, Table]
    people: dict[UUID, Participant]
    support: dict[tuple[UUID, str], int]
    open_places: frozenset[Place]
    open_categories: frozenset[str]

    @property
    def named(self) -> bool:
        return self.dialogue.attribution == Attribution.ATTRIBUTED


async def gathered(
    db: AsyncSession, dialogue: Dialogue, session_id: UUID, locale: str
) -> tuple[Gathered, ...]:
    """Every note of a session in the order of its id, withdrawn ones marked.

    Authors are named only where the dialogue attributes notes; their constituency (in `locale`)
    is missing where it attributes nothing. A table is told if five people were there.
    """
    around = await _surroundings(db, dialogue, session_id, locale)
    return tuple([_gathered(note, around) async for note in every_one(db, session_id)])


async def contributors(
    db: AsyncSession, dialogue: Dialogue, notes: Iterable[Gathered], locale: str
) -> tuple[str, ...]:
    """Names of those who wrote, with what they stand for; none unless the dialogue names them."""
    if dialogue.attribution != Attribution.ATTRIBUTED:
        return ()
    wrote = {note.author_id for note in notes if not note.unsigned}
    people = [each for each in await roster(db, dialogue.id) if each.id in wrote]
    return tuple(sorted(_signed(each, locale) for each in people))


def voice(person: Participant) -> Voice:
    """Whom a person counts for."""
    if person.constituency == Constituency.PARTY:
        return Voice(person.party, None)
    if person.constituency == Constituency.NPS:
        return Voice(None, person.organisation or str(person.id))
    return Voice(None, None)


async def _surroundings(
    db: AsyncSession, dialogue: Dialogue, session_id: UUID, locale: str
) -> Surroundings:
    tables = await tables_of(db, session_id)
    people = await roster(db, dialogue.id)
    return Surroundings(
        dialogue=dialogue,
        locale=locale,
        themes={each.id: each for each in await themes(db, dialogue.id)},
        questions={each.id: each for each in await questions(db, dialogue.id)},
        tables={each.id: each for each in tables},
        people={each.id: each for each in people},
        support=await _support(db, session_id),
        open_places=frozenset(
            place
            for place, people in people_at(tables, await seats_of(db, session_id)).items()
            if can_be_told(people)
        ),
        open_categories=_open_categories(people),
    )


async def _support(db: AsyncSession, session_id: UUID) -> dict[tuple[UUID, str], int]:
    query = (
        select(Support.note_id, Support.stance, func.count())
        .join(Note, Note.id == Support.note_id)
        .where(Note.session_id == session_id)
        .group_by(Support.note_id, Support.stance)
    )
    return {(note, stance): count for note, stance, count in await db.execute(query)}


def people_at(tables: Collection[Table], seats: Sequence[Seat]) -> dict[Place, set[UUID]]:
    """Who was where: those who tapped "I'm here", or all seated if nobody did, and who keeps the
    table."""
    seated: dict[Place, set[UUID]] = {}
    arrived: dict[Place, set[UUID]] = {}
    for seat in seats:
        place = seat.table_id, seat.round_number
        seated.setdefault(place, set()).add(seat.participant_id)
        if seat.arrived_at:
            arrived.setdefault(place, set()).add(seat.participant_id)
    keepers = {table.id: table.keepers for table in tables}
    return {
        place: people | keepers.get(place[0], set()) for place, people in (seated | arrived).items()
    }


def _open_categories(people: Iterable[Participant]) -> frozenset[str]:
    found: dict[str, set[UUID]] = {}
    for each in people:
        if each.category:
            found.setdefault(each.category, set()).add(each.id)
    return frozenset(category for category, some in found.items() if can_be_told(some))


def _gathered(note: Read, around: Surroundings) -> Gathered:
    author = around.people[note.author_id]
    question = around.questions.get(note.question_id) if note.question_id else None
    table = around.tables.get(note.table_id) if note.table_id else None
    theme_id = question.theme_id if question else table and table.theme_id
    theme = around.themes.get(theme_id) if theme_id else None
    told = table and (around.named or (table.id, note.round_number) in around.open_places)
    return Gathered(
        id=note.id,
        words=note.words,
        language=note.language or "",
        kind=note.kind,
        theme=theme.key if theme else None,
        question=question.key if question else None,
        table=table.number if table else None,
        told_table=table.number if table and told else None,
        round=note.round_number,
        author_id=author.id,
        author=author.display_name if around.named and not note.unsigned else None,
        constituency=None if note.unsigned else _constituency(author, around),
        voice=Voice(None, None) if note.unsigned else voice(author),
        imported=note.imported_by is not None,
        unsigned=note.unsigned,
        late=note.late,
        shares=around.support.get((note.id, Stance.SHARE), 0),
        differs=around.support.get((note.id, Stance.DIFFER), 0),
        withdrawn=note.withdrawn_at is not None,
        evidence=tuple(note.evidence),
    )


def _constituency(person: Participant, around: Surroundings) -> str | None:
    """`Party`, or a category that at least five people share, or just that they are no Party."""
    if around.dialogue.attribution == Attribution.NON_ATTRIBUTION or not person.constituency:
        return None
    if person.constituency == Constituency.PARTY:
        return say(N_("Party"), around.locale)
    if person.category and (around.named or person.category in around.open_categories):
        return person.category.replace("_", " ")
    return say(N_("Non-Party stakeholder"), around.locale)


def _signed(person: Participant, locale: str) -> str:
    """`Ada (Kenya)`."""
    state = party(person.party) if person.party else None
    stands_for = state.called(locale) if state else person.organisation
    return f"{person.display_name} ({stands_for})" if stands_for else person.display_name

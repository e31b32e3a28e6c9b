"""The annexes on who took part in a café and how it rotated: counts, and nobody's name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.queries import programme
from facilitator.harvest.queries import Place, people_at, voice
from facilitator.harvest.rules import can_be_told
from facilitator.kit.words import N_, in_words, say
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.people.queries import roster
from facilitator.people.rules import Constituency
from facilitator.report.document import Grid
from facilitator.tables.queries import seats_of, tables_of

TOOK_PART = N_("Who took part")
ROTATED = N_("How the tables rotated")
PARTICIPATION = (
    N_("Constituency"),
    N_("People at the tables"),
    N_("of whom wrote a note"),
    N_("Parties or organisations"),
)
ROTATION = (
    N_("Round"),
    N_("Tables"),
    N_("People at the tables"),
    N_("Fewest at a table"),
    N_("Most at a table"),
    N_("Pairs who met for the first time"),
    N_("Pairs who met again"),
)
CALLED = {
    Constituency.PARTY: N_("Parties"),
    Constituency.NPS: N_("Non-Party stakeholders"),
    None: N_("Others"),
}
UNTOLD = "–"  # so few that the count would name them
Pair = frozenset[UUID]


async def attendance(
    db: AsyncSession, dialogue: Dialogue, sessions: Collection[UUID], locale: str
) -> tuple[Grid, ...]:
    """Two tables for each session in which people sat at tables."""
    people = {each.id: each for each in await roster(db, dialogue.id)}
    found: list[Grid] = []
    for each in await programme(db, dialogue.id):
        if each.id in sessions:
            title = in_words(each.title, locale)
            found += await _of(db, each.id, people, (title, locale))
    return tuple(found)


async def _of(
    db: AsyncSession, session: UUID, people: Mapping[UUID, Participant], said: tuple[str, str]
) -> list[Grid]:
    title, locale = said
    tables, seats = await tables_of(db, session), await seats_of(db, session)
    places = people_at(tables, seats)
    if not places:
        return []
    here = Note.session_id == session, Note.withdrawn_at.is_(None), ~Note.unsigned
    wrote = set(await db.scalars(select(Note.author_id).where(*here).distinct()))
    there = {one for some in places.values() for one in some}
    keepers = {one for table in tables for one in table.keepers}
    return [
        _grid(
            f"{title}. {say(TOOK_PART, locale)}",
            PARTICIPATION,
            _participation([people[each] for each in there], wrote, locale),
            locale,
        ),
        _grid(
            f"{title}. {say(ROTATED, locale)}",
            ROTATION,
            rotation(places, keepers),
            locale,
        ),
    ]


def _grid(
    title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], locale: str
) -> Grid:
    return Grid(title, tuple(say(each, locale) for each in columns), tuple(rows))


def _participation(
    there: Collection[Participant], wrote: Collection[UUID], locale: str
) -> Iterator[tuple[str, ...]]:
    """By constituency. How many of fewer than five wrote is not told."""
    for constituency, called in CALLED.items():
        some = [each for each in there if (each.constituency or None) == constituency]
        if not some:
            continue
        told = can_be_told({each.id for each in some})
        active = str(sum(each.id in wrote for each in some)) if told else UNTOLD
        bodies = {voice(each) for each in some} if constituency else ()
        yield say(called, locale), str(len(some)), active, str(len(bodies) or UNTOLD)


def rotation(
    places: Mapping[Place, set[UUID]], keepers: Collection[UUID]
) -> Iterator[tuple[str, ...]]:
    """A row a round. Those who keep a table meet everybody there and are in no pair."""
    met: set[Pair] = set()
    for number in sorted({round_ for _, round_ in places}):
        tables = [people for (_, round_), people in places.items() if round_ == number]
        pairs = {
            frozenset(pair) for people in tables for pair in combinations(people - set(keepers), 2)
        }
        sizes = [len(people) for people in tables]
        counts = (number, len(sizes), sum(sizes), min(sizes), max(sizes))
        yield tuple(map(str, (*counts, len(pairs - met), len(pairs & met))))
        met |= pairs

"""Where each row of a file belongs: table × round × question of one session."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from facilitator.dialogues.model import DialogueSession
from facilitator.dialogues.queries import questions_of
from facilitator.dialogues.rules import FLOORED
from facilitator.kit.text import TooLong, clean, plain
from facilitator.notes.importing.rows import NoteRow, NoteSheet, Problem
from facilitator.notes.kinds import kind_called
from facilitator.notes.rules import NO_ROUND, NoteKind, number_in
from facilitator.people.queries import roster
from facilitator.people.roster.vocabulary import language_code
from facilitator.rounds.queries import rounds_of
from facilitator.rounds.rules import Phase
from facilitator.tables.queries import tables_of


@dataclass(frozen=True)
class Slots:
    """What a session's rows may name. A session with a floor has neither tables nor rounds."""

    floored: bool
    tables: Mapping[str, UUID]
    rounds: Mapping[str, bool]  # whether it has begun
    questions: Mapping[str, UUID]
    authors: Mapping[str, UUID]
    limit: int


@dataclass(frozen=True)
class Ready:
    """A row that can be stored. `author` None: nobody is named."""

    row: int
    words: str
    table: UUID | None
    round: int
    question: UUID | None
    kind: NoteKind
    language: str | None
    author: UUID | None


async def slots_of(db: AsyncSession, session: DialogueSession, limit: int) -> Slots:
    asked = await questions_of(db, session.id)
    people = await roster(db, session.dialogue_id)
    by_words = {plain(words): each.id for each in asked for words in each.text.values()}
    names = {plain(each.name): each.id for each in people}
    rounds = await rounds_of(db, session.id)
    return Slots(
        floored=session.kind in FLOORED,
        tables={str(each.number): each.id for each in await tables_of(db, session.id)},
        rounds={str(each.number): each.phase != Phase.PLANNED for each in rounds},
        questions=by_words | {plain(each.key): each.id for each in asked},
        authors=names | {plain(each.key): each.id for each in people},
        limit=limit,
    )


def matched(sheet: NoteSheet, slots: Slots) -> tuple[tuple[Ready, ...], tuple[Problem, ...]]:
    """The rows that can be stored, and every problem in the order of the file."""
    ready: list[Ready] = []
    problems = list(sheet.problems)
    first: dict[tuple[object, ...], int] = {}
    for row in sheet.rows:
        wrong = list(_problems(row, sheet.titles, slots))
        made = _ready(row, slots) if not any(each.fatal for each in wrong) else None
        if made:
            here = first.setdefault((made.table, made.round, made.question, made.words), row.row)
            if here != row.row:
                wrong.append(Problem(row.row, sheet.titles["text"], "twice", hint=str(here)))
            else:
                ready.append(made)
        problems += wrong
    return tuple(ready), tuple(problems)


def _problems(row: NoteRow, titles: Mapping[str, str], slots: Slots) -> Iterator[Problem]:
    def wrong(field: str, code: str, value: str = "", hint: str = "") -> Problem:
        return Problem(row.row, titles.get(field, field), code, value, hint)

    yield from (wrong("text", *each) for each in _unfit(row, slots))
    if not slots.floored:
        yield from (wrong(*each) for each in _misplaced(row, slots))
    known: dict[str, Callable[[], bool]] = {
        "question": lambda: plain(row.question) in slots.questions,
        "kind": lambda: kind_called(row.kind) is not None,
        "language": lambda: language_code(row.language) is not None,
        "author": lambda: plain(row.author) in slots.authors,
    }
    for field, is_known in known.items():
        if getattr(row, field) and not is_known():
            yield wrong(field, f"unknown_{field}", getattr(row, field))


def _unfit(row: NoteRow, slots: Slots) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the words: (code, value, hint)."""
    try:
        cleaned = clean(row.text, limit=slots.limit)
    except TooLong as long:
        yield "too_long", str(long.length), str(long.limit)
        return
    if not cleaned.words:
        yield "no_words", "", ""
    elif cleaned.changes:
        yield "cleaned", "", ""


def _misplaced(row: NoteRow, slots: Slots) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a table and a round: (field, code, value)."""
    for field, named, known in (
        ("table", number_in(row.table), slots.tables),
        ("round", number_in(row.round), slots.rounds),
    ):
        if not named:
            yield field, f"no_{field}", ""
        elif named not in known:
            yield field, f"unknown_{field}", named
    if slots.rounds.get(number_in(row.round)) is False:
        yield "round", "not_begun", number_in(row.round)


def _ready(row: NoteRow, slots: Slots) -> Ready:
    return Ready(
        row=row.row,
        words=clean(row.text, limit=slots.limit).words,
        table=None if slots.floored else slots.tables[number_in(row.table)],
        round=NO_ROUND if slots.floored else int(number_in(row.round)),
        question=slots.questions.get(plain(row.question)) if row.question else None,
        kind=kind_called(row.kind) or NoteKind.PLAIN,
        language=language_code(row.language) if row.language else None,
        author=slots.authors.get(plain(row.author)) if row.author else None,
    )

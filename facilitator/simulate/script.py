"""What is to be played: people, and who types which note at which table in which round."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import uuid4

from facilitator.dialogues.rules import Kind
from facilitator.harvest.points import Source
from facilitator.harvest.reading import Unreadable
from facilitator.notes.rules import number_of
from facilitator.report.reading import Files, read


@dataclass(frozen=True)
class Line:
    """One note to be typed. `author` is preferred; else somebody who sits at that table."""

    id: str
    table: int
    round: int
    question: str
    language: str
    kind: str
    author: str
    words: str
    key: str = field(default_factory=lambda: str(uuid4()))


def read_lines(files: Files, session: str) -> tuple[Line, ...]:
    """The notes of the files. Raises Unreadable, also for what no rehearsal can be made of: no such
    café in the programme, a note without a table or a round."""
    given = read(files)
    cafes = [each.key for each in given.programme.sessions if each.kind is Kind.WORLD_CAFE]
    if session not in cafes:
        raise Unreadable(
            f"{files.programme.name}: there is no café “{session}”; choose one with --session: "
            f"{', '.join(cafes) or 'the programme has none'}."
        )
    return tuple(map(_line, given.notes))


def _line(note: Source) -> Line:
    table, round_ = number_of(note.table), number_of(note.round)
    if table is None or round_ is None:
        raise Unreadable(f"The note {note.id} needs the number of a table and of a round.")
    return Line(
        note.id, table, round_, note.question, note.language, note.kind, note.author, note.words
    )


def by_place(lines: Iterable[Line]) -> dict[tuple[int, int], list[Line]]:
    """{(table, round): its lines}."""
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        found[line.table, line.round].append(line)
    return found

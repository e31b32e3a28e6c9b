"""What a harvest is made of: notes laid into points, and the sides a point has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.harvest.following import FollowUp
from facilitator.harvest.quantifiers import Backing


class Side(StrEnum):
    """Which side of a point a position takes. Positions are linked, never merged."""

    SAME = "same"
    OTHER = "other"


class Verdict(StrEnum):
    """What a table says of a point that is read back to it."""

    WAITING = ""
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    DISSENT = "dissent"


@dataclass(frozen=True, slots=True)
class Heard:
    """A table's verdict for a round, and its words where it corrects or dissents."""

    table: str
    round: str
    verdict: Verdict = Verdict.WAITING
    words: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A note as the harvest reads it. Nothing but `id` and `words` need be known.

    `question`, `table` and `round` only tell notes apart; any words will do for them. `language`
    is a two-letter code, or empty where it is to be found out. `evidence`: what it rests on.
    """

    id: str
    words: str
    question: str = ""
    table: str = ""
    round: str = ""
    kind: str = ""
    language: str = ""
    author: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a point: its notes, the most telling first, and the words that stand for them.

    `statement` is the words of note `spoken_by` unless a person put it otherwise (`worded`).
    `helped`: the words are a model's, and a person accepted them. `backing`: who stands behind
    it, where that is known.
    """

    id: str
    side: Side
    statement: str
    spoken_by: str
    notes: tuple[str, ...]
    worded: bool = False
    backing: Backing = field(default_factory=Backing)
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """Notes that say the same thing about one question (its key; empty: about none).

    The first position is what most say. `tables` are those it was said at. `mixed`: nobody marked
    a difference, but some of its notes say no where others say yes; a person should look. The rest
    is what people did with it: `finding` is promoted to a key message, `divergent` marked as
    contested, `arranged` touched by a person at all (then no machine moves it), `read_back` sent to
    the tables that said it: `heard` has one entry for each of those and each of its rounds;
    `admitted` to the solutions bank by these criteria; `follow_up`: who takes it up.
    """

    id: str
    question: str
    positions: tuple[Position, ...]
    tables: tuple[str, ...] = ()
    mixed: bool = False
    finding: bool = False
    divergent: bool = False
    arranged: bool = False
    tags: tuple[str, ...] = ()
    version: int = 1
    read_back: bool = False
    heard: tuple[Heard, ...] = ()
    title: str = ""
    admitted: tuple[str, ...] = ()
    follow_up: FollowUp | None = None

    @property
    def statement(self) -> str:
        return self.positions[0].statement

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(note for position in self.positions for note in position.notes)

    @property
    def contested(self) -> bool:
        """Has it two sides to be told?"""
        return self.divergent or len(self.positions) > 1


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two things may belong together: words they share, how like they are (0 to 1), in which
    languages they were written."""

    shared: tuple[str, ...]
    likeness: float
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That two notes (of one question) may say the same; to be decided by a person."""

    notes: tuple[str, str]
    reason: Reason


class Act(StrEnum):
    """What may be proposed: put a note into a point, make one of it, park it, merge two points.

    The others are proposed by a language model, to whoever asked it: to put a position in words,
    to give a point a title, to translate a note.
    """

    PLACE = "place"
    FOUND = "found"
    PARK = "park"
    MERGE = "merge"
    WORD = "word"
    TITLE = "title"
    TRANSLATE = "translate"


HELP = (Act.WORD, Act.TITLE, Act.TRANSLATE)


@dataclass(frozen=True, slots=True)
class Proposed:
    """`note` goes to `point`, or `point` takes in `other`; what an act does not name is empty."""

    act: Act
    note: str
    point: str
    other: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Harvest:
    """Every note is in exactly one place: in a position of a point, `parked` or `unsorted`.

    `points` stand by question, those with the most behind them first. `method` says what likeness
    rests on: `encoder` (meaning, across languages) or `letters` (only within one language).
    """

    points: tuple[Point, ...]
    parked: tuple[str, ...]
    method: str
    unsorted: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()

    def of_question(self, key: str) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.question == key)

    @property
    def findings(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.finding)

    @property
    def places(self) -> dict[str, str]:
        """{note: its point}."""
        return {note: point.id for point in self.points for note in point.notes}


def tables_of(notes: Iterable[Source]) -> tuple[str, ...]:
    """Where they were written, each once, in order of number where they have one."""
    found = {note.table for note in notes if note.table}
    return tuple(sorted(found, key=lambda table: (len(table), table)))

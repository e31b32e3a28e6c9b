"""Notes into points, question by question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from facilitator.harvest.merging.cleaning import bare, spelled_out
from facilitator.harvest.merging.languages import language
from facilitator.harvest.merging.methods import Likeness, Method, Told, best_method
from facilitator.harvest.merging.reasons import common_words, shared_words, words_of
from facilitator.harvest.merging.sides import is_mixed, sided
from facilitator.harvest.points import (
    Harvest,
    Point,
    Position,
    Reason,
    Side,
    Source,
    Suggestion,
    tables_of,
)
from facilitator.notes.rules import NoteKind

SUGGESTED = 10  # pairs a question
TERSE = 8  # words; each further one makes a note a little less fit to speak for others
PER_WORD = 0.01


class DuplicateNotes(ValueError):  # noqa: N818 - says what is wrong
    """Two notes have the same id."""


@dataclass(frozen=True)
class Heard:
    """The notes of one question that say something, in the order of their ids."""

    question: str
    notes: tuple[Source, ...]
    told: tuple[Told, ...]
    likeness: Likeness


def harvest(sources: Iterable[Source], method: Method | None = None) -> Harvest:
    """Every note into exactly one place. Raises DuplicateNotes.

    The order in which notes come does not matter.
    """
    method = method or best_method()
    notes = sorted(sources, key=lambda each: each.id)
    if len({each.id for each in notes}) < len(notes):
        raise DuplicateNotes
    parked: list[str] = []
    suggestions: list[Suggestion] = []
    found: list[Point] = []
    for question in sorted({each.question for each in notes}):
        every = [each for each in notes if each.question == question]
        heard, aside = _heard(question, every, method)
        parked += aside
        found += _points(heard, len(found))
        suggestions += _suggestions(heard)
    return Harvest(tuple(found), tuple(parked), method.name, suggestions=tuple(suggestions))


def _heard(question: str, notes: Sequence[Source], method: Method) -> tuple[Heard, list[str]]:
    """What is said of a question, and the ids of what is not."""
    told = [Told(spelled_out(each.words), language(each.words, each.language)) for each in notes]
    idle = [
        note.kind == NoteKind.OFF_TOPIC or says_nothing(each) or (chat and not note.kind)
        for note, each, chat in zip(notes, told, method.small_talk(told), strict=True)
    ]
    kept = [place for place, aside in enumerate(idle) if not aside]
    words = tuple(told[place] for place in kept)
    heard = Heard(question, tuple(notes[p] for p in kept), words, method.likeness(words))
    return heard, [note.id for note, aside in zip(notes, idle, strict=True) if aside]


def says_nothing(told: Told) -> bool:
    """No letters, or a single word."""
    words = bare(told.text).split()
    if told.language == "zh":
        return sum(map(len, words)) < 3
    return len(words) < 2


def _points(heard: Heard, before: int) -> list[Point]:
    groups = sorted(heard.likeness.groups(), key=lambda group: _rank(heard, group))
    return [_point(heard, group, before + at) for at, group in enumerate(groups, 1)]


def _rank(heard: Heard, group: Sequence[int]) -> tuple[int, int, str]:
    """First what was said at most tables, then by most people, then by id."""
    notes = [heard.notes[place] for place in group]
    voices = {each.author or each.id for each in notes}
    return -len(tables_of(notes)), -len(voices), notes[0].id


def _point(heard: Heard, group: Sequence[int], number: int) -> Point:
    places = {heard.notes[place].id: place for place in group}
    notes = [heard.notes[place] for place in group]
    sides = zip((Side.SAME, Side.OTHER), sided(notes), strict=True)
    positions = tuple(
        _position(f"p{number}{'' if side is Side.SAME else 'b'}", side, telling)
        for side, each in sides
        if (telling := _by_telling(heard, [places[note.id] for note in each]))
    )
    alike = len(positions) == 1
    languages = [heard.told[place].language for place in group]
    return Point(
        id=f"p{number}",
        question=heard.question,
        positions=positions,
        tables=tables_of(notes),
        mixed=alike and is_mixed(notes, languages),
    )


def _position(id_: str, side: Side, notes: Sequence[Source]) -> Position:
    ids = tuple(each.id for each in notes)
    return Position(id_, side, notes[0].words, ids[0], ids)


def _by_telling(heard: Heard, group: Sequence[int]) -> list[Source]:
    """Most like all the others first, short ones before long ones."""

    def telling(place: int) -> tuple[float, int]:
        others = [each for each in group if each != place]
        mean = heard.likeness.between([place], others) if others else 0.0
        words = len(bare(heard.notes[place].words).split())
        return round(PER_WORD * max(0, words - TERSE) - mean, 6), place

    return [heard.notes[place] for place in sorted(group, key=telling)]


def _suggestions(heard: Heard) -> list[Suggestion]:
    """The closest pairs of the question, with why."""
    words = [
        words_of(each.words, t.language) for each, t in zip(heard.notes, heard.told, strict=True)
    ]
    common = common_words(words)
    return [
        Suggestion(
            (heard.notes[one].id, heard.notes[two].id),
            Reason(
                shared_words(words[one], words[two], common),
                round(heard.likeness.between([one], [two]), 3),
                (heard.told[one].language, heard.told[two].language),
            ),
        )
        for one, two in heard.likeness.closest(SUGGESTED)
    ]

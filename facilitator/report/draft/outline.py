"""What was discussed: notes by theme and question, in the order of the programme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from facilitator.report.document import SourceNote, SourcePoint, Translator
from facilitator.report.draft.facts import Facts
from facilitator.report.draft.ranking import Saying, by_kind


@dataclass(frozen=True, slots=True)
class Discussion:
    """A guiding question and its sayings by kind; `question` is empty for notes without one."""

    question: str
    kinds: dict[str, tuple[Saying, ...]]


@dataclass(frozen=True, slots=True)
class Topic:
    """A theme, its notes and its discussions; never empty."""

    title: str
    notes: tuple[SourceNote, ...]
    discussions: tuple[Discussion, ...]


def entitled(facts: Facts, notes: Iterable[SourceNote]) -> Iterator[SourceNote]:
    """Notes with the titles that the programme gives their theme and question."""
    titles = {theme.key: theme.title for theme in facts.themes}
    texts = {each.key: each.text for theme in facts.themes for each in theme.questions}
    for note in notes:
        yield replace(
            note,
            theme_title=titles.get(note.theme_key or "", note.theme_title),
            question_text=texts.get(note.question_key or "", note.question_text),
        )


def topics(
    facts: Facts,
    notes: Iterable[SourceNote],
    say: Translator,
    points: tuple[SourcePoint, ...] = (),
) -> tuple[Topic, ...]:
    """Themes that have notes; first the programme's, then others, then notes without a theme."""
    themes = tuple(theme.key for theme in facts.themes)
    questions = tuple(each.key for theme in facts.themes for each in theme.questions)
    return tuple(
        Topic(
            some[0].theme_title or say.gettext("Outside the themes"),
            some,
            _discussions(some, questions, points),
        )
        for some in _grouped(notes, "theme_key", themes)
    )


def silent(facts: Facts, notes: Iterable[SourceNote]) -> tuple[str, ...]:
    """Titles of the themes that no note is about."""
    heard = {note.theme_key for note in notes}
    return tuple(theme.title for theme in facts.themes if theme.key not in heard)


def _discussions(
    notes: tuple[SourceNote, ...], questions: tuple[str, ...], points: tuple[SourcePoint, ...]
) -> tuple[Discussion, ...]:
    return tuple(
        Discussion(some[0].question_text, by_kind(some, points))
        for some in _grouped(notes, "question_key", questions)
    )


def _grouped(
    notes: Iterable[SourceNote], field: str, known: tuple[str, ...]
) -> list[tuple[SourceNote, ...]]:
    """Notes by a key: known keys in their order, then others by name, then none."""
    places = {key: place for place, key in enumerate(known)}

    def place(note: SourceNote) -> tuple[bool, int, str]:
        key = getattr(note, field) or ""
        return not key, places.get(key, len(places)), key

    in_order = sorted(notes, key=lambda note: (place(note), note.order))
    return [tuple(some) for _, some in groupby(in_order, place)]

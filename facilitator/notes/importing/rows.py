"""The rows of a file of notes, as they are typed, and what is wrong with the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from facilitator.kit.words import N_, say
from facilitator.notes.importing.columns import columns
from facilitator.people.roster.bounds import EMPTY, Line
from facilitator.people.roster.bounds import RosterUnreadable as Unreadable
from facilitator.people.roster.sheets import opened

SENTENCES: Final[Mapping[str, str]] = {
    "no_words": N_("There is no text."),
    "too_long": N_("This note has %(value)s characters; %(hint)s fit. Split it in two."),
    "no_table": N_("Say at which table it was written."),
    "no_round": N_("Say in which round it was written."),
    "unknown_table": N_("This session has no table “%(value)s”."),
    "unknown_round": N_("This session has no round “%(value)s”."),
    "not_begun": N_("Round %(value)s has not begun."),
    "unknown_question": N_("“%(value)s” is not a guiding question of this session."),
    "unknown_kind": N_("“%(value)s” is not a kind of note; none was set."),
    "unknown_language": N_("“%(value)s” is not a language known here; none was set."),
    "unknown_author": N_("“%(value)s” is not on the roster; the note is taken without an author."),
    "twice": N_("The same note stands in row %(hint)s."),
    "cleaned": N_("Characters that cannot be stored were removed."),
    "guessed_letters": N_(
        "The file does not say how its letters are stored. "
        "If names look wrong, save it as CSV UTF-8."
    ),
}
HARMLESS: Final = frozenset(
    {"unknown_kind", "unknown_language", "unknown_author", "cleaned", "guessed_letters"}
)
SHOWN: Final = 60


@dataclass(frozen=True)
class Problem:
    """Something at a row (numbered as in the file) and a column. `fatal`: the row is left out."""

    row: int
    column: str
    code: str
    value: str = ""
    hint: str = ""

    @property
    def fatal(self) -> bool:
        return self.code not in HARMLESS

    def said(self, locale: str) -> str:
        shown = self.value if len(self.value) <= SHOWN else f"{self.value[: SHOWN - 1]}…"
        return say(SENTENCES[self.code], locale, value=shown, hint=self.hint)


@dataclass(frozen=True)
class NoteRow:
    """One filled row; every cell as it was typed, without blanks around it."""

    row: int
    text: str
    table: str = ""
    round: str = ""
    question: str = ""
    kind: str = ""
    language: str = ""
    author: str = ""


@dataclass(frozen=True)
class NoteSheet:
    """What a file holds. `titles`: what each field's column is called in it."""

    rows: tuple[NoteRow, ...]
    titles: Mapping[str, str]
    problems: tuple[Problem, ...] = field(default=())


def read_notes(data: bytes) -> NoteSheet:
    """Reads a CSV or XLSX file as uploaded. Raises Invalid for one that is no table of notes."""
    file = opened(data)
    number, header = next(file.lines, (0, ()))
    if not header:
        raise Unreadable(EMPTY, code="empty")
    at = columns(header)
    titles = {name: " ".join(header[place].split())[:SHOWN] for name, place in at.items()}
    guessed = (Problem(number, "", "guessed_letters"),) if file.guessed else ()
    return NoteSheet(tuple(_rows(file.lines, at)), titles, guessed)


def _rows(lines: Iterator[Line], at: Mapping[str, int]) -> Iterator[NoteRow]:
    for number, cells in lines:
        told = {name: cells[place].strip() for name, place in at.items() if place < len(cells)}
        yield NoteRow(number, **{"text": ""} | told)

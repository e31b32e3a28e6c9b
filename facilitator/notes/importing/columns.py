"""Which column of a file of notes holds what, by the names people give such columns."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from facilitator.kit.errors import Invalid
from facilitator.kit.text import plain
from facilitator.kit.words import LOCALES, N_, say

ALIASES: Final[Mapping[str, str]] = {
    "text": "text, words, notes, note, comment, contribution, texte, texto, nota",
    "table": "table, table number, table no, mesa",
    "round": "round, round number, tour, ronda",
    "question": "question, guiding question, question id, pregunta",
    "kind": "kind, type, kind of note, tipo",
    "language": "language, lang, langue, idioma",
    "author": "author, participant, id of the author, badge, auteur, autor",
}
EXPORTED: Final[Mapping[str, str]] = {
    "text": N_("Words"),
    "table": N_("Table"),
    "round": N_("Round"),
    "question": N_("Guiding question"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "author": N_("Author"),
}
"""What a report's own files call these columns, in each of its languages."""


class NotesUnreadable(Invalid):
    """The file as a whole cannot be read as notes."""

    code = "notes_unreadable"
    sentence = N_("No column holds the notes. The first row must name the columns: text, table, …")


def columns(header: tuple[str, ...]) -> dict[str, int]:
    """{field: its position}: of several, the one called most plainly, then the first.

    Raises NotesUnreadable without text.
    """
    found: dict[str, tuple[int, int]] = {}
    for position, title in enumerate(header):
        name, rank = _named().get(plain(title), ("", 0))
        if name:
            found[name] = min(found.get(name, (rank, position)), (rank, position))
    if "text" not in found:
        raise NotesUnreadable
    return {name: position for name, (_, position) in found.items()}


@cache
def _named() -> Mapping[str, tuple[str, int]]:
    """{plain title: (field, how plainly it is called so; 0 is best)}."""
    return dict(reversed(list(_names())))


def _names() -> Iterator[tuple[str, tuple[str, int]]]:
    for name, aliases in ALIASES.items():
        first, *others = aliases.split(",")
        ours = (say(EXPORTED[name], locale) for locale in LOCALES)
        for rank, alias in enumerate((first, *ours, *others)):
            yield plain(alias), (name, rank)

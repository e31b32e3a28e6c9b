"""Which column of a file of notes holds what, by the names people give such columns."""

from collections.abc import Iterator, Mapping
from typing import Final

from facilitator.kit.errors import Invalid
from facilitator.kit.text import plain
from facilitator.kit.words import N_

ALIASES: Final[Mapping[str, str]] = {
    "text": "text, note, notes, words, comment, contribution, texte, texto, nota",
    "table": "table, table number, table no, mesa",
    "round": "round, round number, tour, ronda",
    "question": "question, guiding question, question id, pregunta",
    "kind": "kind, type, kind of note, tipo",
    "language": "language, lang, langue, idioma",
    "author": "author, participant, id of the author, badge, auteur, autor",
}


class NotesUnreadable(Invalid):
    """The file as a whole cannot be read as notes."""

    code = "notes_unreadable"
    sentence = N_("No column holds the notes. The first row must name the columns: text, table, …")


def columns(header: tuple[str, ...]) -> dict[str, int]:
    """{field: its position}; the first of several wins. Raises NotesUnreadable without text."""
    found: dict[str, int] = {}
    for position, title in enumerate(header):
        name = NAMED.get(plain(title))
        if name:
            found.setdefault(name, position)
    if "text" not in found:
        raise NotesUnreadable
    return found


def _named() -> Iterator[tuple[str, str]]:
    for name, aliases in ALIASES.items():
        yield from ((plain(alias), name) for alias in aliases.split(","))


NAMED: Final[Mapping[str, str]] = dict(_named())

"""Letters as they come in, and what is known of the notes they became."""

import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from hypothesis import strategies as st

from facilitator.kit.errors import Invalid, TooLarge
from facilitator.notes.rules import NoteKind, Stance

LIMIT = 60
KEEPS = {"gita": 1, "hugo": 1, "ines": 2}
WRITERS = st.sampled_from(["ada", "ben", "cleo", "gita"])
ANYBODY = st.sampled_from(["ada", "ben", "cleo", "gita", "ines"])
KINDS = st.sampled_from([NoteKind.PLAIN, NoteKind.GAP])
GOOD = ["Trust grows", " Who pays? ", "Cafe\u0301", "y" * LIMIT]
WORDS = st.sampled_from([*GOOD, *GOOD, "", " \n", "x" * (LIMIT + 1)])
WHICH = st.integers(0, 5)


@dataclass(frozen=True)
class Letter:
    who: str
    key: str
    round: int
    table: int
    words: str
    kind: NoteKind


LETTERS = st.builds(
    Letter, WRITERS, st.sampled_from(["k1", "k2"]), st.integers(1, 2), st.integers(1, 3),
    WORDS, KINDS,
)  # fmt: skip


@dataclass
class Kept:
    """What the machine knows of a note. `first`: what it was under its key."""

    id: UUID
    author: str
    first: tuple
    round: int
    table: int | None
    late: bool
    kind: NoteKind
    words: str
    version: int = 1
    withdrawn: bool = False
    before: list[tuple] = field(default_factory=list)
    stances: dict[str, Stance] = field(default_factory=dict)


def cleaned(words):
    """As they are stored, or why they are not."""
    said = unicodedata.normalize("NFC", words).strip()
    return (said, None) if 0 < len(said) <= LIMIT else (said, TooLarge if said else Invalid)

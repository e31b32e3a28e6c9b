"""How a table of an annex shares its line among its columns, where no browser does it."""

import re
from collections.abc import Sequence
from typing import Final

from facilitator.report.document import Grid

LINE: Final = 84  # letters that stand side by side on a page
MUCH: Final = 40  # letters; a column that holds more is no wider for it
LONG: Final = 20  # letters; words beyond would leave the others too little
BOLD: Final = 1.2  # of a letter; heads are
EDGES: Final = 2.5  # letters; what a cell keeps free at its sides
_BREAKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u2066-\u2069\u3040-\u30ff\u3400-\u9fff]+")


def widths(grid: Grid) -> tuple[float, ...]:
    """Letters for each column: its longest word's, and of what is left by how much it holds."""
    columns = list(zip(grid.columns, *grid.rows, strict=True))
    needed = [EDGES + BOLD * max(map(_longest_word, each)) for each in columns]
    wanted = [EDGES + min(MUCH, max(map(len, each))) for each in columns]
    more = [max(0.0, want - need) for want, need in zip(wanted, needed, strict=True)]
    spare = max(0.0, LINE - sum(needed)) / (sum(more) or 1)
    return tuple(need + spare * extra for need, extra in zip(needed, more, strict=True))


def in_figures(grid: Grid) -> Sequence[bool]:
    """Of each column, whether its rows hold no letters."""
    return [
        not any(letter.isalpha() for row in grid.rows for letter in row[place])
        for place in range(len(grid.columns))
    ]


def _longest_word(words: str) -> int:
    return min(LONG, max(map(len, _BREAKS.findall(words)), default=0))

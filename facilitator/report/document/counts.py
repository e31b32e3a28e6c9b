"""What a report counts: notes by use, by theme, and the tables of its annexes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of an annex, in the report's language; every row is as long as `columns`.

    `bars`: of each row, how long its bar in a chart is, in percent; none where nothing is drawn.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Notes = cited + parked + unused; `people` wrote at least one of them."""

    notes: int
    cited: int
    parked: int
    unused: int
    late: int
    people: int
    tables: int
    rounds: int


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """Notes of a theme that look back, look forward, differ, or do none of these; late ones too."""

    title: str
    notes: int
    back: int
    forward: int
    differing: int
    other: int
    late: int

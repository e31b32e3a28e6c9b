"""The tables of a roundtable's annex, in a language: the same in a report, a page and a workbook.

Times are minutes and seconds, `12:05`; shares are parts of the whole time, in whole percent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facilitator.floor import words
from facilitator.floor.rules.figures import Figures, Share
from facilitator.kit.words import N_, say

SPOKE = (N_("Who spoke"), N_("Speeches"), N_("Time"), N_("Share of the time"))


@dataclass(frozen=True)
class Bar:
    """A row of a chart: `percent` of all, and its cells as words."""

    name: str
    percent: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """A table whose rows can be drawn as bars; `bars` empty: nothing to tell."""

    key: str
    title: str
    columns: tuple[str, ...]
    bars: tuple[Bar, ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        return tuple((each.name, *each.cells) for each in self.bars)


def charts(figures: Figures, locale: str) -> tuple[Chart, ...]:
    """Balance first, then time by constituency, region and gender, then the café's points."""
    shares: tuple[tuple[str, str, Sequence[Share], Mapping[Any, str]], ...] = (
        ("constituency", N_("Speaking time by constituency"), figures.constituencies,
         words.CONSTITUENCIES),
        ("region", N_("Speaking time by region"), figures.regions, words.REGIONS),
        ("gender", N_("Speaking time by gender, as people stated it"), figures.genders,
         words.GENDERS),
    )  # fmt: skip
    return (
        _requests(figures, locale),
        *(_spoken(key, title, of, names, locale) for key, title, of, names in shares),
        _points(figures, locale),
    )


def clock(ms: int) -> str:
    """`12:05`."""
    whole = round(ms / 1000)
    return f"{whole // 60}:{whole % 60:02}"


def percent(part: int, of: int) -> int:
    return round(100 * part / of) if of else 0


def _spoken(
    key: str, title: str, shares: Sequence[Share], names: Mapping[Any, str], locale: str
) -> Chart:
    total = sum(each.spoken_ms for each in shares)
    bars = []
    for each in shares:
        name = say(names.get(each.name or "", each.name or words.UNKNOWN), locale)
        part = percent(each.spoken_ms, total)
        cells = (str(each.speeches), clock(each.spoken_ms), f"{part} %")
        bars.append(Bar(name, part, cells))
    return Chart(key, say(title, locale), tuple(say(c, locale) for c in SPOKE), tuple(bars))


def _requests(figures: Figures, locale: str) -> Chart:
    """Prepared against reactive turns; those who were not heard, of all who asked and stayed."""
    turns = figures.prepared + figures.reactive
    asked = figures.speeches + figures.unserved
    rows = (
        (N_("Prepared statements"), figures.prepared, turns),
        (N_("Reactions"), figures.reactive, turns),
        (N_("Not heard"), figures.unserved, asked),
    )
    return Chart(
        "requests",
        say(N_("Interventions, and requests that were not served"), locale),
        tuple(say(c, locale) for c in (N_("What"), N_("Number"), N_("Of"), N_("Share"))),
        tuple(
            Bar(say(name, locale), percent(n, of), (str(n), str(of), f"{percent(n, of)} %"))
            for name, n, of in rows
        ),
    )


def _points(figures: Figures, locale: str) -> Chart:
    title = say(
        N_("Points of the café taken up: %(taken)s of %(all)s"),
        locale,
        taken=figures.taken_up,
        all=len(figures.points),
    )
    most = max((each.speeches for each in figures.points), default=0)
    return Chart(
        "points",
        title,
        (say(N_("Point"), locale), say(N_("Speeches"), locale)),
        tuple(
            Bar(each.words, percent(each.speeches, most), (str(each.speeches),))
            for each in figures.points
        ),
    )

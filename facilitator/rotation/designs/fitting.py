"""From designs to sittings: who may be seated by one, and people fewer than seats."""

from collections import Counter
from collections.abc import Iterable, Iterator

from facilitator.rotation.designs.equal import Design
from facilitator.rotation.designs.shifts import Rounds
from facilitator.rotation.fairness import nominal_sizes
from facilitator.rotation.rules import Seats, Sitting, fits


def are_alike(sitting: Sitting) -> bool:
    """Whether people and tables differ in nothing that matters, and sizes by one at most."""
    return not (sitting.keepers or sitting.has_themes) and movers_are_alike(sitting)


def movers_are_alike(sitting: Sitting) -> bool:
    """The same, but for those who stay, and for what tables are about."""
    rules = sitting.together or sitting.apart or sitting.met or any(sitting.pins)
    if rules or not (sitting.people and sitting.tables):
        return False
    if any(table.closed for table in sitting.tables):
        return False
    if any(_differs(sitting, person.speaks) for person in sitting.people):
        return False
    has_traits = sitting.wishes.balance and any(person.traits for person in sitting.people)
    if has_traits or any(person.attends is not None for person in sitting.people):
        return False
    sizes = _sizes(sitting).values()
    return max(sizes) - min(sizes) <= 1 and min(sizes) >= 0


def _sizes(sitting: Sitting) -> dict[int, int]:
    """Table number → how many of those who move sit there."""
    staying = Counter(sitting.keepers.values())
    return {at: size - staying[at] for at, size in nominal_sizes(sitting, 1).items()}


def _differs(sitting: Sitting, speaks: frozenset[str]) -> bool:
    return bool(speaks) and not all(fits(speaks, table.language) for table in sitting.tables)


def fitted(sitting: Sitting, design: Design) -> Seats | None:
    """A design's rounds as seats; None if people cannot be left out without uneven tables.

    The design seats those who move; those who stay sit with them.
    """
    stay, sizes = sitting.keepers, _sizes(sitting)
    movers = [person.id for person in sitting.people if person.id not in stay]
    kept = _kept(design.rounds, len(movers))
    if kept is None:
        return None
    if len(set(sizes.values())) == 1:
        return tuple(stay | _seated(movers, sizes, groups) for groups in kept)
    tables = sorted(sizes, key=lambda number: -sizes[number])
    by_size = [sorted(groups, key=len, reverse=True) for groups in kept]
    return tuple(stay | _seated(movers, tables, groups) for groups in by_size)


def _seated(movers: list[str], tables: Iterable[int], groups: list[list[int]]) -> dict[str, int]:
    pairs = zip(tables, groups, strict=True)
    return {movers[p]: at for at, group in pairs for p in group}


def _kept(rounds: Rounds, people: int) -> Rounds | None:
    """The rounds without people beyond `people`: some who never meet, at most one of a table."""
    full = sum(len(group) for group in rounds[0])
    if full == people:
        return rounds
    met = _met(rounds)
    for first in range(full - 1, max(-1, full - 21), -1):
        gone = set(_strangers(met, first, full - people))
        if len(gone) == full - people:
            names = {p: n for n, p in enumerate(p for p in range(full) if p not in gone)}
            return [[[names[p] for p in g if p in names] for g in groups] for groups in rounds]
    return None


def _met(rounds: Rounds) -> list[set[int]]:
    met: list[set[int]] = [set() for group in rounds[0] for _ in group]
    for groups in rounds:
        for group in groups:
            for p in group:
                met[p].update(group)
    return met


def _strangers(met: list[set[int]], first: int, count: int) -> Iterator[int]:
    """People who have not met each other, taken greedily from the last on."""
    blocked: set[int] = set()
    order = [first, *(p for p in range(len(met) - 1, -1, -1) if p != first)]
    for p in order:
        if count and p not in blocked:
            yield p
            blocked |= met[p]
            count -= 1

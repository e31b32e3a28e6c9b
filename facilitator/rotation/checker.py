"""Looks at a plan from outside, sharing nothing with what made it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from facilitator.rotation.fairness import bands
from facilitator.rotation.rules import Figures, Pair, Seats, Sitting, fits, rooms

Round = tuple[int, Mapping[str, int]]


def figures(sitting: Sitting, seats: Seats) -> Figures:
    """What seats come to, counted one by one."""
    rounds = list(enumerate(seats[: sitting.free_rounds], start=1))
    counted = [seated for _, seated in rounds]
    cells = [_cells(sitting, each) for each in rounds]
    return Figures(
        **_meetings(sitting, counted),
        table_revisits=_revisits(sitting, counted, {t.number: t.number for t in sitting.tables}),
        theme_revisits=_revisits(sitting, counted, _themes(sitting)),
        over_capacity=sum(_over(sitting, each) for each in rounds),
        language_misfits=sum(_misfits(sitting, each) for each in rounds),
        unseated=sum(_unseated(sitting, each) for each in rounds),
        misplaced=sum(_misplaced(sitting, each) for each in rounds),
        separated=sum(_separated(sitting, seated) for seated in counted),
        met_apart=sum(_met_apart(sitting, seated) for seated in counted),
        out_of_band_cells=sum(out for out, _ in cells),
        cells=sum(total for _, total in cells),
    )


def faults(sitting: Sitting, seats: Seats) -> tuple[str, ...]:
    """What makes seats unusable, in words for a log; nothing for a plan that may be published."""
    return tuple(_faults(sitting, seats))


def _faults(sitting: Sitting, seats: Seats) -> Iterator[str]:
    if len(seats) != sitting.rounds:
        yield f"{len(seats)} rounds instead of {sitting.rounds}"
    for number, seated in enumerate(seats, start=1):
        known = {person.id for person in sitting.present(number)}
        tables = {table.number for table in sitting.open_tables(number)}
        settled = sitting.settled(number)
        if seated.keys() != known:
            yield f"round {number}: {len(known ^ seated.keys())} people missing or not known"
        if any(at not in tables and settled.get(who) != at for who, at in seated.items()):
            yield f"round {number}: a table that is not open"
        if any(seated.get(who) != at for who, at in settled.items()):
            yield f"round {number}: somebody who stays was moved"


def meetings(sitting: Sitting, seats: Seats) -> Counter[Pair]:
    """How often each pair meets in the rounds that count; pairs bound to meet are left out."""
    bound = _bound(sitting)
    met = Counter(pair for seated in seats[: sitting.free_rounds] for pair in _pairs(seated))
    return Counter({pair: times for pair, times in met.items() if pair not in bound})


def _meetings(sitting: Sitting, counted: list[Mapping[str, int]]) -> dict[str, int]:
    met = meetings(sitting, tuple(counted))
    pairs = Counter((times, sitting.met.get(pair, 0)) for pair, times in met.items())
    return {
        "repeats": sum(n * (times - (not old)) for (times, old), n in pairs.items()),
        "e2": sum(n * times * (times - 1 + 2 * old) // 2 for (times, old), n in pairs.items()),
        "encounters": len(met),
        "max_meetings": max((times + old for times, old in pairs), default=0),
    }


def _pairs(seated: Mapping[str, int]) -> Iterator[Pair]:
    tables: dict[int, list[str]] = {}
    for who in sorted(seated):
        tables.setdefault(seated[who], []).append(who)
    for people in tables.values():
        yield from combinations(people, 2)


def _bound(sitting: Sitting) -> set[Pair]:
    """Pairs that stay at one table or must sit together."""
    staying: dict[int, list[str]] = {}
    for who, at in sitting.keepers.items():
        staying.setdefault(at, []).append(who)
    groups = [*sitting.together, *staying.values()]
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _revisits(sitting: Sitting, seats: list[Mapping[str, int]], sort: Mapping[int, object]) -> int:
    """Returns, by those who move, to a table of the same sort; tables without one do not count."""
    keepers = sitting.keepers
    total = 0
    for person in sitting.people:
        if person.id not in keepers:
            seen = [sort[s[person.id]] for s in seats if s.get(person.id) in sort]
            total += len(seen) - len(set(seen))
    return total


def _themes(sitting: Sitting) -> dict[int, object]:
    if not sitting.has_themes:
        return {}
    return {table.number: table.theme for table in sitting.tables if table.theme}


def _over(sitting: Sitting, of: Round) -> int:
    number, seated = of
    keepers = sitting.keepers
    sizes = Counter(at for who, at in seated.items() if keepers.get(who) != at)
    return sum(max(0, sizes[at] - room) for at, room in rooms(sitting, number).items())


def _misfits(sitting: Sitting, of: Round) -> int:
    number, seated = of
    held = {table.number: table.language for table in sitting.tables}
    settled = sitting.settled(number)
    moving = [p for p in sitting.people if p.id in seated and p.id not in settled]
    return sum(not fits(person.speaks, held.get(seated[person.id])) for person in moving)


def _unseated(sitting: Sitting, of: Round) -> int:
    number, seated = of
    return sum(person.id not in seated for person in sitting.present(number))


def _misplaced(sitting: Sitting, of: Round) -> int:
    number, seated = of
    settled = sitting.settled(number)
    tables = {table.number for table in sitting.open_tables(number)}
    return sum(settled.get(who, at) != at for who, at in seated.items()) + sum(
        at not in tables and who not in settled for who, at in seated.items()
    )


def _separated(sitting: Sitting, seated: Mapping[str, int]) -> int:
    tables = [{seated[who] for who in group if who in seated} for group in sitting.together]
    return sum(max(0, len(each) - 1) for each in tables)


def _met_apart(sitting: Sitting, seated: Mapping[str, int]) -> int:
    return sum(a in seated and seated[a] == seated.get(b) for a, b in sitting.apart)


def _cells(sitting: Sitting, of: Round) -> tuple[int, int]:
    """Cells out of their band, and all cells."""
    number, seated = of
    traits = {person.id: person.traits for person in sitting.people}
    there = Counter(
        (at, trait, value)
        for who, at in seated.items()
        for trait, value in traits.get(who, {}).items()
    )
    wanted = list(bands(sitting, number))
    held = [(band, there[band.table, band.trait, band.value]) for band in wanted]
    return sum(not band.least <= count <= band.most for band, count in held), len(held)

"""Looks at a plan from outside, sharing nothing with what made it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from facilitator.rotation.rules import Figures, Seats, Sitting, fits, rooms


def figures(sitting: Sitting, seats: Seats) -> Figures:
    """What seats come to, counted one by one."""
    counted = seats[: sitting.free_rounds]
    met = Counter(pair for seated in counted for pair in _pairs(seated, sitting.keepers))
    return Figures(
        repeats=sum(times - 1 for times in met.values()),
        e2=sum(times * (times - 1) // 2 for times in met.values()),
        encounters=len(met),
        max_meetings=max(met.values(), default=0),
        table_revisits=_revisits(sitting, counted, {t.number: t.number for t in sitting.tables}),
        theme_revisits=_revisits(sitting, counted, _themes(sitting)),
        over_capacity=sum(_over(sitting, seated) for seated in counted),
        language_misfits=sum(_misfits(sitting, seated) for seated in counted),
        unseated=sum(len(sitting.people) - len(seated) for seated in counted),
    )


def faults(sitting: Sitting, seats: Seats) -> tuple[str, ...]:
    """What makes seats unusable, in words for a log; nothing for a plan that may be published."""
    return tuple(_faults(sitting, seats))


def _faults(sitting: Sitting, seats: Seats) -> Iterator[str]:
    if len(seats) != sitting.rounds:
        yield f"{len(seats)} rounds instead of {sitting.rounds}"
    known = {person.id for person in sitting.people}
    numbers = {table.number for table in sitting.tables}
    for number, seated in enumerate(seats, start=1):
        if seated.keys() != known:
            yield f"round {number}: {len(known ^ seated.keys())} people missing or not known"
        if not set(seated.values()) <= numbers:
            yield f"round {number}: a table that is not open"
        if any(seated.get(who) != at for who, at in sitting.keepers.items()):
            yield f"round {number}: somebody who stays was moved"


def _pairs(seated: Mapping[str, int], keepers: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Who sits with whom, except two who both stay."""
    tables: dict[int, list[str]] = {}
    for who in sorted(seated):
        tables.setdefault(seated[who], []).append(who)
    for people in tables.values():
        together = combinations(people, 2)
        yield from (pair for pair in together if not (pair[0] in keepers and pair[1] in keepers))


def _revisits(sitting: Sitting, seats: Seats, sort: Mapping[int, object]) -> int:
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


def _over(sitting: Sitting, seated: Mapping[str, int]) -> int:
    keepers = sitting.keepers
    sizes = Counter(at for who, at in seated.items() if who not in keepers)
    return sum(max(0, sizes[at] - room) for at, room in rooms(sitting).items())


def _misfits(sitting: Sitting, seated: Mapping[str, int]) -> int:
    held = {table.number: table.language for table in sitting.tables}
    keepers = sitting.keepers
    moving = [p for p in sitting.people if p.id in seated and p.id not in keepers]
    return sum(not fits(person.language, held.get(seated[person.id])) for person in moving)

"""How often people must go back to a table or a theme, whatever the plan.

Whoever sits somewhere for the first time either sits at one of some tables, which take so many
people in all rounds together, or sees one of the others they can follow, each once. That holds for
every choice of tables, so the least of these sums bounds the first visits of all (the easy half of
Ford and Fulkerson, Maximal flow through a network, 1956); every other seat is a return. Tables are
chosen by language here: where those of one are too few for the people who follow no other, the
rest must fill the others again and again.
"""

from collections import Counter
from collections.abc import Mapping, Set
from itertools import chain, combinations

from facilitator.rotation.rules import ANYBODY, PersonNeed, Sitting, fits, rooms

Sorts = Mapping[int, object]
"""Table number → whatever it is that one may return to."""
Kind = tuple[frozenset[str], int]
"""What somebody follows, and in how many rounds they are here."""


def table_returns(sitting: Sitting) -> int:
    """Returns to a table that are forced, of those who move (`Figures.table_revisits`)."""
    return _forced(sitting, {table.number: table.number for table in sitting.tables})


def theme_returns(sitting: Sitting) -> int:
    """The same of themes; tables without one can be seen as often as one likes."""
    return _forced(sitting, {table.number: table.theme for table in sitting.tables if table.theme})


def least_host_meetings(sitting: Sitting) -> int:
    """How many people, at least, stay at each table all the time: whoever returns meets them."""
    here = Counter(p.stays_at for p in sitting.people if p.attends is None)
    always = [here[t.number] for t in sitting.tables if not t.closed]
    return min(always, default=0) if len(always) == len(sitting.tables) else 0


def _forced(sitting: Sitting, sorts: Sorts) -> int:
    return _free(sitting, sorts) + _pinned(sitting, sorts)


def _pinned(sitting: Sitting, sorts: Sorts) -> int:
    """Returns among the seats that are settled by hand, whatever the others are."""
    pins = [sitting.pinned(number) for number in range(1, sitting.free_rounds + 1)]
    total = 0
    for who in set().union(*pins) - sitting.keepers.keys():
        seen = [sorts[each[who]] for each in pins if each.get(who) in sorts]
        total += len(seen) - len(set(seen))
    return total


def _free(sitting: Sitting, sorts: Sorts) -> int:
    languages = list(dict.fromkeys(table.language for table in sitting.tables))
    choices = chain.from_iterable(combinations(languages, n) for n in range(len(languages)))
    kinds, places = _kinds(sitting), _places(sitting)
    seats = sum(rounds * people for (_, rounds), people in kinds.items())
    firsts = (_first_visits(sitting, sorts, kinds, places, set(each)) for each in choices)
    return max(0, seats - min(firsts, default=0))


def _kinds(sitting: Sitting) -> Counter[Kind]:
    """Those who move, but nobody pinned, nor who must sit with somebody who stays or is pinned."""
    stay = sitting.keepers.keys() | {who for pins in sitting.pins for who in pins}
    bound = {who for group in sitting.together if stay & set(group) for who in group}
    movers = [p for p in sitting.people if p.id not in stay and p.id not in bound]
    rounds = range(1, sitting.free_rounds + 1)
    return Counter((_speaks(sitting, p), sum(p.is_here(r) for r in rounds)) for p in movers)


def _speaks(sitting: Sitting, person: PersonNeed) -> frozenset[str]:
    """Whoever follows no table may as well sit at any."""
    is_lost = not any(fits(person.speaks, table.language) for table in sitting.tables)
    return ANYBODY if is_lost else person.speaks


def _places(sitting: Sitting) -> Counter[str | None]:
    """Language → people its tables take in all rounds together."""
    held = {table.number: table.language for table in sitting.tables}
    places: Counter[str | None] = Counter()
    for number in range(1, sitting.free_rounds + 1):
        for at, room in rooms(sitting, number).items():
            places[held[at]] += room
    return places


def _first_visits(
    sitting: Sitting,
    sorts: Sorts,
    kinds: Counter[Kind],
    places: Counter[str | None],
    chosen: Set[str | None],
) -> int:
    """At most so many: the places of the chosen languages, and each other table or theme once."""
    total = sum(places[language] for language in chosen)
    others = [table for table in sitting.tables if table.language not in chosen]
    for (speaks, rounds), people in kinds.items():
        open_to = [table.number for table in others if fits(speaks, table.language)]
        new = {sorts[at] for at in open_to if at in sorts}
        is_free = any(at not in sorts for at in open_to)
        total += people * (rounds if is_free else min(rounds, len(new)))
    return total

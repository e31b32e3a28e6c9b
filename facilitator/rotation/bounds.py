"""What no plan can do better than, and why.

Two rounds: people who share a table in the one spread over the tables of the other; where there
are more of them than cells (table of the one × table of the other), some meet again. Spread as
evenly as seats allow, that many pairs meet in both rounds whatever one does. Summed over all pairs
of rounds this bounds E2; E1 pays in each round at least what its worst earlier round costs.

The same holds for people of each language among themselves, at the tables they follow (where they
should not return to one, see `pools`); and whoever must return to a table (see `returning`) meets
again who stays there.

Counting: there are only so many pairs; all meetings beyond them are repeats.

Known: for some equal tables the largest number of rounds without a repeat has been settled by
exhaustive search (OEIS A107431).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import comb
from typing import Final

from facilitator.kit.words import N_, say
from facilitator.rotation.pools import pooled
from facilitator.rotation.returning import least_host_meetings, table_returns, theme_returns
from facilitator.rotation.rules import ANYBODY, PersonNeed, Sitting, fits, rooms
from facilitator.rotation.scarcity import scarcities

KNOWN: Final = {
    (3, 4): 4, (4, 4): 5, (3, 5): 7, (4, 5): 5, (5, 5): 6, (3, 6): 8, (4, 6): 7, (5, 6): 6,
    (6, 6): 3, (3, 7): 10, (4, 7): 9,
}  # fmt: skip
"""(people at a table, tables) → the most rounds in which nobody meets twice."""


class Why(StrEnum):
    """What a bound rests on."""

    NONE = "none"
    SPLITTING = "splitting"
    RETURNING = "returning"
    POOLS = "pools"
    COUNTING = "counting"
    KNOWN = "known"


SENTENCES: Final = {
    Why.NONE: N_("No repeat is forced."),
    Why.SPLITTING: N_(
        "Tables have more people than there are tables to send them to: some must meet again."
    ),
    Why.RETURNING: N_(
        "Languages leave some people too few tables: they must return, and meet again who is there."
    ),
    Why.POOLS: N_(
        "Some people follow so few tables that they must meet each other there again, "
        "or who stays there."
    ),
    Why.COUNTING: N_("There are more meetings than pairs of people: some must meet again."),
    Why.KNOWN: N_("It is known that no plan for so many rounds is free of repeats."),
}


@dataclass(frozen=True)
class Bounds:
    """The least repeats (E1) and the least E2 of any plan, each with its reason.

    `returns`: to tables and to themes, added up, as in `solve.returns`. The others hold for plans
    that lead nobody back who need not return; `cells`: out of balance.
    """

    repeats: int = 0
    e2: int = 0
    returns: int = 0
    cells: int = 0
    repeats_why: Why = Why.NONE
    e2_why: Why = Why.NONE

    def said(self, locale: str) -> str:
        """Why repeats cannot be fewer."""
        return say(SENTENCES[self.repeats_why], locale)


def bounds(sitting: Sitting, returns: int = 0) -> Bounds:
    """Lower bounds for plans that seat everybody within the seats and move nobody who stays.

    Of plans that lead people back to a table no more often than so, or than they must.
    """
    rounds = range(1, sitting.free_rounds + 1)
    room = {number: rooms(sitting, number) for number in rounds}
    forced = {(q, r): _forced(sitting, q, r, room) for q, r in combinations(rounds, 2)}
    splitting1 = sum(max(forced[q, r] for q in rounds if q < r) for r in rounds if r > 1)
    splitting2 = sum(forced.values())
    back = table_returns(sitting)
    again = back * least_host_meetings(sitting)
    counting1, counting2 = _counting(sitting)
    known = _known(sitting)
    most = max(back, returns)
    pools1, pools2 = pooled(sitting, most)
    repeats, repeats_why = _best((splitting1, splitting1 + again, pools1 + again, counting1, known))
    e2, e2_why = _best((splitting2, splitting2 + again, pools2 + again, counting2, known))
    least = (back + theme_returns(sitting)) * sitting.has_themes
    cells = sum(each.cells for each in scarcities(sitting, most))
    return Bounds(repeats, e2, least, cells, repeats_why, e2_why)


def _best(values: tuple[int, int, int, int, int]) -> tuple[int, Why]:
    reasons = (Why.SPLITTING, Why.RETURNING, Why.POOLS, Why.COUNTING, Why.KNOWN)
    value, why = max(zip(values, reasons, strict=True), key=lambda each: each[0])
    return value, why if value else Why.NONE


def _movers(sitting: Sitting, *numbers: int) -> list[PersonNeed]:
    """People nobody is bound to, who are here in these rounds and do not stay; one of a group,
    and nobody of a group in which somebody stays."""
    stay = sitting.keepers
    groups = ((group, stay.keys() & set(group)) for group in sitting.together)
    follow = {who for group, held in groups for who in sorted(group)[0 if held else 1 :]}
    return [
        person
        for person in sitting.people
        if person.id not in stay
        and person.id not in follow
        and all(person.is_here(number) for number in numbers)
    ]


def _forced(sitting: Sitting, one: int, other: int, room: Mapping[int, Mapping[int, int]]) -> int:
    """Pairs that must meet in both rounds: among all, or within each language added up."""
    movers = _movers(sitting, one, other)
    pinned = {who for pins in sitting.pins for who in pins}
    kinds = Counter(person.speaks for person in movers if person.id not in pinned)
    held = {table.number: table.language for table in sitting.tables}

    def within(speaks: frozenset[str], people: int) -> int:
        """The better of splitting either round's tables, of those that people can follow."""
        rows, columns = (
            Counter(seats for at, seats in room[number].items() if fits(speaks, held[at]))
            for number in (one, other)
        )
        return max(_split(people, rows, columns), _split(people, columns, rows))

    return max(within(ANYBODY, len(movers)), sum(within(*kind) for kind in kinds.items()))


def _split(people: int, rows: Counter[int], columns: Counter[int]) -> int:
    """Seats people one by one at a table of `rows`, and sends each to the emptiest of `columns`.

    Both count tables by their room. A table's next person meets `level` others again once all
    tables it sends people to have `level` of them already.
    """
    costs: Counter[int] = Counter()
    for room, tables in rows.items():
        left, level = room, 0
        while left > 0:
            cells = sum(count for size, count in columns.items() if size > level)
            taken = min(left, cells) if cells else left
            costs[level] += taken * tables
            left, level = left - taken, level + 1
    total = 0
    for level in sorted(costs):
        taken = min(people, costs[level])
        total, people = total + taken * level, people - taken
    return total


def _counting(sitting: Sitting) -> tuple[int, int]:
    """All meetings spread over all pairs that may meet: (E1, E2)."""
    movers, keepers = len(_movers(sitting)), len(sitting.keepers)
    pairs = comb(movers, 2) + movers * keepers
    if not pairs:
        return 0, 0
    met = sum(_meetings(sitting, number) for number in range(1, sitting.free_rounds + 1))
    each, rest = divmod(met, pairs)
    e2 = (pairs - rest) * comb(each, 2) + rest * comb(each + 1, 2)
    return max(0, met - pairs), e2


def _meetings(sitting: Sitting, number: int) -> int:
    """The fewest meetings in a round, with those who stay at their tables."""
    here = {person.id for person in sitting.present(number)}
    staying = Counter(at for who, at in sitting.keepers.items() if who in here)
    room = rooms(sitting, number)
    queue = [(staying[at], at, left) for at, left in room.items() if left > 0]
    heapify(queue)
    total = 0
    for _ in _movers(sitting, number):
        if not queue:
            break
        size, at, left = heappop(queue)
        total += size
        if left > 1:
            heappush(queue, (size + 1, at, left - 1))
    return total


def _known(sitting: Sitting) -> int:
    """One repeat at least where more rounds are asked for than are known to exist without."""
    sizes = {table.seats for table in sitting.tables}
    if len(sizes) != 1 or sitting.keepers or sitting.together:
        return 0
    size, tables = sizes.pop(), len(sitting.tables)
    is_full = len(sitting.people) == size * tables
    always = all(p.attends is None for p in sitting.people)
    is_known = is_full and always and not any(t.closed for t in sitting.tables)
    return int(is_known and sitting.free_rounds > KNOWN.get((size, tables), sitting.rounds))

"""Where a search begins with those who follow hardly more tables than there are rounds.

Two of them meet again easily, and no single exchange mends it. Lines y = ax + b over a finite field
(a not 0; x the round, y the table) cross at most once and come to no table twice: at q tables, q a
prime power, that many ways are there as a group is sharply 2-transitive, q (q - 1).
(H. Zassenhaus, Abh. Math. Sem. Hamburg 11, 1935.)
"""

from collections import Counter, defaultdict
from random import Random
from typing import Final

from facilitator.rotation.designs.fields import field
from facilitator.rotation.rules import PersonNeed, Sitting, fits
from facilitator.rotation.search.hall import Model
from facilitator.rotation.search.kernel import FREE

FEW: Final = 1.5
"""Tables a round somebody must follow to be free to choose."""


def along_lines(model: Model, dice: Random) -> list[dict[str, int]]:
    """Round by round the tables (by number) of those who go along lines; others are left out."""
    sitting = model.sitting
    ways: list[dict[str, int]] = [{} for _ in range(sitting.free_rounds)]
    left = chairs_of(model)
    for speaks, people in pools_of(model).items() if sitting.has_themes else ():
        tables = [at for at, language in _open(sitting).items() if fits(speaks, language)]
        lines = _lines(len(tables), len(ways))
        if lines and len(tables) <= FEW * len(ways):
            most = len(tables) * min(left[at] for at in tables)
            dice.shuffle(people)
            dice.shuffle(tables)
            for who, line in zip(people[:most], lines, strict=False):
                for r, at in enumerate(line):
                    ways[r][who.id] = tables[at]
            left.subtract(dict.fromkeys(tables, -(-min(most, len(people)) // len(tables))))
    return ways


def pools_of(model: Model) -> dict[frozenset[str], list[PersonNeed]]:
    """Those who may be seated anywhere in every round, by the languages they follow."""
    n, pools = len(model.ids), defaultdict(list)
    for p, person in enumerate(model.sitting.people):
        if all(model.moves[r * n + p] == FREE for r in range(model.sitting.free_rounds)):
            pools[person.speaks].append(person)
    return pools


def _open(sitting: Sitting) -> dict[int, str | None]:
    """Tables open in all rounds, and what they are held in."""
    return {table.number: table.language for table in sitting.tables if not table.closed}


def chairs_of(model: Model) -> Counter[int]:
    """The fewest chairs of an even share that are not settled, in any round."""
    settled = [Counter(model.sitting.settled(r).values()) for r in range(1, len(model.sizes) + 1)]
    rounds = list(zip(model.sizes, settled, strict=True))
    return Counter(
        {
            at: max(0, min(sizes.get(at, 0) - taken[at] for sizes, taken in rounds))
            for at in model.table
        }
    )


def _lines(tables: int, rounds: int) -> list[list[int]]:
    """Ways through so many tables, none where there is no field or too few tables."""
    over = field(tables) if rounds <= tables else None
    if over is None:
        return []
    return [
        [over.add(over.multiply(a, x), b) for x in range(rounds)]
        for a in range(1, tables)
        for b in range(tables)
    ]

"""Those who follow hardly more tables than there are rounds, as if nobody else were there.

Two of them meet again easily, and among everybody no single exchange mends it: their ways are a
packing of their own, like permutations that agree once at most. So they are seated first, alone,
with only each other to meet, and the search among all begins with their ways.
"""

from collections.abc import Iterator
from dataclasses import replace

from facilitator.dialogues.rules import Variant
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer, fits
from facilitator.rotation.search.hall import Model
from facilitator.rotation.search.lines import FEW, chairs_of, pools_of


def alone(model: Model) -> Iterator[Sitting]:
    """A café for those of each language who follow few tables: they, these, chairs of an even
    share. None where it does not matter who returns, or where chairs do not suffice.
    """
    sitting, left = model.sitting, chairs_of(model)
    for speaks, people in pools_of(model).items() if sitting.has_themes else ():
        tables = [
            replace(table, seats=left[table.number], least=0)
            for table in sitting.tables
            if left[table.number] and not table.closed and fits(speaks, table.language)
        ]
        chairs = sum(table.seats for table in tables)
        if len(tables) <= FEW * sitting.free_rounds and len(people) <= chairs:
            left.subtract({table.number: -(-len(people) // len(tables)) for table in tables})
            left = +left
            yield _cafe(sitting, people, tuple(tables))


def _cafe(sitting: Sitting, people: list[PersonNeed], tables: tuple[TableOffer, ...]) -> Sitting:
    ids = {person.id for person in people}
    return Sitting(
        tuple(replace(person, traits={}) for person in people),
        tables,
        sitting.free_rounds,
        Variant.THEME_PER_TABLE,
        apart=tuple(pair for pair in sitting.apart if ids.issuperset(pair)),
        met={pair: times for pair, times in sitting.met.items() if ids.issuperset(pair)},
        wishes=sitting.wishes,
    )

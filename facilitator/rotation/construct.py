"""The first plan: a shift design, handed out by language, made to fit, then improved a little.

A pure function of the sitting and a seed. 150 people take about a tenth of a second, 1,000 about
one second.
"""

from facilitator.dialogues.rules import Variant
from facilitator.rotation.checker import figures
from facilitator.rotation.columns import columns
from facilitator.rotation.improve import Improver
from facilitator.rotation.rules import Plan, Prices, Seats, Sitting, prices, rooms
from facilitator.rotation.seating import Seating
from facilitator.rotation.tickets import Path, handed_out

EFFORT, EFFORT_EACH = 16_000, 16


def plan(sitting: Sitting, *, seed: int = 0, effort: int = 1, price: Prices | None = None) -> Plan:
    """Seats for every round; the same for the same arguments.

    Free circulation has no seats: people walk where they like. `effort` multiplies the number of
    changes looked at; `price` says what is worse than what, else `prices` does.
    """
    seats = _seats(sitting, price or prices(sitting), seed, effort)
    return Plan(seats, figures(sitting, seats))


def _seats(sitting: Sitting, price: Prices, seed: int, effort: int) -> Seats:
    if sitting.variant is Variant.FREE_CIRCULATION or not sitting.tables:
        return tuple({} for _ in range(sitting.rounds))
    keepers = sitting.keepers
    movers = [n for n, person in enumerate(sitting.people) if person.id not in keepers]
    seating = _first(sitting, movers, price, seed)
    _improve(sitting, seating, seed, effort)
    rounds = [dict(keepers) for _ in range(sitting.free_rounds)]
    for mover, path in zip(movers, seating.at, strict=True):
        for r, table in enumerate(path):
            rounds[r][sitting.people[mover].id] = sitting.tables[table].number
    home = rounds[:1] * (sitting.rounds - sitting.free_rounds)
    return tuple(rounds + home)


def _first(sitting: Sitting, movers: list[int], price: Prices, seed: int) -> Seating:
    tickets = _tickets(sitting, len(movers), price, seed)
    languages = [sitting.people[mover].speaks for mover in movers]
    paths = handed_out(tickets, languages, sitting.tables)
    return Seating(sitting, movers, paths, price)


def _tickets(sitting: Sitting, count: int, price: Prices, seed: int) -> list[Path]:
    """Paths through the tables, in the order of columns."""
    ring = sorted(range(len(sitting.tables)), key=lambda n: _place(sitting, n))
    themes = [sitting.tables[n].theme if sitting.has_themes else None for n in ring]
    needed = -(-count // len(ring))
    add, found = columns(themes, needed, sitting.free_rounds, price, seed)
    starts = [(place, shifts) for shifts in found for place in range(len(ring))]
    return [tuple(ring[add(place, s)] for s in shifts) for place, shifts in starts[:count]]


def _place(sitting: Sitting, n: int) -> tuple[str, int]:
    table = sitting.tables[n]
    return (table.theme or "" if sitting.has_themes else "", table.number)


def _improve(sitting: Sitting, seating: Seating, seed: int, effort: int) -> None:
    room = rooms(sitting)
    staying = list(sitting.keepers.values())
    budget = EFFORT + EFFORT_EACH * len(seating.at) * seating.rounds
    improver = Improver(
        seating,
        [room[table.number] for table in sitting.tables],
        [staying.count(table.number) for table in sitting.tables],
        seed,
        budget * effort,
    )
    improver.make_room()
    improver.run()

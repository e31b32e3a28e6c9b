"""Schedules from cyclic starters (search/starter.py)."""

from array import array
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from facilitator.rotation.designs.shifts import Rounds
from facilitator.rotation.search.machine import Machine, as_array, as_arrays
from facilitator.rotation.search.starter import Starter

HOT, COLD = 1.0, 0.15
NEVER = 1000
STEPS = 60_000
GROWTH = 1.15


class Shape(NamedTuple):
    """A cycle's length, and how many base rounds are turned."""

    turn: int
    bases: int


def shapes(tables: int, size: int, rounds: int) -> list[Shape]:
    """Shapes with orbits enough, the most promising first: few base rounds, no turn to spare."""
    people, found = tables * size, []
    for bases in (1, 2, 3, 4, 6):
        least = -(-rounds // bases)
        for turn in range(max(2, least), least + 3):
            cycles = people // turn
            fixed = people - cycles * turn
            orbits = cycles * ((turn - 1) // 2) + cycles * (cycles - 1) // 2 * turn + fixed * cycles
            spare = orbits - bases * tables * size * (size - 1) // 2
            if bases <= rounds and cycles and fixed <= tables and spare >= 0:
                found.append((bases, turn - least, -spare, Shape(turn, bases)))
    return [shape for *_, shape in sorted(found)]


def looked_for(
    tables: int, size: int, rounds: int, machine: Machine, dice: "array[int]"
) -> Iterator[Rounds | None]:
    """One attempt after another, without end; mostly None. The first shapes come most often."""
    steps, choices = STEPS, shapes(tables, size, rounds)
    for turn in count(1) if choices else ():
        for shape in choices[:turn]:
            starter = _starter(tables * size, size, shape)
            if _searched(starter, machine, dice, steps):
                yield [_turned(starter, shape, r, tables) for r in range(rounds)]
            else:
                yield None
        steps = int(steps * GROWTH)


def _searched(starter: Starter, machine: Machine, dice: "array[int]", steps: int) -> bool:
    """Whether a starter was found; it is in `starter.at` then."""
    tool = as_arrays(starter) if machine.compiled else starter
    thrown = as_array(dice) if machine.compiled else dice
    found = machine.mix(tool, thrown)
    return not machine.fewer_repeats(tool, thrown, found, steps, HOT, COLD)


def _turned(starter: Starter, shape: Shape, r: int, tables: int) -> list[list[int]]:
    base, by = r % shape.bases, r // shape.bases
    n, whole = starter.people, starter.people // shape.turn * shape.turn
    seats = starter.at[base * n : (base + 1) * n]
    turn = shape.turn
    moved = [p // turn * turn + (p % turn + by) % turn if p < whole else p for p in seats]
    return [moved[t * starter.size : (t + 1) * starter.size] for t in range(tables)]


def _starter(people: int, size: int, shape: Shape) -> Starter:
    names: dict[tuple[int, int, int], int] = {}
    orbit = array("q", [0]) * (people * people)
    for p in range(people):
        for q in range(people):
            if p != q:
                name = _orbit(min(p, q), max(p, q), people, shape.turn)
                orbit[p * people + q] = names.setdefault(name, len(names))
    used = array("q", [_from_the_start(name, shape.turn) for name in names])
    return Starter(
        people,
        size,
        shape.bases,
        orbit,
        at=array("q", list(range(people)) * shape.bases),
        seat=array("q", [0]) * (people * shape.bases),
        used=used,
    )


def _orbit(p: int, q: int, people: int, turn: int) -> tuple[int, int, int]:
    """Cycle, other cycle, difference; fixed points are cycles of one, named below 0."""
    whole = people // turn * turn
    if p >= whole:
        return -1, -1, 0
    if q >= whole:
        return p // turn, -1 - q, 0
    difference = (q - p) % turn
    if p // turn == q // turn:
        return p // turn, p // turn, min(difference, turn - difference)
    return p // turn, q // turn, difference


def _from_the_start(name: tuple[int, int, int], turn: int) -> int:
    """Two fixed points never share a table; half a turn brings a pair back to itself."""
    one, other, difference = name
    if one < 0:
        return NEVER
    return int(one == other and 2 * difference == turn)

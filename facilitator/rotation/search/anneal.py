"""Simulated annealing over a hall: exchanges, moves, exchanges of whole ways, and of groups.

Half of the tries start at a seat that could be better; the list of those is made anew now and
then. Accepting and cooling as in Kirkpatrick, Gelatt and Vecchi, Science 220 (1983).
"""

from facilitator.rotation.search.course import Course, bad_spots, keep
from facilitator.rotation.search.dice import below
from facilitator.rotation.search.exchanges import try_move, try_swap, try_ways
from facilitator.rotation.search.fetching import try_fetch
from facilitator.rotation.search.groups import try_chain, try_group
from facilitator.rotation.search.kernel import BOUND, FREE, HELD, Hall, Ints
from facilitator.rotation.search.turns import sees, try_turn


def try_one(h: Hall, c: Course, dice: Ints, bad: int, heat: float) -> int:
    """One try of one kind; the difference made."""
    n, kind = h.people, below(dice, 1000)
    if kind < c.ways:
        return try_ways(h, c, dice, below(dice, n), heat)
    if bad > 0 and below(dice, 1000) < c.guided:
        seat = c.bad[below(dice, bad)]
        if seat >= len(h.at):
            return try_fetch(h, c, dice, seat - len(h.at), heat)
        r, a = seat // n, seat % n
    else:
        r, a = c.rounds[below(dice, len(c.rounds))], below(dice, n)
    if h.moves[r * n + a] != FREE:
        return try_others(h, c, dice, r, a, heat)
    if kind - c.ways < c.single:
        return try_move(h, c, dice, r, a, heat)
    if kind - c.ways - c.single < c.chain:
        return try_chain(h, c, dice, r, a, heat)
    return try_seat(h, c, dice, r, a, heat)


def try_others(h: Hall, c: Course, dice: Ints, r: int, a: int, heat: float) -> int:
    """Tries something with somebody who may not be moved alone."""
    moves = h.moves[r * h.people + a]
    if moves == HELD:
        return try_ways(h, c, dice, a, heat)
    return try_group(h, c, dice, r, a, heat) if moves == BOUND else 0


def try_seat(h: Hall, c: Course, dice: Ints, r: int, a: int, heat: float) -> int:
    """Tries a in somebody's place; if that is a table a sees in another round, turned about."""
    n, b = h.people, below(dice, h.people)
    if h.moves[r * n + b] != FREE or h.at[r * n + a] == h.at[r * n + b]:
        return 0
    later = sees(h, c, a, h.at[r * n + b])
    if later >= 0:
        return try_turn(h, c, dice, (r, later), a, heat)
    return try_swap(h, c, dice, r, (a, b), heat)


def anneal(h: Hall, c: Course, dice: Ints, cost: int) -> tuple[int, int, int]:
    """Searches; the seats' cost at the end, the least seen (its seats are in `kept`), the steps."""
    heat, cooling = c.hot, (c.cold / c.hot) ** (1.0 / max(1, c.steps))
    least, bad, step = cost, 0, 0
    every = max(1000, 2 * h.people * len(c.rounds))
    c.mark[0] = 1
    while step < c.steps and least > c.goal:
        if step % every == 0:
            bad = bad_spots(h, c)
        step += 1
        heat *= cooling
        cost += try_one(h, c, dice, bad, heat)
        if cost < least:
            least = cost
            c.mark[0] = 1
    keep(h, c)
    return cost, least, step

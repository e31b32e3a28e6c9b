"""Tries that bring somebody to a table which lacks their kind."""

from facilitator.rotation.search.course import Course
from facilitator.rotation.search.dice import below
from facilitator.rotation.search.exchanges import try_swap
from facilitator.rotation.search.kernel import FREE, Hall, Ints
from facilitator.rotation.search.turns import NOBODY, sees, somebody, try_turn


def try_fetch(h: Hall, c: Course, dice: Ints, cell: int, heat: float) -> int:
    """Seats somebody with the value a cell is short of there, in exchange for somebody without."""
    spot, value = cell // h.values, cell % h.values
    r, to = spot // h.tables, spot % h.tables
    first, last = c.first[value], c.first[value + 1]
    if h.count[cell] >= h.least[cell] or first == last:
        return 0
    a = c.having[first + below(dice, last - first)]
    if h.moves[r * h.people + a] != FREE or h.at[r * h.people + a] == to:
        return 0
    if h.misfit[h.kind[a] * h.tables + to]:
        return 0
    later = sees(h, c, a, to)
    if later >= 0:
        return try_turn(h, c, dice, (r, later), a, heat)
    b = somebody(h, dice, r, spot)
    return 0 if b == NOBODY else try_swap(h, c, dice, r, (a, b), heat)

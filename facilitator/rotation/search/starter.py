"""Looks for cyclic starters: few rounds that, turned, make all rounds without a repeat.

People are points of a cycle of length `turn`, several cycles of them, and a few fixed points. A
pair's orbit under turning is a difference within or between cycles; no orbit may be used twice.
"""

from math import exp
from typing import NamedTuple

from facilitator.rotation.search.dice import below, throw
from facilitator.rotation.search.kernel import Ints

SCALE = 2147483648.0


class Starter(NamedTuple):
    """`orbit[p * people + q]`: the pair's orbit. `at[base * people + seat]`: who sits there, seat
    = table * size + place; `seat` is its inverse; `used[orbit]`: how often, some from the start."""

    people: int
    size: int
    bases: int
    orbit: Ints
    at: Ints
    seat: Ints
    used: Ints


def mix(s: Starter, dice: Ints) -> int:
    """Seats everybody by lot; how many uses of orbits are repeats."""
    found, n = 0, s.people
    for base in range(s.bases):
        for k in range(n - 1, 0, -1):
            j = below(dice, k + 1)
            i, o = base * n + k, base * n + j
            s.at[i], s.at[o] = s.at[o], s.at[i]
        for k in range(n):
            s.seat[base * n + s.at[base * n + k]] = k
            for j in range(k // s.size * s.size, k):
                orbit = s.orbit[s.at[base * n + k] * n + s.at[base * n + j]]
                found += s.used[orbit]
                s.used[orbit] += 1
    return found


def leave(s: Starter, base: int, table: int, p: int, without: int) -> int:
    """Takes back p's pairs at a table; how many repeats that saves."""
    saved = 0
    for i in range(base * s.people + table * s.size, base * s.people + (table + 1) * s.size):
        x = s.at[i]
        if x != without:
            orbit = s.orbit[p * s.people + x]
            s.used[orbit] -= 1
            saved += s.used[orbit]
    return saved


def enter(s: Starter, base: int, table: int, p: int, without: int) -> int:
    """Adds p's pairs at a table, in the place of somebody; how many repeats that makes."""
    made = 0
    for i in range(base * s.people + table * s.size, base * s.people + (table + 1) * s.size):
        x = s.at[i]
        if x != without:
            orbit = s.orbit[p * s.people + x]
            made += s.used[orbit]
            s.used[orbit] += 1
    return made


def fewer_repeats(s: Starter, dice: Ints, found: int, steps: int, hot: float, cold: float) -> int:
    """Exchanges two people of a base round at a time, cooling; how many repeats are left."""
    heat, cooling, n = hot, (cold / hot) ** (1.0 / steps), s.people
    for _ in range(steps):
        if found == 0:
            return 0
        heat *= cooling
        base, a, b = below(dice, s.bases), below(dice, n), below(dice, n)
        i, j = s.seat[base * n + a], s.seat[base * n + b]
        here, there = i // s.size, j // s.size
        if here == there:
            continue
        change = -leave(s, base, here, a, a) - leave(s, base, there, b, b)
        change += enter(s, base, here, b, a) + enter(s, base, there, a, b)
        if change <= 0 or throw(dice) / SCALE < exp(-change / heat):
            s.at[base * n + i], s.at[base * n + j] = b, a
            s.seat[base * n + a], s.seat[base * n + b] = j, i
            found += change
        else:
            leave(s, base, here, b, a)
            leave(s, base, there, a, b)
            enter(s, base, here, a, a)
            enter(s, base, there, b, b)
    return found

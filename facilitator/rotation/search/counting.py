"""What a whole seating costs, counted from the beginning."""

from facilitator.rotation.search.kernel import Hall, Ints, off_band, sit


def seat_all(h: Hall, rounds: int, wanted: Ints) -> None:
    """Seats everybody of an empty hall; `wanted[round * people + p]`: a table, -1 for none."""
    for r in range(rounds):
        for p in range(h.people):
            if wanted[r * h.people + p] >= 0:
                sit(h, r, p, wanted[r * h.people + p])


def total_cost(h: Hall, rounds: int) -> int:
    total = 0
    for r in range(rounds):
        total += round_cost(h, r)
    for p in range(h.people):
        total += visits_cost(h, p)
        for other in range(p):
            total += pair_cost(h, p * h.people + other)
    return total


def round_cost(h: Hall, r: int) -> int:
    total = 0
    for spot in range(r * h.tables, (r + 1) * h.tables):
        total += h.fill[spot * (h.width + 1) + h.size[spot]]
        for cell in range(spot * h.values, (spot + 1) * h.values):
            total += off_band(h, cell, h.count[cell])
    for p in range(h.people):
        here, told = h.at[r * h.people + p], h.told[r * h.people + p]
        if here >= 0:
            total += h.misfit[h.kind[p] * h.tables + here]
            if told >= 0 and told != here:
                total += h.news
    return total


def pair_cost(h: Hall, pair: int) -> int:
    met = int(h.met[pair])
    base = int(h.base[pair])
    total = 0
    for times in range(base, met):
        total += h.repeat[times]
    return total


def visits_cost(h: Hall, p: int) -> int:
    total = 0
    for t in range(h.tables):
        times = h.seen[p * h.tables + t]
        total += h.back[p] * (times * (times - 1) // 2)
    for t in range(h.themes):
        times = h.heard[p * h.themes + t]
        total += h.again[p] * (times * (times - 1) // 2)
    return total

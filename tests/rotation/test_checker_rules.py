"""The checker against a count made in another way, on a thousand cafés drawn by lot."""

from collections import Counter
from itertools import combinations
from math import comb
from random import Random

from facilitator.rotation.checker import faults, figures
from facilitator.rotation.fairness import nominal_sizes, shares
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.search.hall import Model, off_ideal
from facilitator.rotation.search.machine import PLAIN
from facilitator.rotation.search.run import Search
from facilitator.rotation.search.start import by_lot

CAFES = 1000


def drawn(dice):
    """People with a trait or not, groups, pairs apart, before-meetings; no language, no themes."""
    people = dice.randint(1, 14)
    tables = dice.randint(1, 4)
    rounds = dice.randint(1, 4)
    seats = -(-people // tables) + dice.randint(0, 2)
    ids = [f"p{n}" for n in range(people)]
    dice.shuffle(ids)
    pairs = list(combinations(sorted(ids), 2))
    apart = dice.sample(pairs, min(len(pairs), dice.randint(0, 3)))
    met = {pair: dice.randint(1, 2) for pair in dice.sample(pairs, min(len(pairs), 3))}
    needs = tuple(
        PersonNeed(who, traits={"region": dice.choice("NS")} if dice.random() < 0.8 else {})
        for who in ids
    )
    offers = tuple(TableOffer(n, seats) for n in range(1, tables + 1))
    together = (tuple(ids[:2]),) if dice.random() < 0.3 and people > 1 else ()
    return Sitting(needs, offers, rounds, together=together, apart=tuple(apart), met=met)


def test_figures_are_those_of_the_search():
    """The search's cost is made of the checker's figures, at the search's prices."""
    dice = Random(5)
    for _ in range(CAFES):
        sitting = drawn(dice)
        model = Model(sitting)
        seats = by_lot(model, dice.randint(0, 99))
        cost = Search(model, PLAIN, seats, 1).cost
        counted = figures(sitting, seats)
        assert faults(sitting, seats) == ()
        assert cost == priced(sitting, seats, counted)


def priced(sitting, seats, counted):
    """The search's cost, from the checker's figures and, where those are none, counted here."""
    never = 20_000 * (counted.met_apart + 2 * counted.over_capacity)
    apart = set(sitting.apart)
    bound = {tuple(sorted(pair)) for g in sitting.together for pair in combinations(g, 2)}
    met = Counter(
        pair
        for seated in seats
        for pair in combinations(sorted(seated), 2)
        if seated[pair[0]] == seated[pair[1]]
    )
    never -= sum(20_000 * met[pair] for pair in apart & bound)
    free = {pair: times for pair, times in met.items() if pair not in bound}
    before = {pair: sitting.met.get(pair, 0) for pair in free}
    assert counted.e2 == sum(comb(before[p] + free[p], 2) - comb(before[p], 2) for p in free)
    assert counted.repeats == sum(free[p] - (before[p] == 0) for p in free)
    meetings = 0
    for pair in met.keys() - apart - bound:
        first = before[pair]
        meetings += sum(15 * k + max(0, k - 1) for k in range(first, first + met[pair]))
    return never + meetings + uneven(sitting, seats) + unbalanced(sitting, seats)


def uneven(sitting, seats):
    total = 0
    for number, seated in enumerate(seats, start=1):
        sizes = Counter(seated.values())
        ideal = nominal_sizes(sitting, number)
        total += sum(off_ideal(abs(sizes[at] - ideal[at])) for at in ideal)
    return total


def unbalanced(sitting, seats):
    total = 0
    traits = {person.id: person.traits for person in sitting.people}
    for number, seated in enumerate(seats, start=1):
        parts = shares(sitting.present(number))
        for at, size in nominal_sizes(sitting, number).items():
            for (trait, value), share in parts.items():
                there = sum(
                    traits[who].get(trait) == value for who, sits in seated.items() if sits == at
                )
                low, high = int(share * size + 1e-9), -int(-(share * size - 1e-9) // 1)
                out = max(low - there, there - high, 0)
                total += 6 * (out**2 if out < 2 else 2 * out)
    return total

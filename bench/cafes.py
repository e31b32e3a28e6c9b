"""Made-up cafés for bench/rotation.py: hosts, pairs, traits and languages, drawn by lot."""

from collections.abc import Sequence
from random import Random

from facilitator.dialogues.rules import Variant
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer

LANGUAGES = ["en", "en", "en", "fr", "es"]
SPOKEN = {"en fr es": 15, "en fr": 20, "en es": 15, "en": 35, "fr": 8, "es": 7}
TRAITS = {
    "party": {"P": 45, "O": 55},
    "region": dict.fromkeys("NSEWC", 20),
    "gender": {"F": 52, "M": 48},
}


def alike(people: int, tables: int, rounds: int) -> Sitting:
    seats = -(-people // tables)
    needs = tuple(PersonNeed(f"p{n}") for n in range(people))
    return Sitting(needs, tuple(TableOffer(n, seats) for n in range(1, tables + 1)), rounds)


def ruled(people: int, tables: int, rounds: int, seed: int, *, languages: bool) -> Sitting:
    """Person n hosts table n; one in 25 brings somebody; one in 12 avoids somebody."""
    dice = Random(seed)
    seats = -(-people // tables)
    held = [LANGUAGES[n % 5] if languages else None for n in range(tables)]
    movers = [f"p{n}" for n in dice.sample(range(tables, people), people - tables)]
    together = tuple(tuple(movers[2 * n : 2 * n + 2]) for n in range(people // 25))
    spoken = dice.choices(list(SPOKEN), list(SPOKEN.values()), k=people)
    speaks = [set(words.split()) for words in spoken]
    for one, other in together:
        both = speaks[int(one[1:])] | speaks[int(other[1:])]
        speaks[int(one[1:])] = speaks[int(other[1:])] = both
    apart = {_sorted(dice.sample(movers, 2)) for _ in range(people // 12)}
    apart -= {_sorted(group) for group in together}
    for n in range(tables if languages else 0):
        speaks[n].add(held[n])
    needs = tuple(
        PersonNeed(
            f"p{n}",
            frozenset(speaks[n] if languages else ()),
            n if n < tables else None,
            {trait: dice.choices([*of], [*of.values()])[0] for trait, of in TRAITS.items()},
        )
        for n in range(people)
    )
    least = max(1, seats - 2)
    offers = tuple(TableOffer(n, seats + 1, None, held[n], least=least) for n in range(tables))
    variant = Variant.THEME_PER_TABLE
    return Sitting(needs, offers, rounds, variant, together, tuple(sorted(apart)))


def _sorted(pair: Sequence[str]) -> tuple[str, str]:
    one, other = sorted(pair)
    return one, other

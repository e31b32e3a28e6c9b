"""Cafés to plan, small and strange: what hypothesis may think of."""

from hypothesis import settings
from hypothesis import strategies as st

from facilitator.dialogues.rules import Variant
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer

PLANNED = [each for each in Variant if each is not Variant.FREE_CIRCULATION]
LANGUAGES = st.sampled_from([None, "en", "fr", "ar"])
SPEAKS = st.sampled_from([frozenset(), *(frozenset({each, "en"}) for each in ("en", "fr", "ar"))])
TRAITS = st.fixed_dictionaries(
    {"region": st.sampled_from("NSEW"), "constituency": st.sampled_from(["party", "nps"])}
)


THOROUGH = 20


def some(examples):
    """So many examples of the hundred usual ones; with `--hypothesis-profile=thorough`, twenty
    times as many: each is a search, and the whole is to end within half an hour."""
    times = min(THOROUGH, settings.default.max_examples / 100)
    return settings(max_examples=round(examples * times))


@st.composite
def ruled_sittings(draw):
    """Every rule at once: groups, pairs apart, pins, people who come and go, tables that close."""
    rounds = draw(st.integers(1, 4))
    some = st.frozensets(st.integers(1, rounds), min_size=1)
    tables = [
        TableOffer(
            n,
            draw(st.integers(2, 7)),
            draw(st.sampled_from([None, "water", "wind"])),
            draw(LANGUAGES),
            frozenset() if n == 1 else draw(st.just(frozenset()) | some),
        )
        for n in range(1, draw(st.integers(1, 6)) + 1)
    ]
    stays = st.none() | st.none() | st.integers(1, len(tables))
    people = [
        PersonNeed(f"p{n}", draw(SPEAKS), draw(stays), draw(TRAITS), draw(st.none() | some))
        for n in range(draw(st.integers(1, 24)))
    ]
    ids = draw(st.permutations([person.id for person in people]))
    groups = tuple(tuple(ids[n : n + 2]) for n in range(0, draw(st.integers(0, 2)) * 2, 2))
    pairs = st.sampled_from([(a, b) for a in ids for b in ids if a < b] or [()])
    apart = draw(st.lists(pairs.filter(bool), max_size=4 if ids[1:] else 0))
    pinned = st.dictionaries(st.sampled_from(ids), st.integers(1, len(tables)), max_size=2)
    pins = draw(st.just(()) | st.tuples(*[pinned] * rounds))
    met = draw(st.dictionaries(pairs.filter(bool), st.integers(1, 3), max_size=4 if ids[1:] else 0))
    return Sitting(
        tuple(people),
        tuple(tables),
        rounds,
        draw(st.sampled_from(PLANNED)),
        groups,
        tuple(apart),
        pins=pins,
        met=met,
    )

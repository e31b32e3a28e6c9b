"""Rotation plans: what must always hold, and what the designs promise."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.programme import parse
from facilitator.dialogues.rules import Variant
from facilitator.people.roster import read_roster
from facilitator.people.rules import CHAIRS, Role
from facilitator.rotation.checker import faults
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer, rooms
from facilitator.rotation.solve import returns, solve
from tests.shared import shared

PLANNED = [each for each in Variant if each is not Variant.FREE_CIRCULATION]
LANGUAGES = st.sampled_from([None, "en", "fr", "ar"])
SPEAKS = st.sampled_from([frozenset(), *(frozenset({each, "en"}) for each in ("en", "fr", "ar"))])


def plan(sitting, seconds=0.0):
    """What comes at once in plain Python, or a little later."""
    return solve(sitting, seconds=seconds, compiled=False).plan


def cafe(tables, size, rounds, variant=Variant.SAME_QUESTION, *, hosts=False, themes=()):
    """A café without a spare seat: person 1 … tables are hosts, if any are."""
    people = [
        PersonNeed(f"p{n}", stays_at=n if hosts and n <= tables else None)
        for n in range(1, tables * size + 1)
    ]
    offers = [
        TableOffer(n, size, themes[(n - 1) % len(themes)] if themes else None)
        for n in range(1, tables + 1)
    ]
    return Sitting(tuple(people), tuple(offers), rounds, variant)


@st.composite
def sittings(draw):
    numbers = draw(st.lists(st.integers(1, 40), unique=True, min_size=1, max_size=9))
    theme = st.sampled_from([None, "water", "wind", "salt"])
    offers = [TableOffer(n, draw(st.integers(1, 9)), draw(theme), draw(LANGUAGES)) for n in numbers]
    stays = st.none() | st.none() | st.sampled_from([*numbers, 99])
    people = [
        PersonNeed(f"p{n}", draw(SPEAKS), draw(stays)) for n in range(draw(st.integers(0, 40)))
    ]
    rounds = draw(st.integers(1, 5))
    return Sitting(tuple(people), tuple(offers), rounds, draw(st.sampled_from(PLANNED)))


@given(sittings())
def test_everybody_has_one_seat_in_every_round_and_those_who_stay_stay(sitting):
    made = plan(sitting)
    assert faults(sitting, made.seats) == ()
    assert made.figures.unseated == 0
    for seated in made.seats:
        assert seated.keys() == {person.id for person in sitting.people}
        assert all(seated[who] == at for who, at in sitting.keepers.items())


@given(sittings())
def test_seats_suffice_wherever_there_are_enough(sitting):
    room = rooms(sitting)
    moving = len(sitting.people) - len(sitting.keepers)
    beyond = max(0, moving - sum(room.values()))
    assert plan(sitting, 0.01).figures.over_capacity == beyond * sitting.free_rounds


@given(st.integers(1, 20), st.integers(1, 8), st.integers(1, 5), st.booleans())
def test_nobody_meets_twice_where_the_shift_design_says_so(tables, size, rounds, hosts):
    if tables > (rounds - 1) * (size - 1):
        figures = plan(cafe(tables, size, rounds, hosts=hosts)).figures
        assert (figures.repeats, figures.e2) == (0, 0)
        assert figures.max_meetings <= 1
        if hosts:
            assert figures.table_revisits == 0


@given(st.integers(2, 40), st.integers(2, 9), st.integers(2, 5))
def test_tables_are_as_even_as_people_allow(people, tables, rounds):
    needs = tuple(PersonNeed(f"p{n}") for n in range(people))
    offers = tuple(TableOffer(n, 40) for n in range(1, tables + 1))
    for seated in plan(Sitting(needs, offers, rounds)).seats:
        sizes = [Counter(seated.values())[table.number] for table in offers]
        assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(("tables", "size", "rounds"), [(4, 4, 3), (8, 8, 3), (7, 7, 6), (8, 5, 4)])
def test_designs_beyond_the_classical_one_are_found(tables, size, rounds):
    figures = plan(cafe(tables, size, rounds, Variant.THEME_PER_TABLE, hosts=True)).figures
    assert (figures.repeats, figures.table_revisits) == (0, 0)


def test_people_who_must_meet_again_meet_as_rarely_as_can_be():
    figures = plan(cafe(8, 10, 4, Variant.THEME_PER_TABLE, hosts=True)).figures
    assert (figures.e2, figures.table_revisits) == (96, 0)


def test_every_round_leads_to_another_theme():
    sitting = cafe(9, 6, 3, Variant.THEME_PER_TABLE, hosts=True, themes="abcdefg")
    figures = plan(sitting, 2.0).figures
    assert (figures.table_revisits, figures.theme_revisits) == (0, 0)


def test_too_few_themes_are_seen_again_as_rarely_as_can_be():
    sitting = cafe(6, 5, 3, Variant.THEME_PER_TABLE, hosts=True, themes="ab")
    figures = plan(sitting, 0.2).figures
    assert (figures.table_revisits, figures.theme_revisits) == (0, 24)


def test_themes_do_not_matter_where_all_tables_ask_the_same():
    assert plan(cafe(6, 5, 3, themes="a")).figures.theme_revisits == 0


def test_a_return_home_ends_where_it_began():
    made = plan(cafe(6, 5, 4, Variant.RETURN_HOME, hosts=True), 1.0)
    assert made.seats[3] == made.seats[0] != made.seats[1]
    assert (made.figures.repeats, made.figures.table_revisits) == (0, 0)


def test_free_circulation_has_no_seats():
    made = plan(cafe(6, 5, 3, Variant.FREE_CIRCULATION))
    assert made.seats == ({}, {}, {})
    assert made.figures.unseated == 90


def test_without_tables_nobody_sits():
    assert plan(Sitting((PersonNeed("ada"),), (), 2)).seats == ({}, {})


def test_people_sit_where_they_follow_the_language():
    offers = (TableOffer(1, 9), TableOffer(2, 9, language="fr"), TableOffer(3, 9, language="en"))
    people = tuple(
        PersonNeed(f"p{n}", frozenset({"fr" if n % 3 == 0 else "en", "en"})) for n in range(9)
    )
    made = plan(Sitting(people, offers, 1))
    assert made.figures.language_misfits == 0
    assert {who for who, at in made.seats[0].items() if at == 2} == {"p0", "p3", "p6"}


def test_those_who_stay_take_seats_only_where_there_are_enough():
    people = tuple(PersonNeed(f"p{n}", stays_at=1 if n < 2 else None) for n in range(12))
    roomy = Sitting(people, (TableOffer(1, 6), TableOffer(2, 6)), 2)
    tight = Sitting(people, (TableOffer(1, 6), TableOffer(2, 5)), 2)
    assert rooms(roomy) == {1: 4, 2: 6}
    assert rooms(tight) == {1: 6, 2: 5}


def need(row):
    return PersonNeed(row.key, frozenset({row.language, "en"}), row.table)


def shared_cafe():
    roster = read_roster(shared("cafe/roster.csv").read_bytes())
    session = parse(shared("cafe/programme.yaml").read_text("utf-8")).sessions[0]
    people = (each for each in roster.rows if each.role not in CHAIRS | {Role.RAPPORTEUR})
    return Sitting(
        tuple(
            PersonNeed(each.key, frozenset({each.language, "en"}), each.table) for each in people
        ),
        tuple(TableOffer(t.number, t.seats, t.theme, t.language) for t in session.tables),
        session.rounds.count,
        session.variant,
    )


def test_the_cafe_of_150_people_returns_no_more_often_than_it_must():
    sitting = shared_cafe()
    found = solve(sitting, seconds=1.5)
    assert faults(sitting, found.plan.seats) == ()
    assert found.plan.figures.hard_violations == 0
    assert returns(sitting, found.plan) == found.bounds.returns > 0


def test_large_cafes_are_planned_at_once():
    figures = plan(cafe(125, 8, 6, Variant.THEME_PER_TABLE, hosts=True)).figures
    assert (figures.repeats, figures.table_revisits) == (0, 0)

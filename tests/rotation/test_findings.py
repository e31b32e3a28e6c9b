"""What cannot be had is said before planning, in words."""

from dataclasses import replace

import pytest

from facilitator.dialogues.rules import Variant
from facilitator.kit.words import LOCALES
from facilitator.rotation.bounds import bounds
from facilitator.rotation.findings import findings
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.sentences import SENTENCES

PEOPLE = tuple(PersonNeed(f"p{n}") for n in range(6))
TABLES = (TableOffer(1, 3), TableOffer(2, 3))
STAYS = {"e0": 1}
CLOSED = TableOffer(2, 6, closed=frozenset({2}))
ARABIC = tuple(TableOffer(n, 3, None, "ar") for n in (5, 6, 7))
SPANISH, FRENCH = frozenset({"es"}), frozenset({"fr"})


def cafe(people=PEOPLE, tables=TABLES, rounds=2, **rules):
    return Sitting(people, tables, rounds, **rules)


def test_a_good_cafe_has_none():
    assert findings(cafe()) == ()


@pytest.mark.parametrize(
    ("code", "sitting"),
    [
        ("nobody", cafe(people=())),
        ("no_tables", cafe(tables=())),
        ("no_rounds", cafe(rounds=0)),
        ("too_few_seats", cafe(tables=(TableOffer(1, 5),))),
        ("person_twice", cafe(people=(*PEOPLE[:5], PEOPLE[0]))),
        ("table_twice", cafe(tables=(*TABLES, TABLES[0]))),
        ("unknown_person", cafe(apart=(("p0", "x"),))),
        ("unknown_table", cafe(people=(*PEOPLE[:5], PersonNeed("h", stays_at=9)))),
        ("unknown_table", cafe(pins=({"p0": 9},))),
        ("together_and_apart", cafe(together=(("p0", "p1"),), apart=(("p0", "p1"),))),
        ("stay_apart", cafe(together=(("p0", "p1"),), pins=({}, {"p0": 1, "p1": 2}))),
        ("stay_together", cafe(apart=(("p0", "p1"),), pins=({"p0": 1, "p1": 1},))),
        ("closed_table", cafe(tables=(TableOffer(1, 3), CLOSED), pins=({}, {"p0": 2}))),
        ("crowd", cafe(apart=(("p0", "p1"), ("p1", "p2"), ("p0", "p2")))),
        ("group_too_large", cafe(together=(("p0", "p1", "p2", "p3"),))),
    ],
)
def test_what_stops(code, sitting):
    first = findings(sitting)[0]
    assert (first.code, first.stops) == (code, True)


def test_those_who_stay_can_contradict_a_rule():
    one, other = PersonNeed("a", stays_at=1), PersonNeed("b", stays_at=2)
    parted = cafe(people=(one, other), together=(("a", "b"),))
    assert [each.code for each in findings(parted)] == ["stay_apart"]
    joined = cafe(people=(one, PersonNeed("b", stays_at=1)), apart=(("a", "b"),))
    assert [each.code for each in findings(joined)] == ["stay_together"]


def test_a_contradiction_is_said_once_and_of_people_by_name():
    pins = ({"p0": 1, "p1": 1},) * 2
    (found,) = findings(cafe(apart=(("p0", "p1"),), pins=pins))
    assert found.said("en", {"p0": "Ada"}).startswith("Ada and p1 must not meet")


def test_two_tables_in_a_language_and_three_rounds_lead_back():
    people = (*PEOPLE, *(PersonNeed(f"s{n}", SPANISH) for n in range(2)))
    tables = tuple(TableOffer(n, 3, None, "es" if n < 3 else "fr") for n in range(1, 5))
    (found,) = findings(cafe(people, tables, 3, variant=Variant.THEME_PER_TABLE))
    assert (found.code, found.stops) == ("few_tables_once", False)
    assert found.said("en") == "Spanish has 2 tables and 3 rounds: 2 people must return once."
    assert found.said("es").startswith("Español tiene 2 mesas")
    (often,) = findings(cafe(people, tables, 4, variant=Variant.THEME_PER_TABLE))
    assert often.said("en").endswith("2 people must each return 2 times.")


def test_those_who_follow_tables_in_two_languages_are_told_so():
    people = (*PEOPLE, PersonNeed("both", SPANISH | FRENCH))
    tables = (*TABLES, TableOffer(3, 3, None, "es"), TableOffer(4, 3, None, "fr"))
    (found,) = findings(cafe(people, (*tables[2:], *ARABIC), 3, variant=Variant.THEME_PER_TABLE))
    assert (found.code, found.values["tables"]) == ("few_tables", 2)


def test_full_tables_lead_back():
    """Two English tables take six of eight people a round: two sit elsewhere, and are only two."""
    english = tuple(PersonNeed(f"e{n}", frozenset({"en"})) for n in range(6))
    both = tuple(PersonNeed(f"b{n}", frozenset({"en", "fr"})) for n in range(2))
    tables = (*(TableOffer(n, 3, None, "en") for n in (1, 2)), TableOffer(3, 2, None, "fr"))
    (found,) = findings(cafe((*english, *both), tables, 2, variant=Variant.THEME_PER_TABLE))
    assert (found.code, found.values) == ("returns", {"returns": 2})
    pinned = cafe((*english, *both), tables, 2, variant=Variant.THEME_PER_TABLE, pins=({}, STAYS))
    assert bounds(pinned).returns == 0
    pinned = replace(pinned, pins=(STAYS, STAYS))
    assert bounds(pinned).returns == 1


def test_few_themes_lead_back_to_one():
    tables = (TableOffer(1, 3, "water"), TableOffer(2, 3, "water"))
    codes = [each.code for each in findings(cafe(tables=tables, variant=Variant.THEME_PER_TABLE))]
    assert codes == ["few_themes"]


def test_a_round_that_nobody_is_here_for():
    people = tuple(PersonNeed(f"p{n}", attends=frozenset({1})) for n in range(6))
    (found,) = findings(cafe(people))
    assert (found.said("en"), found.stops) == ("Nobody is here in round 2.", False)


def test_a_language_nobody_follows():
    people = (*PEOPLE[:5], PersonNeed("s", SPANISH))
    tables = (TableOffer(1, 3, None, "fr"), TableOffer(2, 3, None, "fr"))
    assert findings(cafe(people, tables))[0].code == "no_language"
    french = tuple(PersonNeed(f"f{n}", FRENCH) for n in range(6))
    arabic = (TableOffer(1, 3, None, "ar"), TableOffer(2, 3, None, "ar"))
    lost = findings(cafe(french, arabic))[0]
    assert lost.said("en") == "6 people follow the language of no table, f0 among them."
    lost = cafe(french, arabic, variant=Variant.THEME_PER_TABLE)
    assert "returns" not in {each.code for each in findings(lost)}
    mixed = (TableOffer(1, 3, None, "fr"), TableOffer(2, 3, None, "es"))
    assert [each.code for each in findings(cafe(french, mixed))] == ["few_listeners"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_can_be_said(locale):
    everything = dict.fromkeys(
        [
            "round",
            "people",
            "seats",
            "person",
            "other",
            "table",
            "needed",
            "tables",
            "rounds",
            "returns",
            "themes",
            "language",
            "value",
            "cells",
        ],
        3,
    )
    for sentence in SENTENCES.values():
        assert sentence % everything
    found = findings(cafe(people=()))[0]
    assert found.said(locale)

"""The checker counts what anybody can count at the tables."""

from facilitator.dialogues.rules import Variant
from facilitator.rotation.checker import faults, figures
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer

FRENCH, ENGLISH = frozenset({"fr", "en"}), frozenset({"en"})
HOST = PersonNeed("host", stays_at=1)
SECOND = PersonNeed("second", stays_at=1)
ADA, BEN, CLEO = PersonNeed("ada", FRENCH), PersonNeed("ben", ENGLISH), PersonNeed("cleo")
TABLES = (
    TableOffer(1, 2, "water", "fr"),
    TableOffer(2, 2, "water", "en"),
    TableOffer(3, 2, "wind"),
)


def sitting(*people, variant=Variant.THEME_PER_TABLE, rounds=3):
    return Sitting(people, TABLES, rounds, variant)


def test_meetings():
    seats = (
        {"ada": 1, "ben": 1, "cleo": 1},
        {"ada": 2, "ben": 2, "cleo": 3},
        {"ada": 3, "ben": 3, "cleo": 2},
    )
    counted = figures(sitting(ADA, BEN, CLEO), seats)
    assert (counted.repeats, counted.e2) == (2, 3)
    assert (counted.encounters, counted.max_meetings) == (3, 3)


def test_the_two_who_stay_are_no_pair():
    seats = ({"host": 1, "second": 1, "ada": 1}, {"host": 1, "second": 1, "ada": 1})
    counted = figures(sitting(HOST, SECOND, ADA, rounds=2), seats)
    assert (counted.encounters, counted.repeats, counted.max_meetings) == (2, 2, 2)


def test_returns_to_tables_and_themes():
    seats = ({"ada": 1, "host": 1}, {"ada": 2, "host": 1}, {"ada": 1, "host": 1})
    counted = figures(sitting(ADA, HOST), seats)
    assert (counted.table_revisits, counted.theme_revisits) == (1, 2)
    same = figures(sitting(ADA, HOST, variant=Variant.SAME_QUESTION), seats)
    assert (same.table_revisits, same.theme_revisits) == (1, 0)


def test_the_return_home_is_not_counted():
    seats = ({"ada": 1, "ben": 1}, {"ada": 2, "ben": 3}, {"ada": 1, "ben": 1})
    counted = figures(sitting(ADA, BEN, variant=Variant.RETURN_HOME), seats)
    assert (counted.repeats, counted.table_revisits) == (0, 0)


def test_seats_languages_and_absence():
    seats = ({"ada": 1, "ben": 1, "cleo": 1}, {"ada": 2, "ben": 3})
    counted = figures(sitting(ADA, BEN, CLEO, rounds=2), seats)
    assert counted.over_capacity == 1
    assert counted.language_misfits == 1
    assert counted.unseated == 1


def test_faults_are_named():
    asked = sitting(ADA, HOST, rounds=2)
    assert faults(asked, ({"ada": 2, "host": 1}, {"ada": 3, "host": 1})) == ()
    assert faults(asked, ({"ada": 9, "host": 2}, {"host": 1, "ghost": 1}, {})) == (
        "3 rounds instead of 2",
        "round 1: a table that is not open",
        "round 1: somebody who stays was moved",
        "round 2: 2 people missing or not known",
        "round 3: 2 people missing or not known",
        "round 3: somebody who stays was moved",
    )

"""What cannot be in balance is counted, said, and never too much."""

from hypothesis import given

from facilitator.dialogues.rules import Variant
from facilitator.rotation.bounds import bounds
from facilitator.rotation.findings import findings
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer, Wishes
from facilitator.rotation.scarcity import scarcities
from facilitator.rotation.solve import limit_of, solve
from tests.rotation.cafes import ruled_sittings, some

TABLES = (TableOffer(1, 4, None, "en"), TableOffer(2, 4, None, "en"), TableOffer(3, 4, None, "es"))


def cafe(spanish, rounds=1, **more):
    """Twelve people, half of them parties; so many, and no party, follow Spanish besides."""
    people = tuple(
        PersonNeed(
            f"p{n}",
            frozenset({"en", "es"}) if n < spanish else frozenset({"en"}),
            traits={"constituency": "nps" if n < 6 else "party"},
        )
        for n in range(12)
    )
    return Sitting(people, TABLES, rounds, **more)


def told(sitting):
    return {(each.language, each.value): each.cells for each in scarcities(sitting)}


def test_a_table_nobody_of_a_kind_can_follow_is_out_of_balance():
    assert told(cafe(6)) == {("es", "party"): 1, ("en", "party"): 1}
    assert bounds(cafe(6, rounds=3)).cells == 6
    found = findings(cafe(6))[1]
    assert found.said("en") == (
        "Tables in Spanish: 1; people of one kind (Parties) who follow it: 0. "
        "Table shares that must stay out of balance: 1 at least."
    )


def test_whoever_follows_one_table_only_fills_it():
    people = tuple(
        PersonNeed(f"p{n}", frozenset({"es" if n < 4 else "en"}), traits={"region": "NS"[n > 3]})
        for n in range(12)
    )
    assert told(Sitting(people, TABLES, 1))["es", "N"] == 1
    assert told(Sitting(people, TABLES, 1))["es", "S"] == 1


def test_who_may_not_return_cannot_be_there_in_every_round():
    """Two parties who follow Spanish, one table, four rounds, two of them needed in each."""
    people = tuple(
        PersonNeed(
            f"p{n}",
            frozenset({"en", "es"} if n < 2 or n > 7 else {"en"}),
            traits={"constituency": "party" if n < 6 else "nps"},
        )
        for n in range(12)
    )
    english = (*TABLES, TableOffer(4, 4, None, "en"))
    walk = Sitting(people, english, 3, Variant.THEME_PER_TABLE)
    assert told(walk)["es", "party"] >= 1
    assert ("es", "party") not in told(Sitting(people, english, 3))


def test_nothing_is_forced_without_languages_or_where_balance_is_no_wish():
    assert scarcities(cafe(6, wishes=Wishes(balance=0))) == ()
    plain = tuple(TableOffer(n, 4) for n in (1, 2, 3))
    assert scarcities(Sitting(cafe(6).people, plain, 2)) == ()


def test_a_host_whose_table_is_closed_may_sit_at_one_table_all_the_time():
    host = PersonNeed("h", frozenset({"en"}), 2, {"region": "N"})
    tables = (TableOffer(1, 3, None, "en"), TableOffer(2, 3, None, "en", frozenset({1, 2})))
    sitting = Sitting((host,), tables, 2, Variant.THEME_PER_TABLE)
    assert scarcities(sitting) == ()


@some(60)
@given(ruled_sittings())
def test_no_plan_is_better_balanced_than_its_bound(sitting):
    found = solve(sitting, seconds=0.01, compiled=False)
    if not found.plan.figures.hard_violations:
        limit = limit_of(sitting, found.plan, found.bounds)
        assert found.plan.figures.out_of_band_cells >= limit.cells

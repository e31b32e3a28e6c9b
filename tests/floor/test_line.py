"""The line: nobody is lost, nobody starves, and everybody can be told why they stand there."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.dialogues.programme.specs import FLOOR_RULES
from facilitator.floor.rules.fairness import RULES
from facilitator.floor.rules.heard import Asker, Heard, Traits
from facilitator.floor.rules.kinds import Asking
from facilitator.floor.rules.line import Because, Order, line
from tests.floor.asking import crowds, kinds, orders, pasts, traits

ALIKE = Traits("", "party", "African", "woman", True)


def names(found):
    return [each.asker.who.person for each in found.standings]


def somebody(turn, person, kind=Asking.INTERVENTION, **more):
    return Asker(UUID(int=turn), kind, turn, Traits(person, **more.pop("is_", {})), **more)


@settings(max_examples=40)
@given(crowds(), orders, pasts())
def test_everybody_stands_once_and_knows_why(crowd, order, heard):
    found = line(crowd, order, heard)
    assert sorted(each.asker.turn for each in found.standings) == [a.turn for a in crowd]
    assert [each.place for each in found.standings] == list(range(1, len(crowd) + 1))
    for each in found.standings:
        why = found.why(each)
        assert why.total() == each.place - 1
        assert set(why) <= {*map(str, Because), *order.rules}


@settings(max_examples=40)
@given(crowds(), orders, pasts())
def test_looking_changes_nothing(crowd, order, heard):
    assert line(crowd, order, heard) == line(crowd, order, heard)
    assert heard == heard.copy()


@settings(max_examples=40)
@given(crowds(), orders, pasts())
def test_their_turn_comes_when_those_before_have_used_their_time(crowd, order, heard):
    waited = 0
    for each in line(crowd, order, heard).standings:
        assert each.wait == waited
        waited += each.asker.limit


@settings(max_examples=40)
@given(st.lists(st.just(ALIKE), max_size=12), orders)
def test_people_who_are_alike_are_called_as_they_came(people, order):
    crowd = [
        Asker(UUID(int=turn), Asking.INTERVENTION, turn, replace(each, person=f"p{turn}"))
        for turn, each in enumerate(people, 1)
    ]
    assert [each.asker.turn for each in line(crowd, order, Heard()).standings] == [
        each.turn for each in crowd
    ]


@settings(max_examples=40)
@given(crowds(by_hand=False), orders, pasts(), traits, kinds)
def test_one_more_at_the_end_delays_others_only_by_a_stated_rule(crowd, order, heard, who, kind):
    more = Asker(UUID(int=99), kind, 99, who)
    before, after = line(crowd, order, heard), line([*crowd, more], order, heard)
    place = after.of(more.id).place
    for each in after.standings:
        if each.asker is more:
            continue
        if each.place < place:
            assert each.place == before.of(each.asker.id).place
        else:
            assert set(after.why(each)) - {str(Because.EARLIER)}, "delayed without a rule"
    fixed = Order((), order.patience)
    plain, longer = line(crowd, fixed, heard), line([*crowd, more], fixed, heard)
    if kind is Asking.INTERVENTION and not any(a.absent for a in crowd):
        assert longer.standings[: len(crowd)] == plain.standings


@settings(max_examples=20)
@given(st.data(), orders, st.lists(traits, min_size=1, max_size=6))
def test_nobody_is_passed_over_more_often_than_patience_allows(data, order, people):
    """A worst case: whatever is called, somebody whom the rules may like better asks at once."""
    crowd = [
        Asker(UUID(int=turn), Asking.INTERVENTION, turn, each)
        for turn, each in enumerate(people, 1)
    ]
    heard, turn = Heard(), len(crowd)
    for _ in range(25):
        first = line(crowd, order, heard).standings[0].asker
        heard.hear(first.who, first.kind, 60)
        crowd = [
            replace(a, passed=a.passed + (a.turn < first.turn)) for a in crowd if a is not first
        ]
        turn += 1
        kind = data.draw(st.sampled_from([Asking.REPLY, Asking.INTERVENTION, Asking.QUESTION]))
        crowd.append(Asker(UUID(int=turn), kind, turn, data.draw(traits)))
        assert all(each.passed <= order.patience for each in crowd)


@settings(max_examples=40)
@given(crowds(), orders, pasts(), st.integers(1, 14))
def test_a_chairs_hand_outweighs_every_rule(crowd, order, heard, place):
    crowd = [replace(each, by_hand=None) for each in crowd]
    if not crowd:
        return
    place = min(place, len(crowd))
    crowd[-1] = replace(crowd[-1], by_hand=place)
    found = line(crowd, order, heard)
    moved = found.of(crowd[-1].id)
    assert moved.place == place
    assert set(found.why(moved)) <= {str(Because.BY_HAND)}
    rest = line(crowd[:-1], Order((), 99), heard)
    without = [a for a in line(crowd, Order((), 99), heard).standings if a.asker != crowd[-1]]
    assert {each.asker for each in without} == {each.asker for each in rest.standings}


def test_points_of_order_come_first_then_questions_then_replies():
    crowd = [somebody(n, kind.value, kind) for n, kind in enumerate(reversed(Asking), 1)]
    assert names(line(crowd, Order(), Heard())) == list(Asking)


def test_whoever_was_absent_comes_last_of_their_kind():
    crowd = [
        somebody(1, "absent", absent=True),
        somebody(2, "present"),
        somebody(3, "replies", Asking.REPLY),
    ]
    found = line(crowd, Order(("first_time_first",)), Heard())
    assert names(found) == ["replies", "present", "absent"]
    assert found.why(found.standings[2]) == {Because.WEIGHT: 1, Because.ABSENT: 1}


@pytest.mark.parametrize(
    ("rule", "spoke", "then", "called"),
    [
        ("first_time_first", {}, [("old", {}), ("new", {})], ["new", "old"]),
        (
            "alternate_constituency",
            {"constituency": "party"},
            [("a", {"constituency": "party"}), ("b", {"constituency": "nps"})],
            ["b", "a"],
        ),
        (
            "spread_regions",
            {"region": "WEOG"},
            [("a", {"region": "WEOG"}), ("b", {"region": "GRULAC"})],
            ["b", "a"],
        ),
        (
            "spread_genders",
            {"gender": "man"},
            [("a", {"gender": "man"}), ("b", {"gender": "woman"})],
            ["b", "a"],
        ),
        (
            "developing_share",
            {"developing": False},
            [("a", {"developing": False}), ("b", {"developing": True})],
            ["b", "a"],
        ),
        ("least_time_first", {}, [("old", {}), ("new", {})], ["new", "old"]),
    ],
)
def test_what_each_rule_prefers(rule, spoke, then, called):
    heard = Heard()
    heard.hear(Traits("old", **spoke), Asking.INTERVENTION, 60)
    crowd = [somebody(n, who, is_=traits) for n, (who, traits) in enumerate(then, 1)]
    found = line(crowd, Order((rule,)), heard)
    assert names(found) == called
    assert found.why(found.standings[1]) == {rule: 1}
    assert names(line(crowd, Order(), heard)) == [who for who, _ in then]


def test_rules_are_asked_in_their_order():
    heard = Heard()
    heard.hear(Traits("old", "nps"), Asking.INTERVENTION, 60)
    crowd = [
        somebody(1, "old", is_={"constituency": "party"}),
        somebody(2, "new", is_={"constituency": "nps"}),
    ]
    first, alternate = "first_time_first", "alternate_constituency"
    assert names(line(crowd, Order((first, alternate)), heard)) == ["new", "old"]
    assert names(line(crowd, Order((alternate, first)), heard)) == ["old", "new"]


def test_constituencies_alternate_down_the_whole_line():
    crowd = [
        somebody(n, f"p{n}", is_={"constituency": side})
        for n, side in enumerate(["party"] * 3 + ["nps"] * 2, 1)
    ]
    found = line(crowd, Order(("alternate_constituency",)), Heard())
    assert names(found) == ["p1", "p4", "p2", "p5", "p3"]
    assert found.why(found.standings[4]) == {Because.EARLIER: 2, "alternate_constituency": 2}


def test_the_rules_of_the_programme_are_those_of_the_floor():
    assert set(FLOOR_RULES) == set(RULES)

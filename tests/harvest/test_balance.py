"""Which sides have said little, and what sounds like an order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.harvest.balance import REGIONS, Said, balance
from facilitator.harvest.tone import prescriptive
from facilitator.notes.rules import NoteKind
from facilitator.people.parties import PARTIES


def scales(said, questions=("water", "energy")):
    return {each.name: each for each in balance(said, questions)}


def test_each_scale_counts_its_own_sides_and_nothing_twice():
    said = [
        Said("gap", "water", "KEN"),
        Said("measure", "water", "KEN"),
        Said("question", "energy", other=True),
    ]
    found = scales(said)
    assert dict(found["time"].sides) == {"back": 1, "forward": 1}
    assert dict(found["voice"].sides) == {"parties": 2, "others": 1}
    assert dict(found["development"].sides) == {"developing": 2, "developed": 0}
    assert found["regions"].sides[PARTIES["KEN"].un_region] == 2
    assert dict(found["questions"].sides) == {"water": 2, "energy": 1}
    assert not any(each.thin for each in found.values())  # so few lean by chance


def test_a_side_with_less_than_a_fifth_is_thin():
    told = [Said("gap", "water", "NOR")] * 9 + [Said("measure", "energy", "KEN")]
    found = scales(told)
    assert found["time"].thin == ("forward",)
    assert found["voice"].thin == ("others",)
    assert found["development"].thin == ("developing",)
    assert set(found["regions"].thin) == set(REGIONS) - {
        PARTIES["NOR"].un_region, PARTIES["KEN"].un_region
    }  # fmt: skip
    assert found["questions"].thin == ()
    assert scales(told[:9])["questions"].thin == ("energy",)


def test_what_points_rest_on_is_weighed_and_other_tags_are_not():
    assert "evidence" not in scales([Said("gap", "water")])
    tags = ["ipcc"] * 5 + ["practice"] * 3 + ["youth"] * 9
    (found,) = balance((), (), tags)
    assert dict(found.sides) == {
        "ipcc": 5, "other_science": 0, "indigenous_knowledge": 0, "practice": 3
    }  # fmt: skip
    assert found.thin == ("other_science", "indigenous_knowledge")
    assert balance((), (), tags[1:])[0].thin == ()  # so few lean by chance


@given(st.lists(st.builds(
    Said, st.sampled_from(NoteKind), st.sampled_from(["water", "energy", ""]),
    st.sampled_from(["KEN", "NOR", "", "XXX"]), st.booleans(),
)))  # fmt: skip
def test_no_scale_weighs_more_than_was_said(said):
    for each in balance(said, ["water", "energy"]):
        assert 0 < sum(each.sides.values()) <= len(said)
        assert set(each.thin) <= set(each.sides)


@pytest.mark.parametrize(
    "order",
    [
        "Countries must phase out coal", "Les Parties doivent doubler la finance",
        "Los países deben informar cada año", "Страны должны сообщать каждый год",
        "各国必须提高力度", "يجب على الدول أن تبلغ",
    ],
)  # fmt: skip
def test_orders_are_heard_in_six_languages(order):
    assert prescriptive(order)


@pytest.mark.parametrize(
    "told",
    [
        "Mustard fields dry out", "Some Parties noted that reporting could be shortened",
        "Plusieurs Parties ont proposé de doubler la finance", "一些缔约方建议提高力度",
    ],
)  # fmt: skip
def test_what_only_tells_is_left_alone(told):
    assert not prescriptive(told)

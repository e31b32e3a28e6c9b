"""Groups that have somebody in common are one."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.rotation.bonds import united
from facilitator.rotation.findings import findings
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.solve import solve

GROUPS = st.lists(st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=3).map(tuple))


def test_a_chain_of_pairs_sits_together():
    people = tuple(PersonNeed(who) for who in "abcdefgh")
    tables = (TableOffer(1, 4), TableOffer(2, 4))
    sitting = Sitting(people, tables, 2, together=(("a", "b"), ("c", "d"), ("b", "c")))
    assert not findings(sitting)
    for seated in solve(sitting, seconds=0.05, compiled=False).plan.seats:
        assert len({seated[who] for who in "abcd"}) == 1


@given(GROUPS)
def test_nobody_is_in_two_groups_and_nobody_is_parted(groups):
    found = united(groups)
    everybody = [who for group in found for who in group]
    assert sorted(everybody) == sorted({who for group in groups for who in group})
    for group in groups:
        assert sum(set(group) <= set(each) for each in found) == 1
    assert united(found) == found

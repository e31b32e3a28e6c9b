"""A running café changes; what is over stays as it was."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from facilitator.rotation.bounds import bounds
from facilitator.rotation.change import unsettled
from facilitator.rotation.checker import faults, figures
from facilitator.rotation.replan import Change, ProposalKind, changed, replan
from facilitator.rotation.rules import PersonNeed, Sitting, TableOffer
from facilitator.rotation.solve import returns, solve
from tests.rotation.cafes import ruled_sittings, some


@st.composite
def changes(draw, sitting):
    after = draw(st.integers(0, sitting.rounds))
    ids = [person.id for person in sitting.people]
    numbers = [table.number for table in sitting.tables]
    late = [PersonNeed(f"late{n}") for n in range(draw(st.integers(0, 3)))]
    closing = draw(st.sets(st.sampled_from(numbers), max_size=len(numbers) - 1))
    opened = draw(st.sampled_from([(), (TableOffer(99, 6),)]))
    return Change(
        after,
        absent=draw(st.frozensets(st.sampled_from(ids), max_size=4)),
        late=tuple(late),
        closed={n: frozenset(range(after + 1, sitting.rounds + 1)) for n in closing if n != 1},
        opened=opened,
    )


@some(25)
@given(st.data(), ruled_sittings())
def test_rounds_gone_by_are_never_touched(data, sitting):
    seats = solve(sitting, seconds=0.005, compiled=False).plan.seats
    change = data.draw(changes(sitting))
    now = changed(sitting, seats, change)
    for proposal in replan(sitting, seats, change, seconds=0.02, compiled=False):
        assert proposal.plan.seats[: change.after_round] == seats[: change.after_round]
        assert faults(now, proposal.plan.seats) == ()
        assert proposal.changed_seats >= proposal.forced_changes


@some(40)
@given(st.data(), ruled_sittings())
def test_no_proposal_is_better_than_what_bounds_the_café_so_far(data, sitting):
    seats = solve(sitting, seconds=0.005, compiled=False).plan.seats
    change = data.draw(changes(sitting))
    now = changed(sitting, seats, change)
    so_far = unsettled(now, change.after_round)
    limit = bounds(so_far)
    for proposal in replan(sitting, seats, change, seconds=0.01, compiled=False):
        counted = figures(so_far, proposal.plan.seats)
        if not counted.hard_violations:
            led_back = returns(now, proposal.plan)
            assert led_back >= limit.returns
            if led_back == limit.returns:
                assert (counted.repeats, counted.e2) >= (limit.repeats, limit.e2)


@some(25)
@given(st.data(), ruled_sittings())
def test_nothing_proposed_repeats_less_than_fewest_repeats(data, sitting):
    seats = solve(sitting, seconds=0.005, compiled=False).plan.seats
    change = data.draw(changes(sitting))
    now = changed(sitting, seats, change)
    found = replan(sitting, seats, change, seconds=0.02, compiled=False)
    asked = [_order(now, each.plan) for each in found]
    for each, own in zip(found, asked, strict=True):
        if each.kind is ProposalKind.FEWEST_REPEATS:
            assert own == min(asked)


def test_a_table_that_a_rule_closes_for_good_was_open_while_people_sat_there():
    people = tuple(PersonNeed(f"p{n}") for n in range(12))
    tables = tuple(TableOffer(n, 4) for n in range(1, 5))
    seats = solve(Sitting(people, tables, 3), seconds=0.1).plan.seats
    shut = replace(tables[2], closed=frozenset({1, 2, 3}))
    sitting, change = Sitting(people, (*tables[:2], shut, tables[3]), 3), Change(1)
    now = changed(sitting, seats, change)
    found = replan(sitting, seats, change, seconds=0.1)
    assert [faults(now, each.plan.seats) for each in found] == [()] * len(found)
    assert {3} & {*found[0].plan.seats[1].values(), *found[0].plan.seats[2].values()} == set()


def _order(now, plan):
    """In this order: that rules are kept, nobody is led back, nobody meets again."""
    return plan.figures.hard_violations, returns(now, plan), plan.figures.repeats


def test_a_late_arrival_takes_over_an_absent_persons_ticket():
    people = tuple(PersonNeed(f"p{n}") for n in range(12))
    sitting = Sitting(people, tuple(TableOffer(n, 3) for n in range(1, 5)), 3)
    seats = solve(sitting, seconds=1).plan.seats
    change = Change(1, absent=frozenset({"p3"}), late=(PersonNeed("late"),))
    careful = replan(sitting, seats, change)[0]
    assert careful.changed_seats == 0
    assert [seated["late"] for seated in careful.plan.seats[1:]] == [s["p3"] for s in seats[1:]]

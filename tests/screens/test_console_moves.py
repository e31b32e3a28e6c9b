"""The console's buttons are what the table of moves allows, and one of them is what comes next."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.rounds.rules import LEADS_TO, Move, Phase, moves_from
from facilitator.screens.console.moves import Step, next_step, other_steps


@dataclass
class Seen:
    number: int
    phase: Phase
    version: int = 4


def a_day(*phases):
    return [Seen(number, phase) for number, phase in enumerate(phases, 1)]


P, O, H, G, C = Phase.PLANNED, Phase.OPEN, Phase.PAUSED, Phase.GRACE, Phase.CLOSED  # noqa: E741


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (a_day(), None),
        (a_day(P, P), Step(Move.OPEN, 1, 4)),
        (a_day(O, P), Step(Move.RING, 1, 4)),
        (a_day(H, P), Step(Move.RESUME, 1, 4)),
        (a_day(G, P), Step(Move.OPEN, 2, 4, ends=1)),
        (a_day(C, P), Step(Move.OPEN, 2, 4)),
        (a_day(C, G), Step(Move.CLOSE, 2, 4)),
        (a_day(C, C), None),
    ],
)
def test_what_comes_next(day, step):
    assert next_step(day) == step


days = st.lists(st.sampled_from(Phase), max_size=5).map(lambda phases: a_day(*phases))


@given(days)
def test_every_button_is_a_move_that_can_be_made_and_none_is_there_twice(day):
    step = next_step(day)
    shown = [each for each in (step, *other_steps(day)) if each]
    phases = {each.number: each.phase for each in day}
    assert all((phases[each.number], each.move) in LEADS_TO for each in shown)
    assert len({(each.move, each.number, each.minutes) for each in shown}) == len(shown)


@given(days)
def test_what_can_be_done_with_the_present_round_has_its_button(day):
    step, others = next_step(day), other_steps(day)
    if others and step and step.ends is None:
        shown = {(each.move, each.number) for each in (step, *others)}
        here = {(move, step.number) for move in moves_from(day[step.number - 1].phase)}
        assert here <= shown


def test_a_round_just_closed_can_be_opened_again():
    assert other_steps(a_day(C, C, P)) == [Step(Move.REOPEN, 2, 4, 5)]


def test_what_sends_people_off_is_asked_about_first():
    asked = {
        each.move for each in (next_step(a_day(O)), *other_steps(a_day(G, P))) if each.is_final
    }
    assert asked == {Move.RING, Move.CLOSE}
    assert next_step(a_day(G, P)).is_final
    assert not next_step(a_day(P, P)).is_final

"""The way of a report: who approves, and that no step leads out of final."""

from facilitator.kit.ids import new_id
from facilitator.report.rules import LEADS_TO, Move, State, approvers


def test_two_co_facilitators_approve_without_the_organiser():
    dora, emil, olga = new_id(), new_id(), new_id()
    assert approvers([dora, emil], [olga]) == {dora, emil}
    assert approvers([dora], [olga]) == {dora, olga}


def test_no_step_leads_out_of_final():
    assert {move for state, move in LEADS_TO if state is State.FINAL} == {Move.REOPEN}
    assert LEADS_TO[State.FINAL, Move.REOPEN] is State.FINAL

"""A round moves only as the table says, and its clock always says what its phase means."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from facilitator.kit.errors import NotNow
from facilitator.rounds.rules import (
    LEADS_TO,
    Clock,
    Lengths,
    Move,
    Phase,
    after,
    left,
    moves_from,
    set_clock,
)

LENGTH, GRACE = timedelta(minutes=30), timedelta(minutes=3)
ZERO = timedelta()
minutes = st.integers(1, 120).map(lambda number: timedelta(minutes=number))


class ARound(RuleBasedStateMachine):
    """A round, any moves at any times, and a clock that is watched throughout."""

    def __init__(self):
        super().__init__()
        self.now = datetime(2026, 6, 8, 9, tzinfo=UTC)
        self.phase, self.clock = Phase.PLANNED, Clock()

    @property
    def remaining(self):
        return left(self.clock, self.now)

    def make(self, move, by=ZERO):
        self.clock = set_clock(self.clock, move, self.now, Lengths(LENGTH, GRACE, by))
        self.phase = after(self.phase, move)

    @rule(seconds=st.integers(0, 3000))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule(move=st.sampled_from(Move))
    def what_the_table_does_not_name_is_refused(self, move):
        if (self.phase, move) not in LEADS_TO:
            with pytest.raises(NotNow):
                after(self.phase, move)

    @precondition(lambda self: self.phase is Phase.PLANNED)
    @rule()
    def opens_at_its_full_length(self):
        self.make(Move.OPEN)
        assert self.remaining == LENGTH

    @precondition(lambda self: self.phase is Phase.OPEN)
    @rule(rest=st.integers(0, 7200))
    def a_pause_costs_no_time(self, rest):
        before = self.remaining
        self.make(Move.PAUSE)
        self.now += timedelta(seconds=rest)
        assert self.remaining == before
        self.make(Move.RESUME)
        assert self.remaining == before

    @precondition(lambda self: self.phase is Phase.OPEN)
    @rule()
    def pauses(self):
        self.make(Move.PAUSE)

    @precondition(lambda self: self.phase is Phase.PAUSED)
    @rule()
    def resumes(self):
        self.make(Move.RESUME)

    @precondition(lambda self: self.phase in (Phase.OPEN, Phase.PAUSED))
    @rule(by=minutes)
    def is_extended(self, by):
        before = self.remaining
        self.make(Move.EXTEND, by)
        assert self.remaining == max(before + by, ZERO)

    @precondition(lambda self: self.phase in (Phase.OPEN, Phase.PAUSED))
    @rule(by=minutes)
    def is_never_shortened_to_before_now(self, by):
        before = self.remaining
        self.make(Move.SHORTEN, by)
        assert self.remaining == max(before - by, ZERO)

    @precondition(lambda self: Move.RING in moves_from(self.phase))
    @rule()
    def rings_and_leaves_time_to_finish(self):
        self.make(Move.RING)
        assert (self.phase, self.remaining) == (Phase.GRACE, GRACE)

    @precondition(lambda self: Move.CLOSE in moves_from(self.phase))
    @rule()
    def closes(self):
        self.make(Move.CLOSE)

    @precondition(lambda self: Move.REOPEN in moves_from(self.phase))
    @rule(by=minutes)
    def reopens(self, by):
        self.make(Move.REOPEN, by)
        assert (self.phase, self.remaining) == (Phase.OPEN, by)

    @invariant()
    def the_clock_says_what_the_phase_means(self):
        runs = self.phase in (Phase.OPEN, Phase.GRACE)
        assert (self.clock.ends_at is not None) == runs
        assert (self.clock.remaining is not None) == (self.phase is Phase.PAUSED)

    @invariant()
    def only_the_first_phase_has_one_way_out(self):
        assert moves_from(self.phase), "no phase is a dead end"


TestARound = ARound.TestCase
TestARound.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)

"""The clock of a speech: it never jumps backwards, and goes on into overtime."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.dialogues.programme.specs import FloorSpec
from facilitator.floor.rules.clock import SpeechClock, limit_of, words_for
from facilitator.floor.rules.kinds import Aid, Asking
from facilitator.floor.rules.moves import LEADS_TO, Move, Phase, check, moves_from
from facilitator.floor.rules.quotas import quotas, shared_out
from facilitator.kit.errors import NotNow

START = datetime(2026, 6, 8, 9, tzinfo=UTC)
LIMIT = timedelta(minutes=3)
seconds = st.integers(0, 400).map(lambda each: timedelta(seconds=each))
deeds = st.lists(st.tuples(st.sampled_from(["started", "stopped", "extended"]), seconds))


@given(deeds)
def test_time_used_never_shrinks_and_stands_still_while_paused(deeds):
    clock, now, used = SpeechClock(LIMIT).started(START), START, timedelta()
    for deed, passes in deeds:
        ran, now = clock.since is not None, now + passes
        assert clock.used(now) == used + (passes if ran else timedelta())
        used = clock.used(now)
        left = clock.left(now)
        clock = clock.extended(timedelta(seconds=30)) if deed == "extended" else (
            clock.started(now) if deed == "started" else clock.stopped(now)
        )  # fmt: skip
        assert clock.used(now) == used
        assert clock.left(now) >= left


def test_overtime_is_negative():
    clock = SpeechClock(LIMIT).started(START)
    assert clock.ends_at == START + LIMIT
    assert clock.left(START + timedelta(minutes=4)) == timedelta(minutes=-1)


def test_a_paused_clock_goes_on_where_it_stopped():
    clock = SpeechClock(LIMIT).started(START).stopped(START + timedelta(minutes=1))
    assert clock.ends_at is None
    later = START + timedelta(minutes=10)
    assert clock.started(later).ends_at == later + timedelta(minutes=2)


def test_another_servers_slow_clock_takes_nothing_back():
    clock = SpeechClock(LIMIT).started(START)
    assert clock.left(START - timedelta(seconds=5)) == LIMIT


SPEC = FloorSpec(
    180, 120, reply_seconds=90, second_language_percent=25, consecutive_percent=100
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "prepared", "aid", "limit"),
    [
        (Asking.INTERVENTION, False, Aid.NONE, 180),
        (Asking.INTERVENTION, True, Aid.NONE, 120),
        (Asking.REPLY, False, Aid.NONE, 90),
        (Asking.QUESTION, False, Aid.NONE, 60),
        (Asking.ORDER, False, Aid.NONE, 60),
        (Asking.INTERVENTION, False, Aid.SECOND_LANGUAGE, 225),
        (Asking.INTERVENTION, True, Aid.CONSECUTIVE, 240),
    ],
)
def test_each_kind_has_its_limit(kind, prepared, aid, limit):
    assert limit_of(kind, prepared, aid, SPEC) == limit


def test_three_minutes_are_three_hundred_words():
    assert words_for(180, FloorSpec()) == 300


def test_what_the_table_does_not_name_is_refused():
    for phase in Phase:
        for move in Move:
            if (phase, move) in LEADS_TO:
                check(phase, move)
                assert move in moves_from(phase)
            else:
                with pytest.raises(NotNow):
                    check(phase, move)


def test_from_everywhere_the_floor_becomes_free_again():
    for phase in Phase:
        reached, todo = {phase}, [phase]
        while todo:
            here = todo.pop()
            fresh = {LEADS_TO[here, move] for move in moves_from(here)} - reached
            reached |= fresh
            todo.extend(fresh)
        assert Phase.FREE in reached


BUDGETS = {"party": 600, "nps": 600, "G77": 300}


def test_a_quota_says_what_is_used_and_what_is_over():
    found = {each.name: each for each in quotas(BUDGETS, {"party": 660, "G77": 60})}
    assert (found["party"].over, found["nps"].used, found["G77"].over) == (60, 0, 0)


def test_an_overrun_is_shared_out_to_all():
    shared = shared_out(BUDGETS, {"party": 660}, "party")
    assert shared == {"party": 660, "nps": 660, "G77": 360}
    assert shared_out(shared, {"party": 660}, "party") == shared

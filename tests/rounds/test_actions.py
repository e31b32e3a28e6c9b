"""Moving rounds on: one of many wins, the others are told who; a pause and the bell never both."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from facilitator.kit.clock import now
from facilitator.kit.errors import Conflict, NotFound, NotNow
from facilitator.rounds.actions import move_round, open_next
from facilitator.rounds.model import Round, RoundMove
from facilitator.rounds.queries import last_move, numbered, rounds_of
from facilitator.rounds.rules import Move, Phase
from facilitator.rounds.timekeeper import ring_what_is_due
from tests.works import Silence, at_work


async def move(database, cafe, kind, who="dora", number=1, expected=None, **by):
    """Somebody makes a move, having seen the version that is there now (or `expected`)."""
    async with at_work(database, cafe.people.get(who)) as work:
        seen = (await numbered(work.db, cafe.session, number)).version
        expected = seen if expected is None else expected
        return await move_round(work, cafe.session, number, kind, expected, timedelta(**by))


async def rounds(database, cafe):
    async with database.reading() as db:
        return {each.number: each for each in await rounds_of(db, cafe.session)}


async def moves(database):
    async with database.reading() as db:
        return list(await db.scalars(select(RoundMove).order_by(RoundMove.id)))


async def answered(doing):
    """What came of it: "done", or the refusal."""
    try:
        await doing
    except (Conflict, NotNow) as refusal:
        return refusal
    return "done"


async def test_of_twenty_who_open_the_round_one_does_and_the_others_learn_who(database, cafe):
    async def press(who):
        async with at_work(database, cafe.people[who]) as work:
            await open_next(work, cafe.session, 1)

    told = await asyncio.gather(*(answered(press(who)) for who in ["dora", "emil"] * 10))

    refused = [each for each in told if each != "done"]
    (made,) = await moves(database)
    winner = {cafe.people["dora"]: "Dora", cafe.people["emil"]: "Emil"}[made.by]
    assert len(refused) == 19
    assert {str(each) for each in refused} == {f"Round 1 was already opened by {winner}."}
    phases = {n: each.phase for n, each in (await rounds(database, cafe)).items()}
    assert phases == {1: Phase.OPEN, 2: Phase.PLANNED}


async def test_a_chair_who_saw_an_older_version_is_told_what_happened_since(database, cafe):
    await move(database, cafe, Move.OPEN)
    await move(database, cafe, Move.PAUSE, who="emil", expected=1)

    with pytest.raises(Conflict) as told:
        await move(database, cafe, Move.EXTEND, expected=1, minutes=5)

    assert str(told.value) == "Round 1 was already paused by Emil."


async def test_a_move_that_does_not_begin_here_is_refused_and_changes_nothing(database, cafe):
    before = (await rounds(database, cafe))[1]
    for kind in set(Move) - {Move.OPEN}:
        with pytest.raises(NotNow):
            await move(database, cafe, kind)
    after = (await rounds(database, cafe))[1]
    assert (after.phase, after.version, after.ends_at) == (before.phase, 0, None)
    assert await moves(database) == []


async def test_opening_the_next_round_ends_the_one_before(database, cafe):
    await move(database, cafe, Move.OPEN)
    await move(database, cafe, Move.OPEN, number=2)

    found = await rounds(database, cafe)
    assert (found[1].phase, found[2].phase) == (Phase.CLOSED, Phase.OPEN)
    assert [each.move for each in await moves(database)] == [
        Move.OPEN,
        Move.RING,
        Move.CLOSE,
        Move.OPEN,
    ]


async def test_every_move_is_kept_with_who_and_from_where_to_where(database, cafe):
    await move(database, cafe, Move.OPEN)
    await move(database, cafe, Move.EXTEND, who="emil", minutes=5)

    opened, extended = await moves(database)
    assert (opened.by, opened.was, opened.became) == (cafe.people["dora"], "planned", "open")
    assert (extended.by, extended.seconds, extended.version) == (cafe.people["emil"], 300, 2)


async def test_two_clocks_ring_once(database, cafe):
    await move(database, cafe, Move.OPEN)
    await move(database, cafe, Move.SHORTEN, minutes=30)

    await asyncio.gather(*(ring_what_is_due(database, Silence()) for _ in range(4)))

    rung = [each for each in await moves(database) if each.move == Move.RING]
    assert [each.by for each in rung] == [None]
    async with database.reading() as db:
        found = await numbered(db, cafe.session, 1)
        assert found.phase == Phase.GRACE
        assert (await last_move(db, found.id))[1] is None


async def test_a_pause_at_the_last_moment_is_a_pause_or_the_bell_never_both(database, cafe):
    seen = Counter()
    for _ in range(8):
        await _about_to_ring(database, cafe)
        version = (await rounds(database, cafe))[1].version
        paused, _ = await asyncio.gather(
            answered(move(database, cafe, Move.PAUSE, expected=version)),
            ring_what_is_due(database, Silence()),
        )
        found = (await rounds(database, cafe))[1]
        assert found.version == version + 1
        assert (found.phase == Phase.PAUSED) == (paused == "done")
        assert (found.remaining_ms is None) == (found.phase != Phase.PAUSED)
        if paused != "done":
            assert str(paused) == "The bell for round 1 was already rung by the clock."
        seen[found.phase] += 1
    assert set(seen) <= {Phase.PAUSED, Phase.GRACE}


async def _about_to_ring(database, cafe):
    async with at_work(database) as work:
        round_ = await numbered(work.db, cafe.session, 1)
        round_.phase, round_.remaining_ms, round_.ends_at = Phase.OPEN, None, now()


async def test_a_round_that_is_not_there(database, cafe):
    with pytest.raises(NotFound):
        await move(database, cafe, Move.OPEN, number=7)
    async with at_work(database) as work:
        with pytest.raises(NotNow):
            await open_next(work, cafe.session, 7)


async def test_a_round_of_another_dialogue_stays_as_it_is(database, cafe):
    await move(database, cafe, Move.OPEN)
    async with database.reading() as db:
        others = await db.scalars(select(Round).filter_by(session_id=cafe.other.session))
        assert {each.phase for each in others} == {Phase.PLANNED}

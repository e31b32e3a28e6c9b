"""Arranging a board: nothing is lost, nothing averaged away, everything taken back."""

import random
from uuid import UUID

import pytest

from facilitator.harvest.actions.arranging import merge, move_notes, oppose, park, split
from facilitator.harvest.actions.following import follow_up
from facilitator.harvest.actions.judging import (
    admit,
    mark_divergent,
    promote,
    put_in_words,
    rest_on,
    tag,
)
from facilitator.harvest.actions.undoing import undo
from facilitator.harvest.following import FollowUp, FollowUpStatus
from facilitator.harvest.model import PointSupport
from facilitator.harvest.points import Side
from facilitator.harvest.steps import as_seen, steps_of
from facilitator.kit.clock import now
from facilitator.kit.errors import Conflict, Invalid, NotFound, NotNow, Refusal, TooLarge
from facilitator.kit.ids import new_id
from facilitator.notes.model import Note
from tests.harvest.boards import Table, id_of, lying, seen
from tests.harvest.noting import write_notes


@pytest.fixture
async def table(database, cafe):
    table = Table(database, cafe, await write_notes(database, cafe))
    await table.gather()
    return table


async def test_moving_a_note_moves_only_it(table):
    wind, cisterns = await table.with_note(6), await table.with_note(3)
    async with table.doing() as (work, board):
        note = [table.notes[6]]
        await move_notes(work, board, seen(wind, cisterns), note, id_of(cisterns), Side.SAME)
    moved = await table.with_note(6)
    assert moved.id == cisterns.id
    assert moved.notes == (*cisterns.notes, str(table.notes[6]))
    assert moved.arranged
    assert wind.id not in {each.id for each in (await table.read()).points}


async def test_merging_keeps_every_note_and_all_support(table):
    pipes, cisterns = await table.with_note(2), await table.with_note(3)
    async with table.doing() as (work, _):
        work.db.add_all(
            PointSupport(
                position_id=UUID(each.positions[0].id), whose="group", code="EIG", stance="share",
                at=now(),
            )
            for each in (pipes, cisterns)
        )  # fmt: skip
    async with table.doing() as (work, board):
        await merge(work, board, seen(pipes, cisterns), id_of(pipes), id_of(cisterns))
    one = await table.with_note(3)
    assert one.notes == (*pipes.notes, *cisterns.notes)
    assert "EIG" in one.positions[0].backing.groups
    assert one.statement == pipes.statement


async def test_a_merge_that_would_average_a_difference_away_is_refused(table):
    water, for_sale = await table.with_note(0), await table.with_note(4)
    with pytest.raises(NotNow, match="Set them against each other"):
        async with table.doing() as (work, board):
            await merge(work, board, seen(water, for_sale), id_of(water), id_of(for_sale))
    async with table.doing() as (work, board):
        await oppose(work, board, seen(water, for_sale), id_of(water), id_of(for_sale))
    one = await table.with_note(4)
    assert [each.side for each in one.positions] == [Side.SAME, Side.OTHER]
    assert [each.notes for each in one.positions] == [water.notes, for_sale.notes]
    assert one.contested
    wind = await table.with_note(6)
    with pytest.raises(NotNow, match="two sides"):
        async with table.doing() as (work, board):
            await oppose(work, board, seen(one, wind), id_of(one), id_of(wind))


async def test_splitting_gives_a_note_a_point_of_its_own(table):
    water = await table.with_note(0)
    async with table.doing() as (work, board):
        await split(work, board, seen(water), [table.notes[1]])
    assert (await table.with_note(1)).notes == (str(table.notes[1]),)
    assert (await table.with_note(0)).notes == (str(table.notes[0]),)
    assert (await table.with_note(1)).question == water.question
    with pytest.raises(Invalid):
        async with table.doing() as (work, board):
            await split(work, board, seen(await table.with_note(0)), [])


async def test_what_is_parked_can_be_fetched_back(table):
    water = await table.with_note(0)
    async with table.doing() as (work, board):
        await park(work, board, seen(water), [table.notes[0]])
    assert str(table.notes[0]) in (await table.read()).parked
    async with table.doing() as (work, board):
        await split(work, board, {}, [table.notes[0]])
    assert (await table.with_note(0)).notes == (str(table.notes[0]),)


async def test_the_first_side_taken_away_makes_the_other_the_first(table):
    water, for_sale = await table.with_note(0), await table.with_note(4)
    async with table.doing() as (work, board):
        await oppose(work, board, seen(water, for_sale), id_of(water), id_of(for_sale))
    async with table.doing() as (work, board):
        await park(work, board, seen(await table.with_note(0)), table.notes[:2])
    one = await table.with_note(4)
    assert [(each.side, each.notes) for each in one.positions] == [(Side.SAME, for_sale.notes)]


async def test_words_findings_differences_and_tags(table):
    water = await table.with_note(0)
    async with table.doing() as (work, board):
        await put_in_words(work, board, seen(water), Side.SAME, " Half lacks\nwater ")
    async with table.doing() as (work, board):
        await promote(work, board, seen(await table.with_note(0)), True)
    async with table.doing() as (work, board):
        await mark_divergent(work, board, seen(await table.with_note(0)), True)
    async with table.doing() as (work, board):
        await tag(work, board, seen(await table.with_note(0)), ["youth", "ipcc", "youth"])
    now_ = await table.with_note(0)
    assert (now_.statement, now_.positions[0].worded) == ("Half lacks water", True)
    assert (now_.finding, now_.contested, now_.tags) == (True, True, ("ipcc", "youth"))
    assert [each.id for each in (await table.read()).findings] == [water.id]
    async with table.doing() as (work, board):
        await put_in_words(work, board, seen(await table.with_note(0)), Side.SAME, "  ")
    assert (await table.with_note(0)).statement == water.statement


async def test_nothing_enters_the_solutions_bank_without_passing_every_criterion(table):
    cisterns, both = await table.with_note(3), ["Tried out", "Costs are known"]
    for passed, criteria in (["Tried out"], both), ([*both, "Cheap"], both), (["Tried out"], []):
        with pytest.raises(Invalid, match="every criterion"):
            async with table.doing() as (work, board):
                await admit(work, board, seen(cisterns), passed, criteria)
    async with table.doing() as (work, board):
        await admit(work, board, seen(cisterns), both[::-1], both)
    assert (await table.with_note(3)).admitted == tuple(both)
    async with table.doing() as (work, board):
        await undo(work, board, board.steps)
    assert (await table.with_note(3)).admitted == ()
    async with table.doing() as (work, board):
        await undo(work, board, board.steps)
    async with table.doing() as (work, board):
        await admit(work, board, seen(await table.with_note(3)), (), both)
    assert (await table.with_note(3)).admitted == ()


async def test_who_takes_a_point_up_stays_with_it_and_can_be_taken_back(table):
    """R45, R61: what is said first stays when points are laid together."""
    said = FollowUp(" The harbour\noffice ", "next spring", "", FollowUpStatus.UNDER_WAY)
    kept = FollowUp("The harbour office", "next spring", "", FollowUpStatus.UNDER_WAY)
    async with table.doing() as (work, board):
        await follow_up(work, board, seen(await table.with_note(3)), said)
    pipes, cisterns = await table.with_note(2), await table.with_note(3)
    assert (pipes.follow_up, cisterns.follow_up) == (None, kept)
    async with table.doing() as (work, board):
        await merge(work, board, seen(pipes, cisterns), id_of(pipes), id_of(cisterns))
    assert (await table.with_note(2)).follow_up == kept
    async with table.doing() as (work, board):
        await follow_up(work, board, seen(await table.with_note(2)), FollowUp(" ", "\t"))
    assert (await table.with_note(2)).follow_up is None
    for number, before in ((4, kept), (3, None)):  # nobody takes it up; the two are one
        async with table.doing() as (work, board):
            await undo(work, board, number)
        assert (await table.with_note(2)).follow_up == before


async def test_a_step_of_an_earlier_release_is_taken_back_by_what_it_kept(table):
    water = await table.with_note(0)
    async with table.doing() as (work, board):
        await promote(work, board, seen(water), True)
    async with table.doing() as (work, board):
        (last, *_) = await steps_of(work.db, board.session_id, 1)
        last.before, last.after = (without_admitted(each) for each in (last.before, last.after))
    async with table.doing() as (work, board):
        await undo(work, board, board.steps)
    assert not (await table.with_note(0)).finding


def without_admitted(snapshot):
    points = {
        each: {name: value for name, value in row.items() if name != "admitted"}
        for each, row in snapshot["points"].items()
    }
    return {**snapshot, "points": points}


async def test_what_a_note_rests_on_is_said_tag_by_tag(table):
    async with table.doing() as (work, _):
        note = await work.db.get_one(Note, table.notes[0])
        for evidence, on in (("practice", True), ("ipcc", True), ("ipcc", True)):
            await rest_on(work, note, evidence, on)
        assert note.evidence == ["ipcc", "practice"]
        await rest_on(work, note, "practice", False)
        with pytest.raises(Invalid):
            await rest_on(work, note, "youth", True)
    async with table.doing() as (work, _):
        assert (await work.db.get_one(Note, table.notes[0])).evidence == ["ipcc"]


async def test_what_cannot_be_said_of_a_point(table):
    water = await table.with_note(0)
    for refusal, act in (
        (TooLarge, lambda w, b: put_in_words(w, b, seen(water), Side.SAME, "x" * 601)),
        (TooLarge, lambda w, b: follow_up(w, b, seen(water), FollowUp(by_when="x" * 41))),
        (NotFound, lambda w, b: put_in_words(w, b, seen(water), Side.OTHER, "No")),
        (Invalid, lambda w, b: tag(w, b, seen(water), ["made up"])),
        (Invalid, lambda w, b: merge(w, b, seen(water), id_of(water), id_of(water))),
        (NotFound, lambda w, b: promote(w, b, {new_id(): 1}, True)),
        (NotFound, lambda w, b: park(w, b, {}, [new_id()])),
        (NotFound, lambda w, b: undo(w, b, 99)),
    ):
        with pytest.raises(refusal):
            async with table.doing() as (work, board):
                await act(work, board)
    with pytest.raises(NotFound):
        as_seen("nonsense")


async def test_the_second_of_two_hears_who_was_first(table):
    water, pipes = await table.with_note(0), await table.with_note(2)
    async with table.doing("dora") as (work, board):
        await promote(work, board, seen(water), True)
    for act in (
        lambda w, b: promote(w, b, seen(water), False),
        lambda w, b: move_notes(w, b, seen(pipes), [table.notes[0]], id_of(pipes), Side.SAME),
    ):
        with pytest.raises(Conflict) as refused:
            async with table.doing("finn") as (work, board):
                await act(work, board)
        assert refused.value.values == {"name": "Dora"}


async def test_undoing_brings_back_and_undoing_that_does_it_again(table):
    before = await table.read()
    pipes, cisterns = await table.with_note(2), await table.with_note(3)
    async with table.doing() as (work, board):
        await merge(work, board, seen(pipes, cisterns), id_of(pipes), id_of(cisterns))
    merged = await table.read()
    async with table.doing() as (work, board):
        await undo(work, board, board.steps)
    assert lying(await table.read()) == lying(before)
    async with table.doing() as (work, board):
        await undo(work, board, board.steps)
    assert lying(await table.read()) == lying(merged)


async def test_what_was_changed_since_is_not_undone_over_it(table):
    water = await table.with_note(0)
    async with table.doing() as (work, board):
        await promote(work, board, seen(water), True)
        first = board.steps
    async with table.doing("dora") as (work, board):
        await split(work, board, seen(await table.with_note(0)), [table.notes[0]])
        second = board.steps
    with pytest.raises(Conflict, match="what came after"):
        async with table.doing() as (work, board):
            await undo(work, board, first)
    for number in (second, first):
        async with table.doing() as (work, board):
            await undo(work, board, number)
    assert not (await table.with_note(0)).finding
    with pytest.raises(Conflict):
        async with table.doing() as (work, board):
            await undo(work, board, first)


async def test_gathering_again_moves_nothing_that_a_person_arranged(table, database, cafe):
    pipes, wind = await table.with_note(2), await table.with_note(6)
    async with table.doing() as (work, board):
        await merge(work, board, seen(pipes, wind), id_of(pipes), id_of(wind))
    arranged = await table.with_note(6)
    table.notes += await write_notes(database, cafe, more=["The turbines hum at night near school"])
    await table.gather()
    assert await table.with_note(6) == arranged
    alone = await table.with_note(-1)
    assert alone.id != arranged.id
    assert not (await table.read()).unsorted


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_people_and_the_machine_do_no_note_is_lost(table, database, cafe, seed):
    """A random walk: each note in one place, what was arranged stays, undoing brings back."""
    dice = random.Random(seed)
    for _ in range(12):
        before = await table.read()
        act = dice.choice([move, merging, splitting, parking, opposing, more_notes, judging])
        try:
            taken = await act(table, dice, before)
        except Refusal:
            assert lying(await table.read()) == lying(before)
            continue
        after = await table.read()
        places = [note for each in after.points for note in each.notes]
        places += [*after.parked, *after.unsorted]
        assert len(places) == len(set(places)) == len(table.notes) - 1  # one was withdrawn
        if act is more_notes:
            kept = {each.id: each for each in before.points if each.arranged}
            assert kept.items() <= {each.id: each for each in after.points}.items()
        elif taken and dice.random() < 0.5:
            async with table.doing() as (work, board):
                await undo(work, board, board.steps)
            assert lying(await table.read()) == lying(before), act.__name__


async def move(table, dice, found):
    one, two = pick(dice, found.points, 2)
    note = UUID(dice.choice(one.notes))
    async with table.doing() as (work, board):
        side = dice.choice(list(Side))
        await move_notes(work, board, seen(one, two), [note], id_of(two), side)
    return True


async def merging(table, dice, found):
    one, two = pick(dice, found.points, 2)
    async with table.doing() as (work, board):
        await merge(work, board, seen(one, two), id_of(one), id_of(two))
    return True


async def opposing(table, dice, found):
    one, two = pick(dice, found.points, 2)
    async with table.doing() as (work, board):
        await oppose(work, board, seen(one, two), id_of(one), id_of(two))
    return True


async def splitting(table, dice, found):
    (one,) = pick(dice, found.points, 1)
    notes = [UUID(each) for each in one.notes if dice.random() < 0.5]
    async with table.doing() as (work, board):
        await split(work, board, seen(one), notes)
    return True


async def parking(table, dice, found):
    (one,) = pick(dice, found.points, 1)
    async with table.doing() as (work, board):
        await park(work, board, seen(one), [UUID(dice.choice(one.notes))])
    return True


async def judging(table, dice, found):
    (one,) = pick(dice, found.points, 1)
    async with table.doing() as (work, board):
        await put_in_words(work, board, seen(one), Side.SAME, f"Said {dice.random()}")
    return True


async def more_notes(table, dice, found):
    words = f"The turbines hum at night {dice.randint(1, 99)}"
    table.notes += await write_notes(table.database, table.cafe, more=[words])
    await table.gather()
    return False


def pick(dice, points, count):
    if len(points) < count:
        raise NotNow
    return dice.sample(list(points), count)


async def test_each_step_says_who_did_what(table):
    water = await table.with_note(0)
    async with table.doing("dora") as (work, board):
        await promote(work, board, seen(water), True)
    async with table.database.reading() as db:
        steps = await steps_of(db, table.cafe.session, 5)
    assert [(each.act, each.by) for each in steps] == [
        ("promote", table.cafe.people["dora"]),
        ("gather", table.cafe.people["finn"]),
    ]

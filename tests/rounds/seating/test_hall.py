"""What the planner is told of a hall."""

import pytest

from facilitator.dialogues.queries import session as session_of
from facilitator.kit.errors import Invalid
from facilitator.rotation.checker import figures
from facilitator.rotation.kinds import RuleKind
from facilitator.rotation.rules import Objective, Wishes
from facilitator.rounds.seating.capacity import capacity
from facilitator.rounds.seating.hall import read_hall
from facilitator.rounds.seating.ruling import Wish, remove_rule, wish
from facilitator.rounds.seating.seats import as_seated, mark
from tests.rounds.seating.halls import open_round, ruled
from tests.works import at_work


async def hall_of(database, cafe):
    async with database.reading() as db:
        return await read_hall(db, cafe.session)


async def mark_of(database, cafe):
    async with database.reading() as db:
        hall = await read_hall(db, cafe.session)
        return mark(hall, await as_seated(db, hall))


async def test_people_tables_and_who_stays(database, cafe):
    sitting = (await hall_of(database, cafe)).sitting
    keepers = {cafe.people[who]: at for who, at in {"gita": 1, "hugo": 1, "ines": 2}.items()}
    assert sitting.keepers == {str(who): at for who, at in keepers.items()}
    assert len(sitting.people) == 6  # observers, chairs and the rapporteur sit nowhere
    assert {(t.number, t.seats) for t in sitting.tables} == {(1, 6), (2, 6), (3, 6)}
    ada = next(p for p in sitting.people if p.id == str(cafe.people["ada"]))
    assert ada.speaks == {"en"}
    assert ada.traits == {"constituency": "party", "un_region": "African", "language": "en"}


async def test_rules_reach_the_planner(database, cafe):
    ada, ben, cleo = (str(cafe.people[who]) for who in ("ada", "ben", "cleo"))
    await ruled(database, cafe, RuleKind.TOGETHER, "ada", "ben")
    await ruled(database, cafe, RuleKind.APART, "cleo", "ada")
    await ruled(database, cafe, RuleKind.PINNED, "cleo", table=3, rounds=[2])
    await ruled(database, cafe, RuleKind.AWAY, "ben", rounds=[1])
    await ruled(database, cafe, RuleKind.CLOSED, table=2)
    sitting = (await hall_of(database, cafe)).sitting
    assert sitting.together == ((ada, ben),)
    assert sitting.apart == (tuple(sorted((ada, cleo))),)
    assert sitting.pins == ({}, {cleo: 3})
    assert {p.id: p.attends for p in sitting.people}[ben] == {2}
    assert {t.number: t.closed for t in sitting.tables}[2] == {1, 2}


async def test_of_rounds_gone_by_it_counts_who_was_there_and_where(database, cafe):
    ada, ben = (str(cafe.people[who]) for who in ("ada", "ben"))
    await ruled(database, cafe, RuleKind.PINNED, "ben", table=3)
    await open_round(database, cafe)
    async with database.reading() as db:
        hall = await read_hall(db, cafe.session)
        first, second = await as_seated(db, hall)
    first = {who: at for who, at in first.items() if who != ada}
    sitting = hall.sitting_so_far((first, {**second, ben: 1}))
    assert {p.id: p.attends for p in sitting.people}[ada] == {2}
    assert sitting.pins == ({}, {ben: 3})
    assert figures(sitting, (first, {**second, ben: 3})).hard_violations == 0


async def test_a_rule_that_is_removed_holds_no_more(database, cafe):
    rule = await ruled(database, cafe, RuleKind.APART, "cleo", "ada")
    for _ in range(2):  # two chairs remove it
        async with at_work(database) as work:
            await remove_rule(work, await session_of(work.db, cafe.session), rule)
    assert (await hall_of(database, cafe)).sitting.apart == ()


@pytest.mark.parametrize(
    ("kind", "who", "field"),
    [
        (RuleKind.TOGETHER, ["ada"], "people"),
        (RuleKind.APART, ["ada", "ada"], "people"),
        (RuleKind.AWAY, [], "people"),
        (RuleKind.PINNED, ["ada"], "table"),
        (RuleKind.CLOSED, [], "table"),
    ],
)
async def test_a_rule_that_says_too_little_is_refused(database, cafe, kind, who, field):
    with pytest.raises(Invalid) as refused:
        await ruled(database, cafe, kind, *who)
    assert set(refused.value.problems) == {field}


async def test_wishes_reach_the_planner_as_weights(database, cafe):
    assert (await hall_of(database, cafe)).sitting.wishes == Wishes()
    async with at_work(database) as work:
        session = await session_of(work.db, cafe.session)
        await wish(work, session, Wish(Objective.NEW_FACES, 4, 0, history=True))
    wishes = (await hall_of(database, cafe)).sitting.wishes
    assert wishes == Wishes(Objective.NEW_FACES, balance=2.0, evenness=0.0)


async def test_the_mark_changes_with_whatever_a_plan_rests_on(database, cafe):
    first = await mark_of(database, cafe)
    assert await mark_of(database, cafe) == first
    await ruled(database, cafe, RuleKind.APART, "ada", "ben")
    second = await mark_of(database, cafe)
    await open_round(database, cafe)
    third = await mark_of(database, cafe)
    assert len({first, second, third}) == 3


async def test_room_to_walk(database, cafe):
    room = capacity(await hall_of(database, cafe))
    assert (room.movers, room.tables, room.seats, room.missing) == (3, 3, 15, 0)
    assert room.is_good
    for number in (1, 2, 3):
        await ruled(database, cafe, RuleKind.CLOSED, table=number)
    room = capacity(await hall_of(database, cafe))
    assert (room.missing, room.more_tables, room.is_good) == (3, 1, False)

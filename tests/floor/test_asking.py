"""Asking for the floor: once each, for oneself or for others, while there is room."""

import pytest

from facilitator.dialogues.conducting import turn_wall
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import WallView
from facilitator.floor.actions.by_hand import Guest
from facilitator.floor.actions.line import Ask
from facilitator.floor.rules.kinds import Aid, Asking, Capacity, State
from facilitator.kit.errors import Invalid, NotFound, NotNow
from facilitator.people.model import Participant
from tests.floor.roundtable import open_roundtable

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


async def requests(talk):
    return [each.request for each in (await talk.look()).wishes.values()]


async def test_sending_twice_asks_once(talk):
    first = await talk.asks("ada", key="key-00001")
    assert await talk.asks("ada", key="key-00001") == first
    assert await talk.asks("ada", key="key-00002") == first  # from another device
    assert len(await requests(talk)) == 1


async def test_one_may_ask_for_a_turn_and_for_a_point_of_order(talk):
    await talk.asks("ada")
    await talk.asks("ada", Asking.ORDER)
    assert await talk.order() == ["Ada", "Ada"]


async def test_withdrawing_and_asking_again(talk):
    first = await talk.asks("ada")
    await talk.asks("ben")
    await talk.withdraws("ada")
    await talk.withdraws("ada")
    assert await talk.order() == ["Ben"]
    assert await talk.asks("ada") != first
    assert await talk.order() == ["Ben", "Ada"]


async def test_what_was_never_asked_cannot_be_withdrawn(talk):
    talk.asked["ben"] = await talk.asks("ada")
    with pytest.raises(NotFound):
        await talk.withdraws("ben")


async def test_whoever_speaks_cannot_withdraw(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    await talk.withdraws("ada")
    assert [each.state for each in await requests(talk)] == [State.SPEAKING]


async def test_a_closed_list_takes_no_new_interventions(talk):
    await talk.asks("ada")
    await talk.does("open_list", False)
    with pytest.raises(NotNow, match="closed"):
        await talk.asks("ben")
    await talk.asks("ben", Asking.REPLY)
    await talk.does("open_list", True)
    await talk.asks("cleo")
    assert await talk.order() == ["Ben", "Ada", "Cleo"]


async def test_a_full_list_says_when_to_try_again(talk):
    await talk.does("settle", list_cap=1)
    await talk.asks("ada")
    with pytest.raises(NotNow, match="1 are waiting"):
        await talk.asks("ben")
    await talk.asks("ben", Asking.QUESTION)


async def test_prepared_statements_are_capped_and_shorter(database, cafe):
    talk = await open_roundtable(database, cafe, prepared_cap=1, prepared_limit_seconds=120)
    await talk.asks("ada", prepared=True)
    with pytest.raises(NotNow, match="prepared statements are taken"):
        await talk.asks("ben", prepared=True)
    await talk.asks("ben")
    found = await talk.look()
    assert [found.limit(each.request) for each in found.waiting] == [120, 180]
    await talk.withdraws("ada")
    await talk.asks("cleo", prepared=True)


async def test_a_place_is_estimated_by_the_limits_of_those_before(talk):
    await talk.asks("ada")
    await talk.asks("ben", Asking.REPLY)
    await talk.asks("cleo", aid=Aid.CONSECUTIVE)
    standings = (await talk.look()).line().standings
    assert [each.wait for each in standings] == [0, 120, 300]


@pytest.mark.parametrize(
    ("who", "capacity", "whom"),
    [
        ("ada", Capacity.PARTY, "KEN"),
        ("ada", Capacity.GROUP, "AGN"),
        ("ines", Capacity.GROUP, "AILAC"),
    ],
)
async def test_one_speaks_for_ones_party_and_its_groups(talk, who, capacity, whom):
    await talk.asks(who, capacity=capacity, on_behalf=whom)
    wish = (await talk.look()).waiting[0]
    assert (wish.group, wish.party) == (
        (whom, wish.person.party) if capacity is Capacity.GROUP else (None, whom)
    )


@pytest.mark.parametrize(
    ("who", "capacity", "whom"),
    [
        ("ada", Capacity.PARTY, "NOR"),
        ("ada", Capacity.GROUP, "EU"),
        ("cleo", Capacity.PARTY, None),
        ("ada", Capacity.SELF, "KEN"),
    ],
)
async def test_nobody_speaks_for_others(talk, who, capacity, whom):
    with pytest.raises(Invalid):
        await talk.asks(who, capacity=capacity, on_behalf=whom)


async def test_a_café_has_no_floor(talk):
    talk.session = talk.cafe.session
    with pytest.raises(NotNow, match="no list of speakers"):
        await talk.asks("ada")


# ---- what chairs do with the line


async def test_a_chair_adds_somebody_without_a_device(talk):
    await talk.does("open_list", False)
    await talk.does("add", Guest("Wren of the nets", "nps"), Ask("added-01"))
    async with talk.work() as work:
        cleo = await work.db.get_one(Participant, talk.cafe.people["cleo"])
    await talk.does("add", cleo, Ask("added-02"))
    assert await talk.order() == ["Wren of the nets", "Cleo"]
    with pytest.raises(NotNow, match="Cleo is in the line already"):
        await talk.does("add", cleo, Ask("added-03"))


async def test_a_chair_moves_somebody_and_the_place_holds(talk):
    for who in ("ada", "ben", "cleo", "gita"):
        await talk.asks(who)
    await talk.does("place", talk.asked["gita"], 2)
    assert await talk.order() == ["Ada", "Gita", "Ben", "Cleo"]
    await talk.does("place", talk.asked["cleo"], 2)
    assert await talk.order() == ["Ada", "Cleo", "Gita", "Ben"]
    await talk.withdraws("ada")
    await talk.asks("ines", Asking.ORDER)
    assert await talk.order() == ["Cleo", "Gita", "Ines", "Ben"]
    await talk.does("place", talk.asked["gita"], None)
    assert await talk.order() == ["Cleo", "Ines", "Ben", "Gita"]


async def test_a_place_beyond_the_end_is_the_end(talk):
    for who in ("ada", "ben"):
        await talk.asks(who)
    await talk.does("place", talk.asked["ada"], 99)
    assert await talk.order() == ["Ben", "Ada"]


async def test_rules_can_be_changed_while_people_wait(talk):
    await talk.asks("ada")
    await talk.speaks("ada", 60)
    await talk.asks("ada")
    await talk.asks("ben")
    assert await talk.order() == ["Ada", "Ben"]
    await talk.does("settle", rules=("first_time_first",))
    assert await talk.order() == ["Ben", "Ada"]
    found = (await talk.look()).line()
    assert found.why(found.standings[1]) == {"first_time_first": 1}


async def test_quotas_count_constituencies_and_groups(talk):
    await talk.does("settle", quotas={"party": 1, "nps": 5, "AGN": 2})
    await talk.asks("ada", capacity=Capacity.GROUP, on_behalf="AGN")
    await talk.speaks("ada", 90)
    assert (await talk.look()).used() == {"party": 90, "AGN": 90}
    await talk.does("share_out", "party")
    assert (await talk.look()).spec.quotas == {"party": 1.5, "nps": 5.5, "AGN": 2.5}
    with pytest.raises(NotFound):
        await talk.does("share_out", "G77")


async def test_everybody_sees_what_is_used_of_a_groups_time(talk, house):
    await talk.does("settle", quotas={"AGN": 1, "LDC": 2})
    await talk.asks("ada", capacity=Capacity.GROUP, on_behalf="AGN")
    await talk.speaks("ada", 90)
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, talk.cafe.dialogue)
        await turn_wall(work, dialogue, WallView.FLOOR)
    visitors = [("ben", "phone", "", "floor"), ("wall", "wall", "", "floor")]
    for who, screen, page, region in [*visitors, ("dora", "console", "floor", "rules")]:
        drawn = (await house.visitor(talk.cafe, who, screen).regions(page))[region]
        assert "AGN: 1:30 / 1:00" in drawn, screen
        assert "LDC: 0:00 / 2:00" in drawn, screen
    await talk.does("share_out", "AGN")
    drawn = (await house.visitor(talk.cafe, "ben").regions())["floor"]
    assert "AGN: 1:30 / 1:30" in drawn
    assert "LDC: 0:00 / 2:30" in drawn

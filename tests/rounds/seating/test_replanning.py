"""A café that changes while it runs: only rounds to come are planned anew."""

import pytest
from sqlalchemy import func, select

from facilitator.dialogues.model import Dialogue
from facilitator.kit.errors import Conflict, NotNow
from facilitator.people.actions import Joining, join
from facilitator.people.model import Participant
from facilitator.rotation.kinds import RuleKind
from facilitator.rotation.model import SeatingRule
from facilitator.rotation.queries import newest_search, plans_of, rules_of
from facilitator.rounds.seating import Way, move_person, seat_late
from facilitator.rounds.seating.asked import Asked
from facilitator.rounds.seating.hall import read_hall
from facilitator.rounds.seating.lived import lived_seats
from facilitator.rounds.seating.replanning import apply_proposal, take_back
from facilitator.rounds.seating.searching import publish_plan
from facilitator.rounds.seating.seats import as_seated
from facilitator.tables.model import Table
from tests.rounds.seating.halls import arrived, open_round, ruled, searched, seats_by_name
from tests.works import at_work


async def apply(database, cafe, search, place=0):
    async with at_work(database, cafe.people["dora"]) as work:
        return (await apply_proposal(work, cafe.session, search, place)).version


async def back(database, cafe, version):
    async with at_work(database, cafe.people["emil"]) as work:
        await take_back(work, cafe.session, version)


async def all_rules(database, cafe):
    async with database.reading() as db:
        rows = await rules_of(db, cafe.session)
        return [(each.kind, each.people, each.table_number, each.rounds) for each in rows]


async def test_a_no_show_and_a_closed_table(database, cafe):
    await open_round(database, cafe)
    before = await seats_by_name(database, cafe)
    ada = str(cafe.people["ada"])
    search = await searched(database, cafe, Asked(absent=(ada,), closed={3: (2,)}))
    assert await seats_by_name(database, cafe) == before
    await apply(database, cafe, search)
    after = await seats_by_name(database, cafe)
    assert after[0] == before[0]
    assert "ada" not in after[1]
    assert 3 not in after[1].values()
    assert after[1]["cleo"] == before[1]["cleo"]  # nobody moves without need
    assert sorted(await all_rules(database, cafe)) == [
        ("away", [ada], None, [2]),
        ("closed", [], 3, [2]),
    ]


async def test_what_was_done_is_taken_back_whole(database, cafe):
    await open_round(database, cafe)
    before, rules = await seats_by_name(database, cafe), await all_rules(database, cafe)
    asked = Asked(absent=(str(cafe.people["ada"]),), closed={3: (2,)}, twins=(1,))
    version = await apply(database, cafe, await searched(database, cafe, asked))
    async with database.reading() as db:
        assert await db.scalar(select(func.count(Table.id)).filter_by(session_id=cafe.session)) == 4
    await back(database, cafe, version)
    assert await seats_by_name(database, cafe) == before
    assert await all_rules(database, cafe) == rules
    async with database.reading() as db:
        assert await db.scalar(select(func.count(Table.id)).filter_by(session_id=cafe.session)) == 3
        versions = await plans_of(db, cafe.session)
    assert [each.reason for each in versions] == ["change", f"undo {version}"]


async def test_who_comes_late_is_seated_and_no_rule_keeps_them_away(database, cafe):
    await ruled(database, cafe, RuleKind.AWAY, "ada", "ben", rounds=[2])
    await open_round(database, cafe)
    ada, ben = str(cafe.people["ada"]), str(cafe.people["ben"])
    version = await apply(database, cafe, await searched(database, cafe, Asked(late=(ada,))))
    assert "ada" in (await seats_by_name(database, cafe))[1]
    assert await all_rules(database, cafe) == [("away", [ben], None, [2])]
    await back(database, cafe, version)
    assert await all_rules(database, cafe) == [("away", [ada, ben], None, [2])]


async def test_who_comes_through_the_door_is_seated_where_tables_are_open(database, cafe):
    await ruled(database, cafe, RuleKind.CLOSED, table=1, rounds=(1,))
    await ruled(database, cafe, RuleKind.CLOSED, table=3, rounds=(2,))
    async with at_work(database) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        late = await join(work, dialogue, Joining(name="Lou", locale="en", consent=True))
        assert await seat_late(work, cafe.session, late) == [1, 2]
        seats = await as_seated(work.db, await read_hall(work.db, cafe.session))
    mine = [seated[str(late.id)] for seated in seats]
    assert mine[0] != 1
    assert mine[1] != 3


async def test_who_is_pinned_stays_there(database, cafe):
    await open_round(database, cafe)
    ben = str(cafe.people["ben"])
    await apply(database, cafe, await searched(database, cafe, Asked(pinned={ben: (2, (2,))})))
    assert (await seats_by_name(database, cafe))[1]["ben"] == 2
    assert await all_rules(database, cafe) == [("pinned", [ben], 2, [2])]


async def test_a_proposal_of_yesterday_is_refused(database, cafe):
    await open_round(database, cafe)
    search = await searched(database, cafe, Asked(absent=(str(cafe.people["ada"]),)))
    async with at_work(database, cafe.people["emil"]) as work:
        ben = await work.db.get_one(Participant, cafe.people["ben"])
        table = await work.db.get_one(Table, cafe.tables[2])
        await move_person(work, cafe.session, Way(ben, table, 2))
    with pytest.raises(Conflict, match="changed"):
        await apply(database, cafe, search)


async def test_a_proposal_is_applied_once(database, cafe):
    await open_round(database, cafe)
    search = await searched(database, cafe, Asked(absent=(str(cafe.people["ada"]),)))
    await apply(database, cafe, search)
    with pytest.raises(Conflict):
        await apply(database, cafe, search)
    async with database.reading() as db:
        assert await db.scalar(select(func.count(SeatingRule.id))) == 1


async def test_when_the_round_has_begun_there_is_no_way_back(database, cafe):
    await open_round(database, cafe)
    search = await searched(database, cafe, Asked(absent=(str(cafe.people["ada"]),)))
    version = await apply(database, cafe, search)
    await open_round(database, cafe, 2)
    with pytest.raises(NotNow, match="begun"):
        await back(database, cafe, version)


async def test_only_the_newest_change_is_taken_back(database, cafe):
    await open_round(database, cafe)
    first = await apply(
        database, cafe, await searched(database, cafe, Asked(absent=(str(cafe.people["ada"]),)))
    )
    await apply(
        database, cafe, await searched(database, cafe, Asked(absent=(str(cafe.people["ben"]),)))
    )
    with pytest.raises(Conflict, match="newer"):
        await back(database, cafe, first)


async def test_a_proposal_says_what_would_change(database, cafe):
    await open_round(database, cafe)
    await searched(database, cafe, Asked(closed={3: (2,)}))
    async with database.reading() as db:
        found = (await newest_search(db, cafe.session)).found
    fewest = found[0]
    assert fewest["kind"] == "fewest_changes"
    assert (fewest["changed_people"], fewest["changed_seats"], fewest["forced_changes"]) == (
        1,
        1,
        1,
    )
    ((who, number, before, after),) = fewest["moves"]
    assert (who, number, before) == (str(cafe.people["ben"]), 2, 3)
    assert after in (1, 2)


async def test_seats_as_lived_are_of_those_who_said_they_were_there(database, cafe):
    await open_round(database, cafe)
    names = {str(person): who for who, person in cafe.people.items()}

    async def lived():
        async with database.reading() as db:
            seats = await lived_seats(db, await read_hall(db, cafe.session))
        return [{names[who] for who in seated} for seated in seats]

    everybody = {"ada", "ben", "cleo", "gita", "hugo", "ines"}
    assert await lived() == [everybody, everybody]  # nobody checks in here
    await arrived(database, cafe, "ada", "gita", "hugo", "ines")
    assert await lived() == [{"ada", "gita", "hugo", "ines"}, everybody]


async def test_who_leaves_after_the_last_round_is_kept_away_from_none(database, cafe):
    ada = str(cafe.people["ada"])
    await apply(database, cafe, await searched(database, cafe, Asked(leaving={ada: 2})))
    assert await all_rules(database, cafe) == []


async def test_a_proposal_is_not_published_as_a_whole_plan(database, cafe):
    search = await searched(database, cafe, Asked(closed={3: (2,)}))
    with pytest.raises(Conflict):
        async with at_work(database, cafe.people["dora"]) as work:
            await publish_plan(work, cafe.session, search)

"""The rotation's page: rules, searches, files and print, asked over HTTP."""

import csv
import json
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.kit.clock import now
from facilitator.people.actions import Joining, join
from facilitator.people.model import Participant
from facilitator.rotation.model import PlanSearch, RotationPlan, SeatingRule
from facilitator.rotation.queries import newest_plan
from facilitator.rounds.seating import searching as further
from facilitator.rounds.seating import seat_late
from facilitator.screens.bench import AT_ONCE, IN_LINE, bench
from facilitator.screens.rotation import searching
from facilitator.tables.model import Table
from tests.screens.chairing import change, press, rows, said

HOME = "/rotation/harbour/cafe"


@pytest.fixture(autouse=True)
def quickly(monkeypatch):
    """Six people need no two seconds, nor ten."""
    monkeypatch.setattr(searching, "QUICKLY", 0.2)
    monkeypatch.setattr(further, "ON", 0.2)


async def newest(house):
    async with house.app.state.database.reading() as db:
        query = select(PlanSearch).order_by(PlanSearch.asked_at.desc())
        return (await db.scalars(query)).first()


async def ended(house, cafe, offer):
    """The newest search, once the page offers what it has found."""
    async with house.visitor(cafe, "dora", "rotation").watching("cafe") as screen:
        shown = lambda drawn: offer in drawn.get("search", "")  # noqa: E731
        over = lambda drawn: shown(drawn) and "stop-search" not in drawn["search"]  # noqa: E731
        await screen.until(over, 40)
    return await newest(house)


async def test_a_search_is_asked_for_found_and_published(house, cafe, dora):
    assert (await press(dora, f"{HOME}/searches", seconds=1)).status_code == 204
    search = await ended(house, cafe, "publish-plan")
    assert search.state == "done"
    told = said(await press(dora, f"{HOME}/searches/{search.id}/publication"))
    assert told["words"] == "Seating plan 1 made"
    page = (await dora.get(f"{HOME}/plan")).text
    assert "version 1" in page
    assert ">Ada<" in page


async def test_a_change_is_compared_applied_and_taken_back(house, cafe, dora):
    await house.open_round(cafe)
    fields = {"absent": [str(cafe.people["ada"])], "closes": [3], "closed_in": [2]}
    assert (await press(dora, f"{HOME}/changes", **fields)).status_code == 204
    search = await ended(house, cafe, "apply-0")
    told = said(await press(dora, f"{HOME}/searches/{search.id}/proposals/0"))
    assert told["words"] == "Applied. People told of their new seats: 1."
    assert len(await rows(house, SeatingRule)) == 2
    ticked = f'name="absent" value="{cafe.people["ada"]}"'
    assert ticked not in (await dora.get(HOME)).text  # is struck off already
    assert said(await press(dora, told["undo"]))["words"] == "Taken back: seats are as they were"
    assert await rows(house, SeatingRule) == []
    assert (await press(dora, told["undo"])).status_code == 409


@pytest.mark.parametrize(
    ("path", "fields", "status", "words"),
    [
        ("changes", {}, 422, "Say first what has happened"),
        ("changes", {"leaves": "Nobody at all"}, 422, "Nobody is called that"),
        ("changes", {"pinned": "Ada (P001)"}, 422, "Choose the table where Ada stays"),
        ("rules", {"kind": "apart", "person": ["Ada (P001)", ""]}, 422, "two people or more"),
        ("rules", {"kind": "pinned", "person": ["Ada (P001)"]}, 422, "Choose a table"),
        ("rules", {"kind": "married", "person": ["Ada (P001)"]}, 422, "could not be read"),
        ("wishes", {"objective": "e2", "balance": 9}, 422, "could not be read"),
        ("searches", {"seconds": 9999}, 422, "could not be read"),
    ],
)
async def test_what_says_too_little_is_answered_plainly(
    house, cafe, dora, path, fields, status, words
):
    answer = await press(dora, f"{HOME}/{path}", **fields)
    assert answer.status_code == status
    assert words in answer.text


async def test_who_came_in_since_the_round_began_is_not_missed(house, cafe, dora):
    await house.open_round(cafe)
    ada = cafe.people["ada"]
    await change(house, Participant, Participant.id == ada, joined_at=now())
    page = (await dora.get(HOME)).text

    assert f'name="absent" value="{ada}"' not in page
    assert f'name="absent" value="{cafe.people["ben"]}"' in page


async def test_rules_and_wishes_are_kept(house, cafe, dora):
    fields = {"kind": "apart", "person": ["Ada (P001)", "Ben (P002)", ""]}
    assert (await press(dora, f"{HOME}/rules", **fields)).status_code == 204
    (rule,) = await rows(house, SeatingRule)
    assert rule.people == [str(cafe.people[who]) for who in ("ada", "ben")]
    page = (await dora.get(HOME)).text
    assert "Never meet:" in page
    await press(dora, f"{HOME}/wishes", objective="e1", balance=4, evenness=0, history="yes")
    assert 'value="e1" checked' in (await dora.get(HOME)).text
    await press(dora, f"{HOME}/rules/{rule.id}/removal")
    assert await rows(house, SeatingRule) == []


async def test_rules_that_contradict_each_other_are_told_by_name(house, cafe, dora):
    for kind in ("apart", "together"):
        fields = {"kind": kind, "person": ["Ada (P001)", "Ben (P002)", ""]}
        await press(dora, f"{HOME}/rules", **fields)
    told = re.search(r"(\w+ and \w+) must sit together, and must", (await dora.get(HOME)).text)
    assert set(told[1].split(" and ")) == {"Ada", "Ben"}


async def test_a_search_that_finds_nothing_says_so(house, cafe, dora):
    for table in cafe.tables:
        await press(dora, f"{HOME}/rules", kind="closed", table=table)
    await press(dora, f"{HOME}/searches", seconds=1)
    assert (await ended(house, cafe, "Nothing was found.")).state == "done"


async def test_free_circulation_has_room_instead_of_a_plan(house, cafe, dora):
    of_this = DialogueSession.id == cafe.session
    await change(house, DialogueSession, of_this, variant="free_circulation")
    page = (await dora.get(HOME)).text
    assert "a seat for everybody" in page
    assert "search-plan" not in page
    assert (await press(dora, f"{HOME}/searches", seconds=1)).status_code == 409


async def test_returns_that_are_forced_are_said_to_be_so(house, cafe, dora):
    of_this = DialogueSession.id == cafe.session
    await change(house, DialogueSession, of_this, variant="theme_per_table")
    await change(house, Participant, Participant.language == "en", language="fr")
    await change(house, Table, Table.number == 1, language="fr", seats=20)
    await change(house, Table, Table.number > 1, language="ar")
    await press(dora, "/console/harbour/plans")
    page = (await dora.get(HOME)).text
    assert "people come back to a table · no fewer are possible" in page
    before, _, folded = page.partition('<details class="fold" id="scarce">')
    assert "table shares out of balance" in folded.partition("</summary>")[0]
    assert "Table shares that must stay out of balance" in folded
    assert "Table shares that must" not in before


async def test_what_is_proven_of_a_plan_is_not_said_of_other_seats(house, cafe, dora):
    await press(dora, "/console/harbour/plans")
    (plan,) = await rows(house, RotationPlan)
    figures = {**plan.figures, "table_revisits": 2, "lower_bound_returns": 2}
    await change(house, RotationPlan, RotationPlan.id == plan.id, figures=figures)
    for page in (HOME, f"{HOME}/plan"):
        assert "no fewer are possible" in (await dora.get(page)).text

    async with house.at_work(cafe) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        late = await join(work, dialogue, Joining(name="Lou", locale="en", consent=True))
        assert await seat_late(work, cafe.session, late) == [1, 2]
    for page in (HOME, f"{HOME}/plan"):
        text = (await dora.get(page)).text
        assert "2 people come back to a table" in text
        assert "1 person has been seated or moved since" in text
        assert "no fewer are possible" not in text
        assert 'class="proof' not in text


async def test_a_session_that_is_no_café_has_no_rotation(house, cafe, dora):
    await change(house, DialogueSession, DialogueSession.id == cafe.session, kind="plenary")
    assert (await dora.get(HOME)).status_code == 404


@pytest.mark.parametrize("paper", ["cards", "tables", "wall"])
async def test_everything_can_be_printed(house, cafe, dora, paper):
    answer = await dora.get(f"{HOME}/print/{paper}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")


async def test_files_say_what_was_planned_and_what_was_lived(house, cafe, dora):
    await press(dora, "plans")
    await house.open_round(cafe)
    await house.visitor(cafe, "ada").post("arrival")
    lines = list(csv.reader(StringIO((await dora.get(f"{HOME}/files/csv")).text)))
    assert len(lines) == 1 + 6 * 2
    ada = next(line for line in lines if line[1:3] == ["P001", "Ada"])
    assert ada[0] == "1"
    assert ada[3] == ada[4] == ada[5] != ""
    assert ada[6].endswith("+00:00")
    told = json.loads((await dora.get(f"{HOME}/files/json")).content)
    assert [each["reason"] for each in told["versions"]] == ["console"]
    assert told["versions"][0]["seats"][0]["P001"] == int(ada[5])
    lived = {(each["round"], each["person"]): each for each in told["lived"]}
    assert lived[1, "P001"]["arrived_at"]
    assert lived[2, "P001"]["arrived_at"] is None
    book = ZipFile(BytesIO((await dora.get(f"{HOME}/files/xlsx")).content))
    assert {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} <= set(book.namelist())


@pytest.mark.parametrize("file", ["files/csv", "files/json", "files/xlsx", "print/cards"])
async def test_a_file_takes_its_turn_with_those_of_the_desk(house, cafe, dora, monkeypatch, file):
    monkeypatch.setattr(bench, "here", AT_ONCE + IN_LINE)
    assert (await dora.get(f"{HOME}/{file}")).status_code == 429


async def looked(house, cafe, **values):
    """A search for better than the plan that stands, as it is kept while it goes on."""
    async with house.app.state.database.writing() as db:
        made = await newest_plan(db, cafe.session)
        shared = {"dialogue_id": cafe.dialogue, "session_id": cafe.session, "mark": ""}
        db.add(PlanSearch(**shared, asked_at=made.made_at, seconds=10, after_round=0, **values))
        await db.commit()
        return made.figures


async def test_the_console_says_how_far_it_is_and_offers_only_what_is_better(
    house, cafe, dora, monkeypatch
):
    monkeypatch.setattr(further, "is_last_word", lambda _: True)
    await press(dora, "/console/harbour/plans")
    figures = await looked(house, cafe, state="running", percent=40)
    assert "Looking for better seats: 40 %" in (await dora.get("/console/harbour")).text
    every = PlanSearch.session_id == cafe.session
    await change(house, PlanSearch, every, state="done", found=[figures])
    page = (await dora.get("/console/harbour")).text
    assert "Looking for better seats" not in page
    assert "take-plan" not in page
    await change(house, PlanSearch, every, found=[{**figures, "hard_violations": -1}])
    (search,) = await rows(house, PlanSearch)
    page = (await dora.get("/console/harbour")).text
    assert f'hx-post="{HOME}/searches/{search.id}/publication"' in page


@pytest.mark.parametrize("goes_on", [False, True])
async def test_a_plan_at_once_is_searched_further_if_a_better_one_may_be(
    house, cafe, dora, monkeypatch, goes_on
):
    monkeypatch.setattr(further, "is_last_word", lambda _: not goes_on)
    await press(dora, "/console/harbour/plans")
    assert len(await rows(house, PlanSearch)) == goes_on

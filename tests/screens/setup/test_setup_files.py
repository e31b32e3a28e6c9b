"""A roster and a programme brought in as files: look first, then agree."""

import re

import pytest

from facilitator.dialogues.programme import parse
from facilitator.dialogues.queries import dialogue as dialogue_of
from facilitator.people.queries import by_keys
from facilitator.rounds.writing import written_down
from facilitator.tables.queries import tables_of
from tests.shared import shared

LIST = """id,name,party,role,shoe size
X1,Ada Zorn,NOR,table_host:3,38
X2,,WSM,participant,41
P002,Ben Renamed,NOR,participant,40
X4,<b>Cleo</b>,Narnia,participant,42
"""
WITHOUT_CAFE = """
dialogue: {id: x, title: X}
themes: [{id: air, title: Air}]
sessions: [{id: end, kind: plenary, title: End}]
"""


@pytest.fixture
def dora(house, cafe):
    return house.visitor(cafe, "dora", "setup")


async def upload(visitor, path, text, name="list.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return await visitor.post(path, files={"file": (name, data)})


async def people(database, cafe):
    async with database.reading() as db:
        return await by_keys(db, cafe.dialogue)


async def test_the_preview_names_every_problem_and_changes_nothing(dora, cafe, database):
    sent = await upload(dora, "roster", LIST)
    page = (await dora.get(sent.headers["location"])).text

    rows = re.findall(r'<tr role="row"><td role="cell" data-label="Row".*?</tr>', page, re.DOTALL)
    text = [re.sub(r"<[^>]+>|\s+", " ", row) for row in rows]
    assert any("3" in row and "name" in row and "row left out" in row for row in text)
    assert any("5" in row and "party" in row and "Narnia" in row for row in text)
    assert any("shoe size" in row for row in text)
    assert "Import 2 people" in page
    assert "Ben Renamed" in page
    assert "X1" not in await people(database, cafe)


async def test_agreeing_imports_what_can_be_used(dora, cafe, database):
    sent = await upload(dora, "roster", LIST)
    done = await dora.post(sent.headers["location"])
    page = (await dora.get(done.headers["location"])).text

    found = await people(database, cafe)
    async with database.reading() as db:
        third = (await tables_of(db, cafe.session))[2]
    assert done.status_code == 303
    assert "1 new, 1 changed, 0 as they were, 2 rows left out" in page
    assert found["P002"].name == "Ben Renamed"
    assert third.host_id == found["X1"].id
    assert not {"X2", "X4"} & found.keys()


async def test_a_file_is_imported_once(dora, cafe):
    sent = await upload(dora, "roster", LIST)
    first = await dora.post(sent.headers["location"])
    again = await dora.post(sent.headers["location"])

    assert (first.status_code, again.status_code) == (303, 404)


async def test_a_file_belongs_to_the_one_who_sent_it(house, dora, cafe):
    sent = await upload(dora, "roster", LIST)
    emil = house.visitor(cafe, "emil", "setup")

    assert (await emil.get(sent.headers["location"])).status_code == 404
    assert (await emil.post(sent.headers["location"])).status_code == 404
    assert (await dora.get(sent.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0 old", "XLSX"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "file"),
        (b"PK\x03\x04 broken", "file"),
        (b"shoe,hat\n38,57\n", "names no column"),
    ],
)
async def test_a_file_that_is_no_roster(dora, data, sentence):
    answer = await upload(dora, "roster", data)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text


@pytest.mark.parametrize("path", ["roster", "programme"])
async def test_no_file_was_chosen(dora, path):
    for sent in (await dora.post(path), await upload(dora, path, b"", name="")):
        assert sent.status_code == 422
        assert "Choose a file first." in sent.text


async def test_the_shared_programme_is_brought_in(dora, cafe, database):
    source = shared("cafe/programme.yaml").read_bytes()
    taken_out = await dora.get("programme/file")
    sent = await upload(dora, "programme", source)
    page = await dora.get(sent.headers["location"])
    done = await dora.post(sent.headers["location"])

    assert "Bring it in" in page.text
    assert done.status_code == 303
    assert parse(taken_out.content).dialogue.title["en"] == "Harbour café"
    async with database.reading() as db:
        written = await written_down(db, await dialogue_of(db, cafe.dialogue))
    given = parse(source)
    assert (written.themes, written.questions) == (given.themes, given.questions)
    assert [each.key for each in written.sessions] == ["cafe", "roundtable", "closing"]
    assert len(written.sessions[0].tables) == 15
    assert written.dialogue.key == "harbour"


async def test_a_programme_that_would_break_the_day_is_not_brought_in(house, dora, cafe, database):
    await house.open_round(cafe)
    sent = await upload(dora, "programme", WITHOUT_CAFE, name="x.yaml")
    page = await dora.get(sent.headers["location"])
    done = await dora.post(sent.headers["location"])

    assert "Round 1 has begun" in page.text
    assert "cannot be brought in" in page.text
    assert "Bring it in" not in page.text
    assert done.status_code == 409
    async with database.reading() as db:
        written = await written_down(db, await dialogue_of(db, cafe.dialogue))
    assert [each.key for each in written.themes] == ["water", "energy"]


async def test_every_problem_of_a_programme_stands_at_its_place(dora):
    broken = "dialogue: {id: x, title: X}\nsessions:\n  - {id: a, kind: teaparty, title: A}\n"
    sent = await upload(dora, "programme", broken, name="x.yaml")
    page = (await dora.get(sent.headers["location"])).text

    assert "sessions[0].kind" in page
    assert "must be put right" in page
    assert (await dora.post(sent.headers["location"])).status_code == 422


async def test_words_of_a_file_are_words(dora):
    sent = await upload(dora, "roster", LIST.replace("Narnia", "NOR"))
    page = (await dora.get(sent.headers["location"])).text

    assert "<b>Cleo" not in page

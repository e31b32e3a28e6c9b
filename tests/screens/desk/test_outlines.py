"""Outlines of one's own at the desk: made, changed by two, put away, sent, and drafted by."""

from facilitator.kit.ids import new_id
from facilitator.report.contents import Chapter, contents, dump
from facilitator.report.model import OwnOutline, Report
from tests.harvest.boards import Table

NOTES_FIRST = {
    "name": "Notes first",
    "target": "700",
    "title": ["Water and energy", "Of water", "About it"],
    "gathers": ["", "theme:water", "about"],
    "under": ["", "yes", ""],
    "version": "0",
}


async def kept(visitor, **changed):
    outline = new_id()
    answer = await visitor.post(f"outlines/{outline}", data=NOTES_FIRST | changed)
    assert answer.status_code == 303, answer.text
    return outline


async def test_a_new_outline_begins_with_the_themes_of_the_dialogue(finn):
    page = (await finn.get("outlines/new")).text
    for words in ("Key messages", "About this report", "Water", "Energy", "Also said"):
        assert f'value="{words}"' in page
    assert '<option value="question:Q-water"' in page
    assert '<option value="tag:gender"' in page


async def test_whoever_drafts_before_gathering_is_shown_the_way(finn, database, cafe):
    assert 'id="gather-first"' in (await finn.get("")).text
    await Table(database, cafe).gather()
    assert 'id="gather-first"' not in (await finn.get("")).text


async def test_a_report_is_drafted_by_it_and_says_so(finn, database):
    outline = await kept(finn)
    desk = (await finn.get("")).text
    assert f'<option value="{outline}"' in desk
    answer = await finn.post(
        "reports",
        data={"locale": "en", "outline": str(outline)},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 201, answer.text
    told = (await finn.get("reports/1/export/json")).json()
    assert [each["title"] for each in told["sections"]] == ["Water and energy", "About it"]
    assert told["target"] == 700
    assert "<bdi>Notes first</bdi>" in (await finn.get("")).text
    async with database.reading() as db:
        report = await db.get_one(Report, (await db.scalars(Report.__table__.select())).one())
        assert report.contents["name"] == "Notes first"


async def test_a_report_keeps_the_outline_it_was_drafted_by(finn):
    outline = await kept(finn)
    await finn.post("reports", data={"locale": "en", "outline": str(outline)})
    await finn.post(f"outlines/{outline}/removal")
    assert "<bdi>Notes first</bdi>" in (await finn.get("")).text
    again = await finn.post("reports", data={"locale": "en", "outline": str(new_id())})
    assert again.status_code == 404
    assert (await finn.post("reports", data={"outline": "nonsense"})).status_code == 422


async def test_the_second_of_two_hears_who_was_first_and_loses_nothing(finn, dora):
    outline = await kept(finn)
    first = await dora.post(f"outlines/{outline}", data=NOTES_FIRST | {"version": "1", "name": "D"})
    assert first.status_code == 303
    mine = NOTES_FIRST | {"version": "1", "name": "Mine after all"}
    second = await finn.post(f"outlines/{outline}", data=mine)
    assert second.status_code == 409
    assert "Dora has changed this outline meanwhile" in second.text
    assert 'value="Mine after all"' in second.text
    assert 'name="version" value="2"' in second.text
    again = await finn.post(f"outlines/{outline}", data=mine | {"version": "2"})
    assert again.status_code == 303
    assert "Mine after all" in (await finn.get("outlines")).text


async def test_the_same_form_sent_twice_makes_one_outline(finn, database):
    outline = await kept(finn)
    assert (await finn.post(f"outlines/{outline}", data=NOTES_FIRST)).status_code == 303
    async with database.reading() as db:
        assert (await db.get_one(OwnOutline, outline)).version == 1


async def test_what_cannot_be_used_comes_back_with_the_reason(finn):
    answer = await finn.post(f"outlines/{new_id()}", data=NOTES_FIRST | {"name": " "})
    assert answer.status_code == 422
    assert "Give the outline a name." in answer.text
    assert 'value="Of water"' in answer.text


async def test_put_away_it_can_be_brought_back(finn):
    outline = await kept(finn)
    answer = await finn.post(f"outlines/{outline}/removal")
    gone = (await finn.get(f"outlines?{answer.headers['location'].partition('?')[2]}")).text
    assert f'id="outline-{outline}"' not in gone
    assert "Put away:" in gone
    await finn.post(f"outlines/{outline}/restoration")
    assert f'id="outline-{outline}"' in (await finn.get("outlines")).text


async def test_a_file_goes_out_and_comes_in(finn):
    outline = await kept(finn)
    sent = await finn.get(f"outlines/{outline}/file")
    assert b"Notes first" in sent.content
    came = await finn.post("outlines", files={"file": ("outline.yaml", sent.content)})
    assert came.status_code == 303
    assert (
        "Notes first"
        in (await finn.get(came.headers["location"].partition("/desk/harbour/")[2])).text
    )


async def test_what_another_dialogue_gathers_is_named_and_a_bad_file_is_told(finn):
    elsewhere = dump(contents("From afar", 900, [Chapter("Ice", "theme:ice")]))
    came = await finn.post("outlines", files={"file": ("outline.yaml", elsewhere)})
    page = (await finn.get(came.headers["location"].partition("/desk/harbour/")[2])).text
    assert "Not in this dialogue" in page
    bad = await finn.post("outlines", files={"file": ("outline.yaml", b"- nothing")})
    assert bad.status_code == 422
    assert "This is no outline." in bad.text
    assert (await finn.post("outlines")).status_code == 422


async def test_another_dialogue_does_not_see_it(finn, house, cafe):
    outline = await kept(finn)
    zora = house.visitor(cafe.other, "zora", "desk")
    assert (await zora.get(f"outlines/{outline}")).status_code == 404
    assert (await zora.post(f"outlines/{outline}", data=NOTES_FIRST)).status_code == 404

"""The desk: two sides that stay true, edits that meet, files that tell no more than promised."""

import asyncio
import json
import re
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from gettext import NullTranslations
from urllib.parse import unquote

import pytest
from sqlalchemy import select
from websockets.asyncio.client import connect

from facilitator.dialogues.model import Dialogue
from facilitator.kit.clock import now
from facilitator.kit.ids import digest, new_token
from facilitator.people.model import Participant, Pass
from facilitator.people.rules import Role, Screen
from facilitator.report.draft import draft
from facilitator.report.exports import FORMATS
from facilitator.report.model import Paragraph
from facilitator.screens.bench import AT_ONCE, IN_LINE, bench
from facilitator.screens.desk.exporting import disposition
from tests.harvest.noting import WRITTEN, write_notes
from tests.house_server import Watched, regions_of
from tests.report.files import squeezed, told
from tests.report.papers import facts
from tests.waiting import until

JSON = {"Accept": "application/json"}
STANDING = len(WRITTEN) - 1  # one is withdrawn


async def drafted(visitor, **asked):
    answer = await visitor.post("reports", data={"locale": "en", **asked}, headers=JSON)
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


async def cited_paragraph(database):
    """The first paragraph that cites a note."""
    async with database.reading() as db:
        query = select(Paragraph).where(Paragraph.words.contains("[N")).order_by(Paragraph.position)
        return (await db.scalars(query)).first()


async def test_before_a_draft_the_notes_are_waiting(finn):
    drawn = await finn.regions()
    assert drawn["notes"].count('class="note ') == STANDING
    assert "takes back" not in drawn["notes"]
    assert "No report has been drafted yet." in drawn["report"]
    assert not drawn["coverage"].strip()


async def test_a_draft_shows_every_citation_both_ways(finn):
    await drafted(finn)
    drawn = await finn.regions()
    notes = set(re.findall(r'id="note_(N\d+)"', drawn["notes"]))
    numbers = set(re.findall(r'id="paragraph_(\d+)"', drawn["report"]))
    to_notes = set(re.findall(r'href="[^"]*#note_(N\d+)"', drawn["report"]))
    to_paragraphs = set(re.findall(r'href="#paragraph_(\d+)"', drawn["notes"]))

    assert len(notes) == STANDING
    assert to_notes <= notes
    assert len(to_notes) == STANDING - 1  # one is parked
    assert to_paragraphs <= numbers
    assert "similar notes have not been merged yet" in drawn["report"]


async def test_a_citation_leads_to_its_note_and_back(finn, database):
    await drafted(finn)
    drawn = await finn.regions()
    href = re.search(r'href="([^"]*paragraph=[^"#]*)#note_(N\d+)"', drawn["report"])
    page = await finn.get(href[1].replace("&amp;", "&"))
    assert f'id="note_{href[2]}"' in page.text
    assert "Show all notes" in page.text


async def test_what_is_drawn_live_is_what_a_reload_shows(finn, dora, cafe, database):
    async with finn.watching() as desk:
        await as_reloaded(desk, finn)
        assert len(desk.regions) == 4

        await drafted(dora)
        await as_reloaded(desk, finn)
        assert "paragraph_1" in desk.regions["report"]

        row = await cited_paragraph(database)
        form = {"version": row.version, "lead": "", "words": "Said anew [N1]"}
        await dora.post(f"paragraphs/{row.id}", data=form)
        await as_reloaded(desk, finn)
        assert "Said anew" in desk.regions["report"]


async def test_a_note_that_comes_after_the_draft_is_taken_in(finn, dora, cafe, house):
    await house.open_round(cafe)
    await drafted(finn)
    async with finn.watching() as desk:
        note = {"key": "key-00001", "session": str(cafe.session), "round": 1, "words": "Hot tea"}
        note |= {"table": str(cafe.tables[1]), "question": str(cafe.questions[1])}
        answer = await house.visitor(cafe, "ada").post("notes", json=note)
        assert answer.status_code == 201
        await as_reloaded(desk, finn)
        assert "Hot tea" in desk.regions["notes"]
        assert "1 note has come since" in desk.regions["coverage"]

        await dora.post("reports/1/notes")
        await as_reloaded(desk, finn)
        assert "has come since" not in desk.regions["coverage"]
        assert f'id="note_N{STANDING + 1}"' in desk.regions["notes"]


async def as_reloaded(watched, visitor):
    """Waits until what was sent is what a reload shows."""
    fresh = await visitor.regions()
    await watched.until(lambda drawn: drawn == fresh)


async def test_a_chosen_view_stays_chosen_when_it_is_drawn_live(house, cafe, database, finn):
    await house.open_round(cafe)
    page = (await finn.get(f"{finn.path}?kind=gap&by=table")).text
    assert f'data-live="/desk/{cafe.slug}/live?kind=gap&amp;by=table"' in page
    assert page.count('class="note is-') == 2
    assert "Rain is kept" not in page

    async with connect(
        f"ws://{house.host}/desk/{cafe.slug}/live?kind=gap&by=table",
        additional_headers={"Cookie": finn.cookie},
        origin=house.url,
        compression=None,
    ) as socket:
        desk = Watched(socket, {})
        await desk.until(lambda drawn: drawn == regions_of(page))
        await write_notes(database, cafe, ["A gap of another kind"])
        await drafted(finn)
        page = (await finn.get(f"{finn.path}?kind=gap&by=table")).text
        await desk.until(lambda drawn: drawn == regions_of(page))
        assert page.count('class="note is-') == 3


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("theme=water", 2), ("question=Q-energy", 5), ("kind=gap", 2), ("kind=none", 1),
        ("table=3", 1), ("use=new", STANDING), ("use=cited", 0), ("theme=&kind=", STANDING),
        ("by=kind", STANDING), ("by=theme", STANDING), ("theme=nowhere", 0),
    ],
)  # fmt: skip
async def test_notes_are_chosen_by_what_can_be_seen_of_them(finn, query, count):
    page = await finn.get(f"{finn.path}?{query}")
    assert page.status_code == 200
    assert page.text.count('class="note is-') == count


@pytest.mark.parametrize(
    "query", ["author=Ada", "sort=author", "kind=nothing", "table=1a", "page=0"]
)
async def test_nothing_else_can_be_asked_for(finn, query):
    assert (await finn.get(f"{finn.path}?{query}", **JSON)).status_code == 422


@pytest.mark.parametrize("query", ["report=7", "session=nowhere"])
async def test_what_is_not_there_is_not_found(finn, query):
    assert (await finn.get(f"{finn.path}?{query}", **JSON)).status_code == 404


async def test_two_people_editing_see_both_texts(finn, dora, database):
    await drafted(finn)
    row = await cited_paragraph(database)
    path = f"paragraphs/{row.id}"
    first = {"version": 1, "lead": "", "words": "Dora <b>wrote</b> [N1]"}
    mine = {"version": 1, "lead": "", "words": "Finn <i>wrote</i> [N2]"}

    assert (await dora.post(path, data=first)).status_code == 303
    page = await finn.post(path, data=mine)
    assert page.status_code == 409
    assert "Dora &lt;b&gt;wrote&lt;/b&gt; [N1]" in page.text
    assert "Finn &lt;i&gt;wrote&lt;/i&gt; [N2]" in page.text
    assert 'name="version" value="2"' in page.text
    told = await finn.post(path, data=mine, headers=JSON)
    assert told.status_code == 409
    assert told.json()["current"]["words"] == "Dora <b>wrote</b> [N1]"

    kept = await finn.post(path, data=mine | {"version": 2})
    assert kept.status_code == 303
    history = (await finn.get(f"{path}/history")).text
    versions = re.split(r'id="version-\d+"', history)[1:]  # the newest first
    gone = r'<del.*?</del>|</?ins[^>]*>|<span class="visually-hidden">.*?</span>'
    said = ("Finn &lt;i&gt;", "Dora &lt;b&gt;", "the draft")
    for each, words in zip(versions, said, strict=True):
        assert words in re.sub(gone, "", each)
    again = await finn.get(f"{path}?version=2")
    assert "Dora &lt;b&gt;wrote" in again.text


async def test_what_cannot_be_saved_stays_in_the_form(finn, database):
    await drafted(finn)
    row = await cited_paragraph(database)
    for words, status in [("Unheard of [N99]", 422), ("x" * 20_001, 413), ("  ", 422)]:
        page = await finn.post(f"paragraphs/{row.id}", data={"version": 1, "words": words})
        assert page.status_code == status
        assert words in page.text


async def test_paragraphs_are_added_moved_removed_and_brought_back(finn, database):
    await drafted(finn)
    row = await cited_paragraph(database)
    form = (await finn.get(f"paragraphs/{row.id}/next")).text
    new = re.search(r'name="id" value="([^"]+)"', form)[1]
    for _ in range(2):
        sent = {"id": new, "words": "One more [N1]"}
        assert (await finn.post(f"paragraphs/{row.id}/next", data=sent)).status_code == 303
    drawn = (await finn.regions())["report"]
    assert drawn.count("One more") == 1

    assert (await finn.post(f"paragraphs/{new}/moves/up")).status_code == 204
    removal = await finn.post(f"paragraphs/{new}/removal", data={"version": 1})
    assert removal.status_code == 204
    drawn = (await finn.regions())["report"]
    assert f'id="edit-{new}"' not in drawn
    assert f'id="back-{new}"' in drawn
    assert (await finn.post(f"paragraphs/{new}/restoration")).status_code == 204
    assert f'id="edit-{new}"' in (await finn.regions())["report"]


async def test_what_is_said_twice_is_named_until_it_is_said_otherwise(finn, database):
    """R58: where it is written, with a way to where it was said before, and above the report."""
    await drafted(finn)
    row = await cited_paragraph(database)
    form = (await finn.get(f"paragraphs/{row.id}/next")).text
    new = re.search(r'name="id" value="([^"]+)"', form)[1]
    assert "repeated" not in (await finn.regions())["coverage"]
    sent = {"id": new, "words": row.words}
    assert (await finn.post(f"paragraphs/{row.id}/next", data=sent)).status_code == 303
    drawn = await finn.regions()
    assert 'id="repeated"' in drawn["coverage"]
    (first, second) = re.search(
        r"Paragraph (\d+) says nearly what paragraph (\d+)", drawn["coverage"]
    ).groups()
    assert int(first) == int(second) + 1
    assert f'href="#paragraph_{second}">' in drawn["report"]
    assert f"Says nearly what paragraph {second} says:" in drawn["report"]

    otherwise = {"version": 1, "words": "Nobody has counted the fishing boats of the bay yet [N1]"}
    assert (await finn.post(f"paragraphs/{new}", data=otherwise)).status_code == 303
    drawn = await finn.regions()
    assert "Says nearly" not in drawn["report"]
    assert 'id="repeated"' not in drawn["coverage"]


async def test_a_second_draft_is_new_and_the_first_can_be_read(finn, dora, database):
    assert await drafted(finn, expected=0) == 1
    row = await cited_paragraph(database)
    await finn.post(f"paragraphs/{row.id}", data={"version": 1, "words": "By hand [N1]"})
    late = await dora.post("reports", data={"locale": "en", "expected": 0}, headers=JSON)
    assert late.status_code == 409
    assert "Finn" in late.json()["words"]

    assert await drafted(dora, expected=1) == 2
    assert "By hand" not in (await finn.regions())["report"]
    first = (await finn.get(f"{finn.path}?report=1")).text
    assert "By hand" in first
    assert "This is an earlier draft." in first


@pytest.mark.parametrize("asked", [{"locale": "xx"}, {"target": 5}, {"target": 10**6}])
async def test_a_draft_that_cannot_be_made_says_why(finn, asked):
    answer = await finn.post("reports", data={"locale": "en", **asked}, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["words"]


async def test_a_report_may_be_in_another_language_than_the_desk(finn):
    await drafted(finn, locale="ar")
    page = (await finn.get()).text
    assert '<html lang="en"' in page
    assert 'class="report-text" lang="ar"' in page


async def test_files_after_an_edit_keep_the_same_numbers(finn, database):
    await drafted(finn)
    row = await cited_paragraph(database)
    before = await record(finn)
    await finn.post(f"paragraphs/{row.id}", data={"version": 1, "words": "By hand [N1]"})
    after = await record(finn)

    assert references(before) == references(after)
    cited = {ref: note["cited_in"] for ref, note in after["notes_by_reference"].items()}
    by_hand = next(p for p in paragraphs(after) if p["words"] == "By hand [N1]")
    assert by_hand["number"] in cited["N1"]
    for format_ in FORMATS:
        told = words_of(await finn.get(f"reports/1/export/{format_}"))
        assert "By hand" in told
        for reference in references(after):
            assert reference in told, (format_, reference)


async def record(visitor):
    answer = await visitor.get("reports/1/export/json")
    assert answer.status_code == 200, answer.text
    told = json.loads(answer.content)
    every = [note for some in told["notes"].values() for note in some]
    return told | {"notes_by_reference": {note["reference"]: note for note in every}}


def references(told):
    return {ref: note["words"] for ref, note in told["notes_by_reference"].items()}


def paragraphs(told):
    def walk(sections):
        for each in sections:
            yield from each["paragraphs"]
            yield from walk(each["sections"])

    return list(walk(told["sections"]))


def words_of(answer):
    """All words in a file, packed or not."""
    assert answer.status_code == 200
    return told(answer.content)


async def test_a_file_says_that_it_is_a_draft_and_of_when(finn):
    await drafted(finn)
    answer = await finn.get("reports/1/export/markdown")
    name = answer.headers["content-disposition"]
    assert re.search(r'attachment; filename="harbour-report-1-draft-\d{8}T\d{4}Z\.md"', name)
    assert "filename*=UTF-8''Harbour%20caf%C3%A9" in name
    assert name.isascii()
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.text.startswith("**DRAFT · version 1 · ")


@pytest.mark.parametrize(
    "title",
    [
        '"; filename=evil.exe',
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=1",
        "\u202efdp.exe",
        "\ud800",
        "حوار",
        "",
    ],
)
def test_a_title_cannot_break_out_of_the_name(title):
    told = replace(draft(facts(), NullTranslations()), dialogue=title, session="x" * 500)
    name = disposition("harbour", 3, told, "docx")
    own = unquote(name.partition("UTF-8''")[2])
    assert name.isascii()
    assert name.startswith('attachment; filename="harbour-report-3-draft-20261123T1000Z.docx"; ')
    assert not set(own) & set('"\\/\r\n;\u202e')
    assert own.endswith(" – 3 – DRAFT 2026-11-23 10.00.docx")
    assert len(own) < 200


async def test_a_third_file_waits_its_turn_and_an_eleventh_is_refused(finn):
    await drafted(finn)
    async with AsyncExitStack() as stack:
        for _ in range(AT_ONCE):
            await stack.enter_async_context(bench.taken())
        waiting = [asyncio.ensure_future(finn.get("reports/1/export/docx")) for _ in range(IN_LINE)]
        await until(lambda: bench.here == AT_ONCE + IN_LINE)
        busy = await finn.get("reports/1/export/docx", **JSON)
        assert (busy.status_code, busy.headers["Retry-After"]) == (429, "5")
        assert busy.json()["words"].startswith("Other files are being made")
        assert not any(each.done() for each in waiting)
    assert {(await each).status_code for each in waiting} == {200}
    assert bench.here == 0


@pytest.mark.parametrize(
    "path", ["reports/1/export/odt", "reports/9/export/docx", "reports/x/export/docx"]
)
async def test_no_such_file(finn, path):
    await drafted(finn)
    assert (await finn.get(path)).status_code == 404


@pytest.mark.parametrize("mode", ["by_category", "non_attribution", "attributed"])
async def test_names_leave_only_where_it_was_promised(house, cafe, database, mode):
    canaries = {"Xantippe Quillfeather", "Zephyrine Trust", "kestrel keepers"}
    async with database.writing() as db:
        (await db.get_one(Dialogue, cafe.dialogue)).attribution = mode
        for who in ("ada", "ben", "cleo"):
            person = await db.get_one(Participant, cafe.people[who])
            person.name, person.constituency = "Xantippe Quillfeather", "nps"
            person.organisation, person.category = "Zephyrine Trust", "kestrel keepers"
        await db.commit()
    await write_notes(database, cafe)
    finn = house.visitor(cafe, "finn", "desk")
    await drafted(finn)
    out = [words_of(await finn.get(f"reports/1/export/{each}")) for each in FORMATS]
    out += list((await finn.regions()).values())
    out.append((await finn.get("notes.json")).text)

    found = {name for name in canaries if any(squeezed(name) in squeezed(each) for each in out)}
    assert found == (canaries if mode == "attributed" else set())
    if mode == "attributed":
        assert all("Xantippe" in each for each in out[: len(FORMATS)])


READ = ["", "notes.json", "reports/1/export/docx", "paragraphs/{row}", "paragraphs/{row}/next",
        "paragraphs/{row}/history"]  # fmt: skip
WRITE = [
    "reports", "reports/1/notes", "paragraphs/{row}", "paragraphs/{row}/next",
    "paragraphs/{row}/moves/up", "paragraphs/{row}/removal", "paragraphs/{row}/restoration",
    "locale", "departure",
]  # fmt: skip
BODY = {"locale": "en", "version": "1", "words": "x", "id": "01234567-89ab-7def-8123-456789abcdef"}


async def test_strangers_participants_and_other_dialogues_are_refused(house, cafe, database, finn):
    await drafted(finn)
    row = await cited_paragraph(database)
    token = cafe.passes["ada", "phone"]
    observer = await as_role(house, cafe, database, Role.OBSERVER)
    stranger = house.visitor(cafe, "", "desk")
    participant = replace(stranger, cookie=f"staff_{cafe.slug}={token}")
    strangers = {401: [stranger, participant], 403: [observer]}
    for status, visitors in strangers.items():
        for visitor in visitors:
            for path in READ:
                answer = await visitor.get(path.format(row=row.id))
                assert answer.status_code == status, path
            for path in WRITE:
                answer = await visitor.post(path.format(row=row.id), data=BODY)
                assert answer.status_code == status, path
    elsewhere = house.visitor(cafe.other, "zora", "desk")
    for path in [each for each in READ if "{row}" in each or "reports" in each]:
        assert (await elsewhere.get(path.format(row=row.id))).status_code == 404, path
    for path in [each for each in WRITE if "{row}" in each or "reports/1" in each]:
        answer = await elsewhere.post(path.format(row=row.id), data=BODY)
        assert answer.status_code == 404, path
    assert (await finn.get("/desk/nowhere")).status_code == 404


async def as_role(house, cafe, database, role):
    """Emil, with another role and the pass he had."""
    visitor = house.visitor(cafe, "emil", "desk")
    async with database.writing() as db:
        (await db.get_one(Participant, cafe.people["emil"])).role = role
        await db.commit()
    return visitor


async def test_of_many_edits_at_once_one_is_taken(finn, dora, database):
    await drafted(finn)
    row = await cited_paragraph(database)
    answers = await asyncio.gather(
        *(
            who.post(f"paragraphs/{row.id}", data={"version": 1, "words": f"Take {number} [N1]"})
            for number, who in enumerate([finn, dora] * 5)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 9
    winner = next(at for at, answer in enumerate(answers) if answer.status_code == 303)
    drawn = (await finn.regions())["report"]
    assert f"Take {winner} " in drawn
    for number, answer in enumerate(answers):
        assert f"Take {number} [N1]" in answer.text or number == winner


async def test_of_many_drafts_at_once_one_is_made(finn, dora):
    answers = await asyncio.gather(
        *(
            who.post("reports", data={"locale": "en", "expected": 0}, headers=JSON)
            for who in [finn, dora] * 3
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 5


async def test_a_dialogue_without_sessions_has_an_empty_desk(house, cafe, database):
    async with database.writing() as db:
        held_in = Dialogue(slug="bare", title={"en": "Bare"}, wall_token="w", created_at=now())
        db.add(held_in)
        await db.flush()
        who = Participant(dialogue_id=held_in.id, key="P1", name="Nobody", role=Role.ORGANISER)
        db.add(who)
        await db.flush()
        held = await issued(db, who)
        await db.commit()
    visitor = replace(house.visitor(cafe, "", "desk"), slug="bare", cookie=f"staff_bare={held}")
    drawn = await visitor.regions()
    assert "No report has been drafted yet." in drawn["report"]
    assert (await visitor.post("reports", data={"locale": "en"}, headers=JSON)).status_code == 404


async def issued(db, person):
    token = new_token()
    db.add(
        Pass(
            token_digest=digest(token),
            dialogue_id=person.dialogue_id,
            participant_id=person.id,
            screen=Screen.STAFF,
            issued_at=now(),
            expires_at=now() + timedelta(days=1),
        )
    )
    return token

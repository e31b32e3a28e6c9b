"""The Chatham House Rule: under non-attribution nothing that goes out tells who said something.

Everybody who is not in the chair carries canaries: in name, alias, affiliation, expertise, group
and id. A café lives through a round, its report is drafted and handed out in every form there is;
then all that went out is opened and searched (RELIABILITY N16).
"""

import io
import re
import zipfile
import zlib

import pytest
from sqlalchemy import select

from facilitator.dialogues.actions import publish
from facilitator.dialogues.model import Dialogue
from facilitator.dialogues.rules import Attribution
from facilitator.kit.ledger import LoggedEvent
from facilitator.live import wire
from facilitator.notes.featuring import feature_note
from facilitator.notes.handing import write_hand_on
from facilitator.notes.model import Note
from facilitator.people.model import Participant
from facilitator.people.rules import CHAIRS
from facilitator.report.exports import FORMATS
from facilitator.rounds.rules import Move
from tests.live.deeds import Evening

CANARY = re.compile(rb"zq-?[a-z]+-?(?:name|alias|house|kind|lore|group|key)", re.IGNORECASE)
ON_SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
FIELDS = {
    "name": "name",
    "shown_as": "alias",
    "organisation": "house",
    "category": "kind",
    "expertise": "lore",
}


def canaries(data):
    """Every canary in what went out, however it was packed."""
    return {found[0].lower() for each in unpacked(data) for found in CANARY.finditer(each)}


def unpacked(data):
    """The bytes, the members of an archive, the streams of a PDF."""
    yield data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode()
                yield from unpacked(archive.read(member))
    if data[:5] == b"%PDF-":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                yield zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue


def test_a_canary_is_found_wherever_it_is_packed():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<t>ZQ-ada-name</t>")
    assert canaries(packed.getvalue()) == {b"zq-ada-name"}
    stream = zlib.compress(b"(zq-ben-house) Tj")
    assert canaries(b"%PDF-1.7 stream\n" + stream + b"\nendstream") == {b"zq-ben-house"}
    assert canaries(b"nobody") == set()


@pytest.fixture(params=list(Attribution))
async def lived(request, house, cafe):
    """(the attribution, the café after a round in which people wrote, supported and handed on)."""
    async with house.at_work(cafe) as work:
        dialogue = await work.db.get_one(Dialogue, cafe.dialogue)
        dialogue.attribution = request.param
        await publish(work, dialogue)
        people = await work.db.scalars(select(Participant).filter_by(dialogue_id=cafe.dialogue))
        for person in people:
            if person.role not in CHAIRS:
                who = person.name.lower()
                for field, kind in FIELDS.items():
                    setattr(person, field, f"zq-{who}-{kind}")
                person.key, person.groups = f"zq-{who}-key", [f"zq-{who}-group"]
                person.constituency = "nps"
    evening = Evening(house, cafe)
    await evening.move(Move.OPEN)
    note = await evening.note("ada", "Rivers first")
    await evening.note("ben", "Nets, then boats")
    await evening.note("cleo", "Wind", table=str(cafe.tables[2]))
    await house.visitor(cafe, "ben").post(f"notes/{note}/support/share")
    async with house.at_work(cafe) as work:
        gita = await work.db.get_one(Participant, cafe.people["gita"])
        await write_hand_on(work, gita, await evening.table(work, 1), 1, "Rivers, mostly", 0)
        await feature_note(work, await work.db.get_one(Note, note), True)
    return request.param, evening


async def handed_out(evening):
    """{what: its bytes}: the report in its forms, the wall, the public page, the stored notes."""
    house, cafe = evening.house, evening.cafe
    finn = house.visitor(cafe, "finn", "desk")
    answer = await finn.send("POST", "reports", data={})
    number = re.search(r"report=(\d+)", answer.headers["location"])
    out = {}
    for name in FORMATS:
        answer = await finn.get(f"reports/{number[1] if number else 1}/export/{name}")
        assert answer.status_code == 200, name
        out[name] = answer.content + answer.headers["content-disposition"].encode()
    out["wall"] = (await house.visitor(cafe, "wall", "wall").get()).content
    async with house.visitor(cafe, "wall", "wall").watching() as wall:
        await wall.catch_up()
        await wall.until(lambda drawn: "harvest" in drawn)
        out["wall, live"] = wall.everything.encode()
    out["public page"] = (await house.visitor(cafe, "").get(f"/d/{cafe.slug}")).content
    out["stored notes"] = (await finn.get("notes.json")).content
    return out


@ON_SQLITE
async def test_what_leaves_the_room_names_nobody_unless_it_is_attributed(lived):
    attribution, evening = lived
    out = await handed_out(evening)
    assert any(b"Rivers" in each for data in out.values() for each in unpacked(data))
    told = {what: found for what, data in out.items() if (found := canaries(data))}
    if attribution is Attribution.ATTRIBUTED:
        assert told  # so that silence below means something
    else:
        assert told == {}


@ON_SQLITE
async def test_who_wrote_a_note_is_on_nobodys_screen(lived):
    """Names of a table's people are told to its keepers and chairs; no name beside a note. What
    its author stands for is told to the desk only, and only where notes are attributed."""
    attribution, evening = lived
    lookers = [("ada", "phone"), ("ben", "phone"), ("gita", "table")]
    lookers += [("finn", "desk")] if attribution is not Attribution.ATTRIBUTED else []
    for who, screen in lookers:
        regions = await evening.house.visitor(evening.cafe, who, screen).regions()
        for name in {"notes", "before", "card", "messages"} & set(regions):
            found = canaries(regions[name].encode())
            assert found == set(), (who, screen, name)
    console = evening.house.visitor(evening.cafe, "dora", "console")
    assert canaries((await console.regions("tables/1"))["notes"].encode()) == set()


@ON_SQLITE
async def test_log_bus_measures_and_events_name_nobody(lived, capfd, monkeypatch):
    """Also when something goes wrong with a note in hand."""
    _, evening = lived
    house, cafe = evening.house, evening.cafe

    def broken(*_):
        raise ValueError("Rivers first, said zq-ada-name of zq-ada-house")

    with monkeypatch.context() as patched:
        patched.setattr("facilitator.screens.letterbox.ground", broken)
        body = evening.body("Rivers first", key="key-broken")
        answer = await house.visitor(cafe, "ada").post("notes", json=body)
        assert answer.status_code == 500
    logged = capfd.readouterr()
    told = (logged.out + logged.err).encode()
    assert b"not_foreseen" in told
    measures = (await house.visitor(cafe, "").get("/metrics")).content
    async with house.app.state.database.reading() as db:
        rows = (await db.scalars(select(LoggedEvent).filter_by(dialogue_id=cafe.dialogue))).all()
    assert rows
    events = repr([(row.name, row.packed) for row in rows]).encode()
    bell = wire.packed(cafe.dialogue, rows[-1].revision).encode()
    for said in (told, measures, events, bell, answer.content):
        assert canaries(said) == set()
        assert b"Rivers" not in said

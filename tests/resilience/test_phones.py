"""What people and their phones do at the wrong moment."""

import asyncio
import json
from collections import Counter

from sqlalchemy import select

from facilitator.kit.database import Database
from facilitator.notes.model import Note
from facilitator.rounds.model import Round, RoundMove
from facilitator.tables.model import Seat
from tests.resilience.protocol import Item

MEGABYTE = 1_048_576


async def kept(stack, what):
    """Rows, read over a new connection."""
    database = Database(stack.database_url)
    async with database.reading() as db:
        rows = (await db.scalars(what)).all()
    await database.close()
    return rows


async def test_one_key_sent_to_two_workers_at_once_is_one_note(on_postgres, history):
    cafe = await on_postgres.cafe()
    async with (
        on_postgres.phone(cafe, "ada", history, door=0) as ada,
        on_postgres.phone(cafe, "ada", door=1) as twin,
    ):
        await ada.at_table()
        await ada.sleep()
        for number in range(10):
            item = ada.write(f"Tapped twice {number}")
            headers = {"Accept": "application/json"}
            answers = await asyncio.gather(
                *(
                    one.ask("POST", "notes", json=item.note, headers=headers)
                    for one in (ada, twin) * 3
                )
            )
            assert Counter(each.status_code for each in answers) == {201: 1, 200: 5}
            assert len({each.json()["id"] for each in answers}) == 1
    found = await on_postgres.found(cafe, history)
    assert (found.wrong, found.stored) == ({}, 10)


async def test_other_words_under_a_used_key_are_refused_and_kept(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        first = ada.write("Nets")
        await ada.all_saved()
        second = ada.write("Boats", key=first.key)
        await ada.until(lambda _: second.state == "refused")
    assert second.answer["error"] == "key_reused"
    assert [note.words for note in await notes_of(on_sqlite, cafe)] == ["Nets"]


async def notes_of(stack, cafe):
    of = select(Note).where(Note.dialogue_id == cafe.dialogue).order_by(Note.id)
    return await kept(stack, of)


async def test_a_key_belongs_to_its_author(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with (
        on_sqlite.phone(cafe, "ada", history) as ada,
        on_sqlite.phone(cafe, "ben", history) as ben,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        item = ada.write("Ada's own")
        await ada.all_saved()
        ben.write("Ben's own", key=item.key)
        await ben.all_saved()
    assert ben.statuses == [201]
    assert {note.words for note in await notes_of(on_sqlite, cafe)} == {"Ada's own", "Ben's own"}


async def test_two_tabs_with_one_outbox_store_each_note_once(on_sqlite, history):
    """Where a browser has no locks, both tabs send."""
    cafe = await on_sqlite.cafe()
    async with (
        on_sqlite.phone(cafe, "ada", history) as one,
        on_sqlite.phone(cafe, "ada", history) as other,
    ):
        await asyncio.gather(one.at_table(), other.at_table())
        for number in range(10):
            item = one.write(f"From either tab {number}")
            other.outbox.append(Item(item.key, item.note))
            other.rung.set()
        await asyncio.gather(one.all_saved(), other.all_saved())
        await asyncio.gather(one.in_step(), other.in_step())
        assert one.regions == other.regions
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.stored) == ({}, 10)


async def test_wrong_clocks_count_down_to_the_same_moment(on_sqlite):
    cafe = await on_sqlite.cafe()
    phones = [on_sqlite.phone(cafe, "ada", skew=skew) for skew in (0, 600, -600, -3600)]
    await asyncio.gather(*(phone.__aenter__() for phone in phones))
    await asyncio.gather(*(phone.until(lambda one: one.link == "live") for phone in phones))
    told = [phone.time.now() for phone in phones]
    trips = [min(phone.time.samples)[0] for phone in phones]
    await asyncio.gather(*(phone.__aexit__() for phone in phones))
    assert max(told) - min(told) <= max(trips) + 50  # half a trip each way, and the reading


async def test_a_wrong_clock_does_not_change_the_order_of_notes(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with (
        on_sqlite.phone(cafe, "ada", history, skew=600) as ada,
        on_sqlite.phone(cafe, "ben", history, skew=-600) as ben,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        for number in range(3):
            for phone in (ada, ben):
                phone.write(f"{phone.name} {number}")
                await phone.all_saved()
    notes = await notes_of(on_sqlite, cafe)
    assert [note.words for note in notes] == [
        f"{who} {n}" for n in range(3) for who in ("ada", "ben")
    ]
    assert all(note.written_at <= note.stored_at for note in notes)


async def test_a_phone_that_was_away_finds_the_newest_seat(on_sqlite):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada") as ada:
        await ada.at_table()
        await ada.sleep()
        for table in (2, 3):
            assert (
                await on_sqlite.chair(cafe, "moves", person="(P001)", table=table, round=1) == 204
            )
        ada.wake()
        await ada.until(lambda ada: ada.slot["table"] == str(cafe.tables[3]))
        await ada.in_step()
    seats = select(Seat.table_id).where(
        Seat.participant_id == cafe.people["ada"], Seat.round_number == 1
    )
    assert await kept(on_sqlite, seats) == [cafe.tables[3]]


async def test_a_note_from_before_the_move_stays_at_its_table(on_sqlite, history):
    """Written at table 1 in round 1 without a network; sent when Ada sits at table 2."""
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        await ada.sleep()
        ada.write("Said at table 1")
        ada.write("Said where Ada never sat", table=str(cafe.tables[3]))
        await on_sqlite.open_round(cafe, 2)
        ada.wake()
        await ada.all_saved()
        await ada.until(lambda ada: ada.slot["table"] == str(cafe.tables[2]))
        assert "Said" not in ada.regions["notes"]
    here, tray = await notes_of(on_sqlite, cafe)
    assert (here.table_id, here.round_number, here.late) == (cafe.tables[1], 1, True)
    assert (tray.table_id, tray.round_number) == (None, 1)


async def test_a_note_after_the_round_is_kept_and_marked(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        ada.write("In time")
        await ada.all_saved()
        for expected, move in ((1, "bell"), (2, "closing")):
            path = f"sessions/{cafe.session}/rounds/1/{move}"
            assert await on_sqlite.chair(cafe, path, expected=expected) == 204
        ada.write("After the end", round=1, table=str(cafe.tables[1]))
        await ada.all_saved()
    assert [note.late for note in await notes_of(on_sqlite, cafe)] == [False, True]
    assert (await on_sqlite.found(cafe, history)).wrong == {}


async def test_whoever_is_signed_out_while_writing_alone_is_refused(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with (
        on_sqlite.phone(cafe, "ada", history) as ada,
        on_sqlite.phone(cafe, "ben", history) as ben,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        notes = [ada.write(f"In the moment of leaving {n}") for n in range(5)]
        await ada.ask("POST", "departure")
        await ada.until(lambda ada: ada.link == "over" and ada.unsaved[0].state == "signed_out")
        ben.write("Ben goes on")
        await ben.all_saved()
        await ben.in_step()
        assert (ada.code, ben.opened, ben.link) == (4403, 1, "live")
        saved = {note.key for note in notes if ada.shows_saved(note)}
    stored = {note.key for note in await notes_of(on_sqlite, cafe)}
    assert saved <= stored
    assert (await on_sqlite.found(cafe, history)).wrong == {}


async def test_a_megabyte_is_refused_and_stays_on_the_phone(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        note = ada.write("x" * MEGABYTE)
        await ada.until(lambda _: note.state == "refused")
        assert (ada.statuses, len(note.note["words"])) == ([413], MEGABYTE)
        await ada.socket.send(json.dumps({"type": "ping", "sent": 1, "more": "x" * MEGABYTE}))
        await ada.until(lambda ada: ada.opened == 2 and ada.link == "live")
        shorter = ada.write("Shorter")
        await ada.until(lambda _: shorter.state == "saved")
    assert [each.words for each in await notes_of(on_sqlite, cafe)] == ["Shorter"]


async def test_a_clock_of_the_server_that_jumps_rings_once(on_sqlite):
    """Half a minute forward and back, while a round's time runs out."""
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    await worker.end()
    await worker.start("clock_jumps")
    async with on_sqlite.phone(cafe, "ada") as ada:
        await ada.at_table()
        path = f"sessions/{cafe.session}/rounds/1/shortening"
        assert await on_sqlite.chair(cafe, path, expected=1, minutes=30) == 204
        await ada.until(lambda ada: 'data-phase="grace"' in ada.regions["card"])
    await worker.end()
    await worker.start()
    moves = select(RoundMove.move).join(Round, Round.id == RoundMove.round_id)
    mine = moves.where(Round.session_id == cafe.session).order_by(RoundMove.version)
    assert await kept(on_sqlite, mine) == ["opening", "shortening", "bell"]

"""The speech log as it is read and handed out: every intervention once, every second once."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from facilitator.dialogues.model import Dialogue, DialogueSession
from facilitator.dialogues.rules import Attribution
from facilitator.floor.exports import csv
from facilitator.floor.exports.xlsx import workbook
from facilitator.floor.logged import speech_log
from facilitator.floor.rules.kinds import Asking, State
from facilitator.floor.rules.log import Point, clock_ms


async def log_of(talk, attribution=Attribution.ATTRIBUTED, locale="en"):
    async with talk.work() as work:
        dialogue = await work.db.get_one(Dialogue, talk.cafe.dialogue)
        dialogue.attribution = attribution
        session = await work.db.get_one(DialogueSession, talk.session)
        return await speech_log(work.db, dialogue, session, locale, talk.now)


@pytest.fixture
async def held(talk):
    """Ada speaks with a pause, Cleo interrupts Ben, Gita is absent, Hugo withdraws."""
    for who in ("ada", "ben", "gita", "hugo"):
        await talk.asks(who, prepared=who == "ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=60)
    await talk.does("pause")
    talk.passes(seconds=25)
    await talk.does("resume")
    talk.passes(milliseconds=1500)
    await talk.does("end")
    await talk.does("call", talk.asked["gita"])
    await talk.does("skip")
    await talk.does("call", talk.asked["ben"])
    await talk.does("start")
    talk.passes(seconds=30)
    await talk.asks("cleo", Asking.QUESTION)
    await talk.does("call", talk.asked["cleo"])
    talk.passes(seconds=5)
    await talk.does("start")
    talk.passes(seconds=20)
    await talk.does("end")
    talk.passes(seconds=10)
    await talk.does("end")
    await talk.withdraws("hugo")
    return talk


async def test_every_intervention_is_in_the_log_once(held):
    log = await log_of(held)

    assert [(e.number, e.speaker, e.spoken_ms) for e in log.entries if e.number] == [
        (1, "Ada", 61_500),
        (2, "Ben", 40_000),
        (3, "Cleo", 20_000),
    ]
    assert {(e.speaker, e.outcome) for e in log.entries if not e.number} == {
        ("Gita", State.WAITING),
        ("Hugo", State.WITHDRAWN),
    }


async def test_the_clocks_sum_is_the_logs_sum(held):
    log = await log_of(held)

    assert clock_ms(log.deeds) == log.figures().spoken_ms == 121_500
    assert csv.clock_ms(csv.deeds(log.deeds)) == 121_500


async def test_what_was_taken_back_is_not_reckoned_twice(held):
    await held.asks("ines")
    await held.does("call", held.asked["ines"])
    await held.does("start")
    held.passes(seconds=7)
    await held.does("end")
    await held.does("undo")
    held.passes(seconds=3)
    await held.does("end")

    log = await log_of(held)

    assert log.entries[3].spoken_ms == 10_000
    assert clock_ms(log.deeds) == log.figures().spoken_ms == 131_500
    assert sum(each.undone for each in log.deeds) == 1


async def test_an_override_shows_in_what_chairs_did(held):
    calls = [each.place for each in (await log_of(held)).deeds if each.act == "calling"]

    assert calls == [1, 2, 1, 1]


async def test_the_annex_is_what_comes_of_the_file(held):
    log = await log_of(held, Attribution.BY_CATEGORY)

    from_file = csv.read(csv.speeches(log.entries))

    assert from_file == log.entries
    assert not any(each.speaker or each.stands_for for each in from_file)
    found = log.figures()
    assert (found.speeches, found.prepared, found.reactive) == (3, 1, 1)
    assert (found.unserved, found.withdrawn, found.absent) == (1, 1, 1)


async def test_without_attribution_the_file_names_a_constituency_only(held):
    log = await log_of(held, Attribution.NON_ATTRIBUTION)

    words = csv.speeches(log.entries).decode("utf-8-sig")
    assert "party" in words
    for secret in ("Ada", "Kenya", "African", "T"):
        assert secret not in words


async def test_a_running_speech_is_told_with_its_time_so_far(talk):
    await talk.asks("ada")
    await talk.does("call", talk.asked["ada"])
    await talk.does("start")
    talk.passes(seconds=12)

    log = await log_of(talk)
    (entry,) = log.entries

    assert (entry.outcome, entry.spoken_ms, entry.ended_at) == (State.SPEAKING, 12_000, None)
    assert log.figures().genders
    assert not log.ended.figures().genders


@pytest.mark.parametrize("locale", ["en", "ar"])
async def test_the_workbook_holds_the_log_and_its_figures(held, locale):
    log = await log_of(held, locale=locale)

    book = load_workbook(BytesIO(workbook(log, [Point("Q-water:gap", "=2+2")], locale)))

    sheets = book.worksheets
    assert [sheet.max_row for sheet in sheets] == [6, 1 + len(log.deeds), 4, 3, 3, 2, 2]
    assert {bool(each.sheet_view.rightToLeft) for each in sheets} == {locale == "ar"}
    assert [cell.value for cell in sheets[0]["E"]][1:4] == ["Ada", "Ben", "Cleo"]
    assert sheets[-1]["A2"].value == "=2+2"
    assert sheets[-1]["A2"].data_type == "s"

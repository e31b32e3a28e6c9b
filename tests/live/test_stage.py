"""The stage draws what is no longer true, once per vantage, and nothing else."""

import asyncio
from contextlib import ExitStack
from dataclasses import replace

import pytest
from sqlalchemy import delete, update

from facilitator.kit.ledger import DialogueHead, LoggedEvent
from facilitator.live import drawing, rests
from facilitator.live import stage as stages
from facilitator.live.stage import WITHDRAWN
from facilitator.live.together import kept, shelf
from facilitator.notes.events import NoteWritten
from facilitator.people.events import PassRevoked
from tests.live.troupe import Stander, Troupe
from tests.waiting import until


@pytest.fixture
def troupe(database):
    return Troupe(database)


async def test_a_newcomer_is_shown_everything(troupe):
    ada = troupe.watcher()
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
    assert ada.line.seen == {"notes": "none at 1", "clock": "0:00"}


async def test_those_who_stand_together_are_drawn_for_once(troupe):
    several = [troupe.watcher() for _ in range(5)]
    with ExitStack() as here:
        for each in several:
            here.enter_context(troupe.stage.watching(each))
        await troupe.stage.refresh()
    assert troupe.drawn == {("notes", 1): 1, ("clock", 1): 1}
    assert len({id(each.shown[0]) for each in several}) == 1


async def test_a_note_at_one_table_draws_that_table_only(troupe):
    ada, cleo = troupe.watcher(3), troupe.watcher(5)
    with troupe.stage.watching(ada), troupe.stage.watching(cleo):
        await troupe.stage.refresh()
        troupe.drawn.clear()
        await troupe.note(3, "Trust grows")
        await troupe.stage.refresh()
    assert troupe.drawn == {("notes", 3): 1}
    assert ada.line.seen["notes"] == "Trust grows at 3"
    assert cleo.line.seen["notes"] == "none at 5"


async def test_an_event_while_drawing_leaves_the_drawing_stale(troupe):
    ada = troupe.watcher()

    async def meanwhile(at):
        troupe.while_drawing = None
        await troupe.note(1, "Written while drawing")
        troupe.words["notes"] = "none"

    with troupe.stage.watching(ada):
        troupe.while_drawing = meanwhile
        await troupe.stage.refresh()
        troupe.words["notes"] = "Written while drawing"
        await troupe.stage.refresh()
    assert ada.line.seen["notes"] == "Written while drawing at 1"


async def test_what_cannot_be_drawn_keeps_nobody_waiting_and_is_tried_again(troupe, monkeypatch):
    monkeypatch.setattr(drawing, "REST", 0)
    ada, cleo = troupe.watcher(1), troupe.watcher(2)

    async def fails_at_table_1(at):
        if at.table == 1:
            raise ZeroDivisionError

    with troupe.stage.watching(ada), troupe.stage.watching(cleo):
        troupe.while_drawing = fails_at_table_1
        await troupe.stage.refresh()
        assert (ada.line.seen, cleo.line.seen) == ({}, {"notes": "none at 2", "clock": "0:00"})
        troupe.while_drawing = None
        await troupe.stage.refresh()
    assert ada.line.seen == {"notes": "none at 1", "clock": "0:00"}


async def test_what_cannot_be_drawn_rests_before_it_is_tried_again(troupe, monkeypatch):
    monkeypatch.setattr(drawing, "REST", 60)

    async def fails(at):
        raise ZeroDivisionError

    with troupe.stage.watching(troupe.watcher()):
        troupe.while_drawing = fails
        await troupe.stage.refresh()
        await troupe.stage.refresh()
    assert troupe.drawn == {("notes", 1): 1, ("clock", 1): 1}


async def test_an_overview_rests_between_two_drawings(troupe):
    notes = troupe.screen.regions["notes"]
    troupe.screen.regions["notes"] = replace(notes, rest=60)
    ada = troupe.watcher()
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        await troupe.note(1, "Counted later")
        await troupe.stage.refresh()
        assert ada.line.seen["notes"] == "none at 1"
        assert troupe.stage._nap() > 1.0
        troupe.stage.rests.resting.clear()
        await troupe.stage.refresh()
    assert ada.line.seen["notes"] == "Counted later at 1"


async def test_an_overview_rests_for_all_and_longer_the_longer_it_took(troupe, monkeypatch):
    monkeypatch.setattr(rests, "LAZY", 10**9)
    notes = troupe.screen.regions["notes"]
    troupe.screen.regions["notes"] = replace(notes, rest=0.001)
    with troupe.stage.watching(troupe.watcher(1)):
        await troupe.stage.refresh()
        cleo = troupe.watcher(2)
        with troupe.stage.watching(cleo):
            await troupe.stage.refresh()
            assert cleo.line.seen == {"clock": "0:00"}
            assert 1.0 < troupe.stage._nap() <= rests.LONGEST


async def test_what_was_drawn_is_shown_though_the_database_goes(troupe):
    ada, cleo = troupe.watcher(1), troupe.watcher(2)
    with troupe.stage.watching(ada), troupe.stage.watching(cleo):
        drawn = []

        async def goes_after_two(at):
            drawn.append(at)
            if len(drawn) > 2:
                raise ConnectionRefusedError

        troupe.while_drawing = goes_after_two
        with pytest.raises(ConnectionRefusedError):
            await troupe.stage.refresh()
        assert len(drawn) == 3
        assert sum(len(each.line.seen) for each in (ada, cleo)) == 2
        troupe.while_drawing = None
        await troupe.stage.refresh()
    assert {*ada.line.seen} == {*cleo.line.seen} == {"notes", "clock"}


async def test_a_newcomer_gets_a_drawing_that_came_out_as_before(troupe):
    ada, ben = troupe.watcher(), troupe.watcher()
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        await troupe.note(1, "none")
        with troupe.stage.watching(ben):
            await troupe.stage.refresh()
    assert ben.line.seen == ada.line.seen
    assert len(ada.line.sent) == 1


async def test_whoever_moves_is_shown_the_other_table(troupe):
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        troupe.viewers[ada.pass_id] = Stander(troupe.viewers[ada.pass_id].participant, 2)
        await troupe.round_moves()
        await troupe.stage.refresh()
        assert {each.key[1].table for each in troupe.stage.gallery} == {2}
    assert ada.line.sent[-1] == {"notes": "none at 2"}
    assert list(troupe.stage.gallery) == []


async def test_those_who_left_are_forgotten(troupe):
    ada, cleo = troupe.watcher(1), troupe.watcher(2)
    with troupe.stage.watching(cleo):
        with troupe.stage.watching(ada):
            await troupe.stage.refresh()
            assert troupe.stage.present() == {1: 1, 2: 1}
        assert {each.key[1].table for each in troupe.stage.gallery} == {2}
        assert troupe.stage.present() == {2: 1}
        await troupe.note(1, "Nobody looks")
        await troupe.stage.refresh()
        assert troupe.drawn["notes", 1] == 1


async def test_a_void_pass_is_hung_up_on_and_sent_nothing_more(troupe):
    ada, ben = troupe.watcher(), troupe.watcher()
    with troupe.stage.watching(ada), troupe.stage.watching(ben):
        await troupe.stage.refresh()
        left = troupe.viewers.pop(ada.pass_id)
        await troupe.happens(PassRevoked(troupe.dialogue, left.participant))
        await troupe.note(1, "Not for Ada")
        await troupe.stage.refresh()
        assert (ada.line.code, ben.line.code) == (WITHDRAWN, None)
        assert "Not for Ada" in str(ben.line.sent)
        assert "Not for Ada" not in str(ada.line.sent)
        assert ada not in troupe.stage.watchers


async def test_a_role_that_no_longer_may_watch_is_hung_up_on(troupe):
    dora = troupe.watcher()
    with troupe.stage.watching(dora):
        await troupe.stage.refresh()
        troupe.viewers[dora.pass_id] = Stander(troupe.viewers[dora.pass_id].participant, 1, ())
        await troupe.round_moves()
        await troupe.stage.refresh()
    assert dora.line.code == WITHDRAWN


async def test_an_event_about_one_person_asks_only_them(troupe):
    ada, ben = troupe.watcher(), troupe.watcher()
    with troupe.stage.watching(ada), troupe.stage.watching(ben):
        await troupe.stage.refresh()
        await troupe.happens(PassRevoked(troupe.dialogue, ada.viewer.participant))
        async with troupe.database.reading() as db:
            await troupe.stage._hear_all(db)
        assert troupe.stage.unsettled == {ada}


async def test_a_word_of_a_newer_worker_makes_everything_stale(troupe, database):
    ada = troupe.watcher()
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        await troupe.note(5, "Elsewhere")
        async with database.writing() as db:
            logged = await db.get_one(LoggedEvent, (troupe.dialogue, 1, 0))
            logged.name = "SomethingFromTheFuture"
            await db.commit()
        troupe.words["clock"] = "0:01"
        await troupe.stage.refresh()
    assert ada.line.seen["clock"] == "0:01"


@pytest.mark.parametrize("rewritten", [1, 2, 3])
async def test_a_log_that_was_taken_from_an_older_copy_makes_everything_stale(troupe, rewritten):
    """Two of its revisions are lost; by the next look it has got as far, less far or further."""
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        for _ in range(3):
            await troupe.note(1, "Before")
        await troupe.stage.refresh()
        async with troupe.database.writing() as db:
            await db.execute(delete(LoggedEvent).where(LoggedEvent.revision > 1))
            await db.execute(update(DialogueHead).values(revision=1))
            await db.commit()
        for _ in range(rewritten):
            await troupe.note(5, "Elsewhere")
        troupe.words["clock"] = "0:01"
        await troupe.stage.refresh()
        assert ada.line.seen["clock"] == "0:01"
        await troupe.note(1, "After")
        await troupe.stage.refresh()
    assert ada.line.seen["notes"] == "After at 1"


async def test_the_stage_goes_on_by_itself_after_a_failure(troupe, monkeypatch):
    monkeypatch.setattr(stages, "REST", 0.01)
    monkeypatch.setattr(stages, "SILENCE", 0.01)
    ada, failures = troupe.watcher(), iter([True, True])
    standings = troupe.stage.standings

    async def fails_twice(*asked):
        if next(failures, False):
            raise ConnectionRefusedError
        return await standings(*asked)

    troupe.stage.standings = fails_twice
    running = asyncio.create_task(troupe.stage.run())
    with troupe.stage.watching(ada):
        await until(lambda: "notes" in ada.line.seen)
    running.cancel()


async def test_it_looks_ahead_once_after_each_stir_when_it_is_calm(troupe):
    asked = []

    async def foresee(_db, dialogue, passes):
        asked.append((dialogue, len(passes)))
        return {}

    troupe.stage.foresee = foresee
    with troupe.stage.watching(troupe.watcher(1)), troupe.stage.watching(troupe.watcher(1)):
        for stirs in (1, 2):
            await troupe.note(1, "Something happens")
            for _ in range(3):
                await troupe.stage.refresh()
            assert asked == [(troupe.dialogue, 2)] * stirs


async def test_though_there_is_talk_it_looks_ahead_now_and_then(troupe, monkeypatch):
    asked = []

    async def foresee(_db, _dialogue, passes):
        asked.append(len(passes))
        return {}

    async def talk():
        await troupe.note(1, "Talk")
        await troupe.stage.refresh()

    troupe.stage.foresee = foresee
    with troupe.stage.watching(troupe.watcher(1)):
        await troupe.stage.refresh()
        troupe.stage.looked_ahead = asyncio.get_running_loop().time()
        await talk()
        assert asked == []
        monkeypatch.setattr(stages, "SELDOM", -1)
        await talk()
        assert asked == [1]


async def ahead(troupe, watcher, table):
    """The stage has settled, and foreseen that this watcher goes to that table."""
    await troupe.stage.refresh()
    there = Stander(troupe.viewers[watcher.pass_id].participant, table)

    async def foresee(_db, _dialogue, passes):
        return {watcher.pass_id: there} if watcher.pass_id in passes else {}

    troupe.stage.foresee = foresee
    await troupe.stage.refresh()
    troupe.viewers[watcher.pass_id] = there


async def test_what_will_be_seen_is_drawn_before_and_shown_to_nobody(troupe):
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        await ahead(troupe, ada, 2)
        assert ada.line.sent == [{"notes": "none at 1", "clock": "0:00"}]
        assert troupe.drawn["notes", 2] == 1
        await troupe.round_moves()
        await troupe.stage.refresh()
        assert ada.line.sent[1:] == [{"notes": "none at 2"}]
    assert troupe.drawn["notes", 2] == 1


async def test_a_crowd_that_stands_where_it_was_expected_turns_at_once(troupe):
    ada, ben, cleo = troupe.watcher(1), troupe.watcher(1), troupe.watcher(2)
    there = {each.pass_id: Stander(each.pass_id, 3) for each in (ada, ben, cleo)}
    await expecting(troupe, there)
    with troupe.stage.watching(ada), troupe.stage.watching(cleo):
        with troupe.stage.watching(ben):
            await troupe.stage.refresh()
            await troupe.stage.refresh()
        await troupe.round_moves()
        troupe.viewers = there
        await troupe.stage.refresh()
        assert [each.viewer for each in (ada, cleo)] == [there[e.pass_id] for e in (ada, cleo)]
        assert [each.line.sent[1:] for each in (ada, cleo)] == [[{"notes": "none at 3"}]] * 2
        assert {each.key[1].table for each in troupe.stage.gallery} == {3}
    assert (ben.view, len(ben.line.sent)) == (None, 1), "gone before"


async def test_it_is_known_where_a_crowd_stands_though_it_could_not_be_drawn(troupe):
    ada = troupe.watcher(1)
    there = {ada.pass_id: Stander(ada.pass_id, 3)}
    await expecting(troupe, there)

    async def out_of_reach(_at):
        raise ConnectionResetError

    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        await troupe.stage.refresh()
        await troupe.round_moves()
        troupe.viewers, troupe.while_drawing = there, out_of_reach
        with pytest.raises(ConnectionResetError):
            await troupe.stage.refresh()
        assert troupe.stage.present() == {3: 1}
        troupe.while_drawing = None
        await troupe.stage.refresh()
    assert ada.line.seen["notes"] == "none at 3"


async def test_whoever_came_after_a_crowd_was_foreseen_is_asked_where_they_stand(troupe):
    ada, late = troupe.watcher(1), troupe.watcher(4)
    there = {ada.pass_id: Stander(ada.pass_id, 3), late.pass_id: Stander(late.pass_id, 4)}
    await expecting(troupe, there)
    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        await troupe.stage.refresh()
        with troupe.stage.watching(late):
            await troupe.round_moves()
            troupe.viewers = there
            await troupe.stage.refresh()
            assert ada.line.seen["notes"] == "none at 3"
            assert late.line.seen["notes"] == "none at 4"


async def expecting(troupe, there):
    """All of them are foreseen there; and found there, once they stand there, by the same word."""

    async def foresee(_db, _dialogue, _passes):
        return there

    found = troupe.standings

    async def standings(*asked):
        return there if troupe.viewers is there else await found(*asked)

    troupe.stage.foresee, troupe.stage.standings = foresee, standings


async def test_what_was_drawn_before_is_drawn_again_once_it_is_untrue(troupe):
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        await ahead(troupe, ada, 2)
        await troupe.note(2, "Written since")
        await troupe.stage.refresh()
        assert troupe.drawn["notes", 2] == 1, "drawn while nobody looks and people talk"
        await troupe.round_moves()
        await troupe.stage.refresh()
    assert ada.line.seen["notes"] == "Written since at 2"


async def test_whoever_goes_elsewhere_than_foreseen_sees_what_is_there(troupe):
    ada = troupe.watcher(1)
    with troupe.stage.watching(ada):
        await ahead(troupe, ada, 2)
        troupe.viewers[ada.pass_id] = Stander(troupe.viewers[ada.pass_id].participant, 3)
        await troupe.round_moves()
        await troupe.stage.refresh()
        assert ada.line.sent[1:] == [{"notes": "none at 3"}]
        await ahead(troupe, ada, 3)
        assert {each.key[1].table for each in troupe.stage.gallery} == {3}


async def test_a_bell_ends_the_drawing_ahead(troupe, monkeypatch):
    monkeypatch.setattr(stages, "DRAWINGS", 1)
    ada = troupe.watcher(1)

    async def ring(at):
        troupe.stage.stirred.set()

    with troupe.stage.watching(ada):
        await troupe.stage.refresh()
        troupe.stage.stirred.clear()
        troupe.while_drawing = ring
        await ahead(troupe, ada, 2)
        assert len(troupe.drawn) == 3
        assert not troupe.stage.is_ahead
        troupe.stage.stirred.clear()
        troupe.while_drawing = None
        await troupe.stage.refresh()
        assert len(troupe.drawn) == 4
        assert troupe.stage.is_ahead


async def test_what_talk_does_not_change_is_read_once(troupe):
    reads = []

    async def programme():
        reads.append("programme")
        return "as it is"

    async def reading(db, at):
        return await kept(db, "programme", programme)

    troupe.screen.regions["notes"] = replace(troupe.screen.regions["notes"], read=reading)
    with troupe.stage.watching(troupe.watcher()):
        await troupe.stage.refresh()
        await troupe.note(1, "one")
        await troupe.stage.refresh()
        assert len(reads) == 1
        await troupe.round_moves()
        await troupe.note(1, "two")
        await troupe.stage.refresh()
    assert len(reads) == 2


async def test_what_is_on_a_shelf_stays_until_an_event_takes_it_away(troupe):
    def sweep(event, shelved):
        if isinstance(event, NoteWritten):
            shelved.clear()

    reads = []

    async def reading(db, at):
        if "leaf" not in shelf(db, sweep):
            reads.append(at)
            shelf(db, sweep)["leaf"] = "as it is"
        return ""

    troupe.screen.regions["clock"] = replace(troupe.screen.regions["clock"], read=reading)
    with troupe.stage.watching(troupe.watcher()):
        for _ in range(2):
            await troupe.round_moves()
            await troupe.stage.refresh()
        assert len(reads) == 1
        await troupe.note(1, "Taken away")
        await troupe.round_moves()
        await troupe.stage.refresh()
    assert len(reads) == 2


async def test_whoever_leaves_while_the_crowd_is_moved_leaves_nothing_behind(troupe, monkeypatch):
    crowd = [troupe.watcher(table) for table in range(5)]
    look, turned = troupe.stage.gallery.look, []

    def all_leave(watchers, screen, footing):
        look(watchers, screen, footing)
        turned.extend(watchers)
        for each in crowd:
            troupe.stage.leave(each)

    monkeypatch.setattr(troupe.stage.gallery, "look", all_leave)
    with ExitStack() as here:
        for each in crowd:
            here.enter_context(troupe.stage.watching(each))
        await troupe.stage.refresh()
    assert len(turned) == 1
    assert list(troupe.stage.gallery) == []


@pytest.mark.parametrize("later", range(5))
async def test_a_stage_that_is_ended_as_a_bell_rings_ends(troupe, later):
    """`asyncio.wait_for` of Python 3.11 loses a cancellation that comes with what it waits for."""
    running = asyncio.create_task(troupe.stage.run())
    await until(lambda: troupe.stage.stirred._waiters)
    troupe.stage.stirred.set()
    for _ in range(later):
        await asyncio.sleep(0)
    running.cancel()
    _, going_on = await asyncio.wait({running}, timeout=5)
    assert not going_on

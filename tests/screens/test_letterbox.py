"""Notes that come in together share a commit, and nothing else."""

import asyncio
from contextlib import suppress
from itertools import count

import pytest
from sqlalchemy import select

from facilitator.kit.audit import faults
from facilitator.kit.clock import now
from facilitator.kit.errors import Conflict, Forbidden, NotFound, SignedOut, TooLarge
from facilitator.kit.ledger import LoggedEvent
from facilitator.notes import writing
from facilitator.notes.model import Note
from facilitator.notes.placing import Claim
from facilitator.notes.rules import NoteKind
from facilitator.notes.writing import Draft, Written
from facilitator.people.rules import Right, Screen
from facilitator.rounds.actions import move_round
from facilitator.rounds.rules import Move
from facilitator.screens import box as boxes
from facilitator.screens import letterbox
from facilitator.screens.box import Box
from facilitator.screens.doors import Caller
from facilitator.screens.letterbox import Sheet, write_down
from tests.works import Silence, at_work

KEYS = count()


class Letters:
    """A letterbox, what was written down at once, and short ways to put something in."""

    def __init__(self, database, cafe):
        self.database, self.cafe = database, cafe
        self.box = Box(database, Silence(), write_down)

    def note(self, who="ada", words="Trust grows", key="", **at):
        token = self.cafe.passes.get((who, Screen.PHONE), "nobody's")
        caller = Caller(at.pop("slug", self.cafe.slug), Screen.PHONE, Right.TAKE_PART, token)
        slot = {"session": self.cafe.session, "round": 1, "table": self.cafe.tables[1]}
        claim = Claim(**slot | {"question": None} | at)
        key = key or f"in-the-box-{next(KEYS)}"
        draft = Draft(key, words, NoteKind.GAP, "en", now(), 100)
        return self.box.take(caller, Sheet(claim, draft))

    async def emptied(self, *notes):
        """The answers to notes that were all there before the box was looked into."""
        sending = [asyncio.ensure_future(each) for each in notes]
        await asyncio.sleep(0)
        running = asyncio.create_task(self.box.run())
        answers = await asyncio.gather(*sending, return_exceptions=True)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        return answers

    async def stored(self):
        async with self.database.reading() as db:
            return (await db.scalars(select(Note).order_by(Note.id))).all()

    async def log(self):
        """(revision, who) of each note's event."""
        query = select(LoggedEvent.revision, LoggedEvent.actor_id).filter_by(name="NoteWritten")
        async with self.database.reading() as db:
            assert await faults(db, self.cafe.dialogue) == []
            return (await db.execute(query.order_by(LoggedEvent.revision))).all()


@pytest.fixture
async def box(database, cafe):
    async with at_work(database, cafe.people["dora"]) as work:
        await move_round(work, cafe.session, 1, Move.OPEN, 0)
    return Letters(database, cafe)


@pytest.fixture
def together(monkeypatch):
    """How many were written down in each transaction."""
    seen, write = [], letterbox.write_notes

    async def counted(db, letters):
        seen.append(len(letters))
        return await write(db, letters)

    monkeypatch.setattr(letterbox, "write_notes", counted)
    return seen


async def test_what_waits_is_written_down_together(box, together):
    who = ["ada", "ben", "ada", "ben"]
    answers = await box.emptied(*(box.note(each) for each in who))
    assert together == [4]
    assert [type(each) for each in answers] == [Written] * 4
    assert {each.note.id for each in answers} == {each.id for each in await box.stored()}
    log = await box.log()
    assert [actor for _, actor in log] == [box.cafe.people[each] for each in who]
    assert len({revision for revision, _ in log}) == 4  # each is an act of its own


async def test_only_so_many_share_a_transaction(box, together, monkeypatch):
    monkeypatch.setattr(boxes, "MOST", 3)
    await box.emptied(*(box.note() for _ in range(7)))
    assert together == [3, 3, 1]
    assert len(await box.stored()) == 7


async def test_each_refusal_is_its_senders_own(box):
    answers = await box.emptied(
        box.note("ada"),
        box.note("nobody"),
        box.note("ada", slug="elsewhere"),
        box.note("ada", words="x" * 101),
        box.note("ada", session=box.cafe.dialogue),
        box.note("ben"),
    )
    kinds = [type(each) for each in answers]
    assert kinds == [Written, SignedOut, NotFound, TooLarge, NotFound, Written]
    assert len(await box.stored()) == 2


async def test_a_right_is_looked_at_when_the_note_is_stored(box, monkeypatch):
    monkeypatch.setattr("facilitator.screens.doors.may", lambda *_: False)
    (answer,) = await box.emptied(box.note())
    assert isinstance(answer, Forbidden)
    assert await box.stored() == []


async def test_a_note_sent_twice_at_once_is_one(box):
    first, again, other, mine = await box.emptied(
        box.note("ada", key="key-of-ada"),
        box.note("ada", key="key-of-ada"),
        box.note("ada", key="key-of-ada", words="Something else"),
        box.note("ben", key="key-of-ada"),
    )
    assert (first.again, again.again, mine.again) == (False, True, False)
    assert first.note == again.note != mine.note
    assert isinstance(other, Conflict)
    assert len(await box.stored()) == len(await box.log()) == 2


async def test_one_note_cannot_spoil_the_others(box, monkeypatch):
    row = writing.as_row

    def odd(letter, words, digest):
        return row(letter, words, digest) | ({"kind": None} if words == "Odd" else {})

    monkeypatch.setattr(writing, "as_row", odd)
    before, bad, after = await box.emptied(box.note(), box.note(words="Odd"), box.note())
    assert isinstance(bad, Exception)
    assert [before.again, after.again] == [False, False]
    assert len(await box.stored()) == len(await box.log()) == 2


async def test_whoever_hangs_up_keeps_nobody_waiting(box):
    gone = asyncio.ensure_future(box.note("ada"))
    await asyncio.sleep(0)
    gone.cancel()
    (answer,) = await box.emptied(box.note("ben"))
    assert isinstance(answer, Written)
    assert len(await box.stored()) == 2  # it had been held out in full


async def test_what_another_worker_stores_in_this_very_moment_is_found(box, monkeypatch):
    (first,) = await box.emptied(box.note(key="tapped"))
    look, looks = writing.stored, count()

    async def too_early(db, wanted):
        return {} if next(looks) == 0 else await look(db, wanted)

    monkeypatch.setattr(writing, "stored", too_early)
    (second,) = await box.emptied(box.note(key="tapped"))
    assert (second.note, second.again) == (first.note, True)
    assert len(await box.stored()) == 1


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_two_workers_that_store_the_same_crosswise_do_not_wait_for_each_other(
    box, monkeypatch
):
    """A person's notes, sent twice: each worker has seen none of them stored when it begins."""
    keys = [f"crosswise-{number:03}" for number in range(boxes.MOST)]
    look, both, looks = writing.stored, asyncio.Barrier(2), count()

    async def at_once(db, wanted):
        found = await look(db, wanted)
        if next(looks) < 2:
            await both.wait()
        return found

    monkeypatch.setattr(writing, "stored", at_once)
    other = Letters(box.database, box.cafe)
    here, there = await asyncio.gather(
        box.emptied(*(box.note(key=key) for key in keys)),
        other.emptied(*(other.note(key=key) for key in reversed(keys))),
    )
    assert {type(each) for each in here + there} == {Written}
    assert [each.note for each in here] == [each.note for each in reversed(there)]
    assert len(await box.stored()) == len(keys)


async def test_what_cannot_be_now_is_told_to_all_at_once(box, monkeypatch):
    tries = count()

    async def waited_too_long(*_):
        next(tries)
        raise TimeoutError

    monkeypatch.setattr(letterbox, "write_notes", waited_too_long)
    answers = await box.emptied(*(box.note() for _ in range(5)))
    assert [type(each) for each in answers] == [TimeoutError] * 5
    assert next(tries) == 1

"""The loop behind the board: it gathers where asked, proposes what came since, moves nothing."""

import asyncio
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import synchronize, util

import pytest
from sqlalchemy import select

from facilitator.dialogues.model import Dialogue
from facilitator.harvest import worker as working
from facilitator.harvest.actions.arranging import merge
from facilitator.harvest.actions.deciding import accept_all, decide
from facilitator.harvest.actions.gathering import ask_to_gather
from facilitator.harvest.gatherer import Gatherer
from facilitator.harvest.merging import harvest
from facilitator.harvest.model import Proposal
from facilitator.harvest.points import Act
from facilitator.kit.errors import Conflict, NotFound
from facilitator.kit.ids import new_id
from tests.harvest.boards import OnTheSpot, Table, id_of, seen
from tests.harvest.noting import write_notes
from tests.works import Silence


@pytest.fixture
async def table(database, cafe):
    return Table(database, cafe, await write_notes(database, cafe))


@pytest.fixture
def gatherer(database):
    made = Gatherer(database, Silence())
    made.worker = OnTheSpot()
    return made


async def open_proposals(table):
    async with table.database.reading() as db:
        query = select(Proposal).filter_by(session_id=table.cafe.session, state="open")
        return list(await db.scalars(query.order_by(Proposal.likeness.desc())))


async def write(table, *words):
    """More notes by Ada; their ids."""
    more = await write_notes(table.database, table.cafe, more=words)
    table.notes += more
    return more


async def test_it_gathers_once_where_somebody_asked(table, gatherer):
    await gatherer.look_round()
    assert gatherer.worker.asked == []
    async with table.doing("dora") as (work, _):
        dialogue = await work.db.get_one(Dialogue, table.cafe.dialogue)
        await ask_to_gather(work, dialogue, table.cafe.session)
    await gatherer.look_round()
    assert (await table.read()).points
    for _ in range(3):
        await gatherer.look_round()
    assert gatherer.worker.asked == ["harvest", "proposals"]


async def test_notes_that_come_are_proposed_and_nothing_moves_until_somebody_decides(
    table, gatherer
):
    await table.gather()
    before = await table.read()
    same, other = await write(
        table, "half of the harbour has no drinking water", "Ferries should run on hydrogen"
    )
    await gatherer.look_round()
    assert (await table.read()).points == before.points
    found = {each.note_id: each for each in await open_proposals(table)}
    water = await table.with_note(0)
    assert (found[same].act, found[same].point_id) == (Act.PLACE, id_of(water))
    assert {"harbour", "drinking"} <= set(found[same].reason["shared"])
    assert found[other].act == Act.FOUND
    async with table.doing("dora") as (work, board):
        await decide(work, board, found[same].id, accept=True)
        await decide(work, board, found[other].id, accept=False)
    assert str(same) in (await table.with_note(0)).notes
    await gatherer.look_round()
    assert await open_proposals(table) == []
    with pytest.raises(Conflict) as refused:
        async with table.doing("finn") as (work, board):
            await decide(work, board, found[same].id, accept=False)
    assert refused.value.values == {"name": "Dora"}
    with pytest.raises(NotFound):
        async with table.doing() as (work, board):
            await decide(work, board, new_id(), accept=True)


async def test_what_was_decided_meanwhile_is_left_alone_when_all_are_accepted(table, gatherer):
    await table.gather()
    one, two = await write(table, "Ferries should run on hydrogen", "Teach sailing to children")
    await gatherer.look_round()
    found = {each.note_id: each.id for each in await open_proposals(table)}
    of_one, of_two = found[one], found[two]
    async with table.doing("dora") as (work, board):
        await decide(work, board, of_one, accept=False)
    async with table.doing() as (work, board):
        await accept_all(work, board, [of_one, of_two])
    found = await table.read()
    assert found.unsorted == (str(one),)
    assert str(two) in found.places


async def test_a_proposal_whose_point_has_gone_is_taken_back(table, gatherer):
    await table.gather()
    (note,) = await write(table, "half of the harbour has no drinking water")
    await gatherer.look_round()
    water, cisterns = await table.with_note(0), await table.with_note(3)
    async with table.doing() as (work, board):
        await merge(work, board, seen(cisterns, water), id_of(cisterns), id_of(water))
    await gatherer.look_round()
    (now_,) = [each for each in await open_proposals(table) if each.note_id == note]
    assert now_.point_id != id_of(water)


async def test_the_worker_does_it_in_a_process_that_is_started_anew_when_it_dies(monkeypatch):
    monkeypatch.setattr(working, "ProcessPoolExecutor", Pool)
    worker = working.Worker()
    assert await worker.harvested([]) == harvest([])
    first = worker._pool
    first.broken = True
    with pytest.raises(BrokenProcessPool):
        await worker.harvested([])
    assert await worker.harvested([]) == harvest([])
    assert worker._pool is not first
    worker.close()
    assert worker._pool is None


class Pool(ThreadPoolExecutor):
    """A pool that dies when it is told to; threads, so that no process has to start."""

    broken = False
    _processes = None

    def __init__(self, count, context, settle):
        assert context.get_start_method() == "spawn"
        assert settle is working._settle
        super().__init__(count)

    def submit(self, what, *given):
        if self.broken:
            raise BrokenProcessPool
        return super().submit(what, *given)


async def test_a_server_that_closes_waits_for_no_reckoning():
    """Python would, at its end, and leave what the process holds lying about."""
    before = semaphores()
    worker = working.Worker()
    reckoning = asyncio.create_task(worker._done(time.sleep, 600))
    await asyncio.sleep(0)
    assert semaphores() > before
    (process,) = worker._pool._processes.values()
    worker.close()
    await asyncio.to_thread(process.join, 30)
    assert process.exitcode == -signal.SIGKILL
    with pytest.raises(BrokenProcessPool):
        await reckoning
    assert semaphores() == before


def semaphores():
    """How many this process holds, which the system keeps until somebody gives them back."""
    kept = util._finalizer_registry.values()
    return sum(each._callback is synchronize.SemLock._cleanup for each in kept)

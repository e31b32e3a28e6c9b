"""Workers and databases that are killed while people write.

What was shown as saved is there, once, in its place; what was on its way arrives.
"""

import signal

import pytest

from tests.resilience.writing import progress, writers

KILLS, CRASHES = 12, 4


async def test_a_killed_worker_loses_nothing(on_sqlite, history):
    cafe = await on_sqlite.cafe()
    async with writers(on_sqlite, cafe, history):
        for _ in range(KILLS):
            await progress(history)
            await on_sqlite.workers[0].end()
            await on_sqlite.workers[0].start()
    found = await on_sqlite.found(cafe, history)
    assert found.wrong == {}
    assert found.acknowledged == found.stored >= 4 * KILLS
    assert on_sqlite.trouble() == []


async def test_killed_between_commit_and_answer_a_note_is_stored_once(on_sqlite, history):
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    await worker.end()
    await worker.start("dies_after_commit")
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        note = ada.write("Committed, never answered")
        await worker.ended()
        assert (await on_sqlite.found(cafe, history)).stored == 1
        assert not ada.shows_saved(note)
        await worker.start()
        await ada.all_saved()
        assert ada.statuses[-1] == 200  # known already
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.acknowledged, found.stored) == ({}, 1, 1)


async def test_killed_before_the_commit_a_note_is_still_on_the_phone(on_sqlite, history):
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    await worker.end()
    await worker.start("dies_before_commit")
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        ada.write("Flushed, never committed")
        await worker.ended()
        assert (await on_sqlite.found(cafe, history)).stored == 0
        assert len(ada.unsaved) == 1
        await worker.start()
        await ada.all_saved()
        assert ada.statuses[-1] == 201
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.acknowledged, found.stored) == ({}, 1, 1)


@pytest.mark.postgres
@pytest.mark.redis
class TestOnPostgres:
    async def test_a_crashed_postgres_loses_nothing(self, on_postgres, history):
        cafe = await on_postgres.cafe()
        async with writers(on_postgres, cafe, history, doors=2):
            for _ in range(CRASHES):
                await progress(history)
                await on_postgres.postgres.end(signal.SIGQUIT)
                await on_postgres.postgres.start()
        found = await on_postgres.found(cafe, history)
        assert found.wrong == {}
        assert found.acknowledged == found.stored >= 4 * CRASHES
        assert on_postgres.trouble() == []

    async def test_a_restarted_postgres_is_found_again(self, on_postgres, history):
        cafe = await on_postgres.cafe()
        async with writers(on_postgres, cafe, history, doors=2):
            await progress(history)
            await on_postgres.postgres.end(signal.SIGINT)
            await on_postgres.postgres.start()
            await progress(history)
        found = await on_postgres.found(cafe, history)
        assert (found.wrong, found.acknowledged) == ({}, found.stored)
        assert on_postgres.trouble() == []

    async def test_while_one_of_two_workers_is_killed_the_other_serves(self, on_postgres, history):
        cafe = await on_postgres.cafe()
        async with writers(on_postgres, cafe, history, doors=2):
            for worker in on_postgres.workers * 2:
                await progress(history)
                await worker.end()
                await progress(history)  # those at the other door write on
                await worker.start()
        found = await on_postgres.found(cafe, history)
        assert found.wrong == {}
        assert found.acknowledged == found.stored

"""Workers that are renewed, hang, or are busy with files, while people write."""

import asyncio
import os
import signal
import sys

import psutil
import pytest

from tests.resilience.programs import Program
from tests.resilience.wire import Wire
from tests.resilience.writing import progress, writers
from tests.running import free_port
from tests.waiting import until


async def test_a_worker_that_is_renewed_loses_nothing(on_sqlite, history):
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    async with writers(on_sqlite, cafe, history):
        for _ in range(3):
            await progress(history)
            await worker.end(signal.SIGTERM)
            await worker.start()
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.acknowledged) == ({}, found.stored)
    assert on_sqlite.trouble() == []


async def test_a_command_that_never_ends_does_not_keep_a_worker(on_sqlite, history):
    """Told to stop, it ends though a note hangs in it; the note is still on the phone."""
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    await worker.end()
    await worker.start("hangs_before_commit")
    async with on_sqlite.phone(cafe, "ada", history) as ada:
        await ada.at_table()
        ada.write("Hanging")
        await ada.until(lambda ada: ada.outbox[0].state == "sending")
        assert await worker.end(signal.SIGTERM) == 1  # cut off
        assert len(ada.unsaved) == 1
        await worker.start()
        await ada.all_saved()
    found = await on_sqlite.found(cafe, history)
    assert (found.wrong, found.stored) == ({}, 1)


async def test_files_are_made_beside_everything_else(on_sqlite, history):
    """However long they take: a note is saved and shown meanwhile."""
    cafe, (worker,) = await on_sqlite.cafe(), on_sqlite.workers
    await worker.end()
    await worker.start("files_wait_to_be_told")
    async with (
        on_sqlite.phone(cafe, "ada", history) as ada,
        on_sqlite.phone(cafe, "ben", history) as ben,
        on_sqlite.phone(cafe, "finn", screen="desk") as finn,
    ):
        await asyncio.gather(ada.at_table(), ben.at_table())
        ada.write("Before the files are made")
        await ada.all_saved()
        drafted = await finn.ask("POST", "reports", data={"locale": "en"})
        assert drafted.status_code in (201, 303)
        files = [
            asyncio.create_task(finn.ask("GET", f"reports/1/export/{each}"))
            for each in ("pdf", "docx", "xlsx", "html")
        ]
        await until(lambda: worker.log.read_text().count("a file is begun") == 2)
        ada.write("While the files are made")
        await ada.all_saved()
        await ben.until(lambda ben: "While the files" in ben.regions["notes"])
        assert not any(each.done() for each in files)
        worker.send(signal.SIGUSR1)
        assert {(await each).status_code for each in files} == {200}
    await worker.end()
    await worker.start()
    assert (await on_sqlite.found(cafe, history)).wrong == {}


@pytest.mark.postgres
@pytest.mark.redis
class TestSupervised:
    """`facilitator serve --workers 2`, as an operator starts it."""

    @pytest.fixture
    async def served(self, on_postgres, tmp_path):
        port = free_port()
        options = ["--port", f"{port}", "--workers", "2", "--database-url"]
        options += [on_postgres.database_url, "--redis-url", on_postgres.bells[0].behind.geturl()]
        program = Program(
            [sys.executable, "-m", "facilitator", "serve", *options],
            tmp_path,
            lambda: listens(port),
        )
        await program.start()
        async with Wire(f"http://127.0.0.1:{port}") as door:
            on_postgres.doors.append(door)
            yield program
            on_postgres.doors.remove(door)
        await program.end(signal.SIGTERM)

    async def test_a_worker_that_is_killed_or_hangs_is_replaced(self, on_postgres, served, history):
        cafe = await on_postgres.cafe()
        before = await workers_of(served)
        async with (
            on_postgres.phone(cafe, "ada", history, door=2) as ada,
            on_postgres.phone(cafe, "ben", history, door=2) as ben,
        ):
            await asyncio.gather(ada.at_table(), ben.at_table())
            os.kill(before[0], signal.SIGKILL)
            os.kill(before[1], signal.SIGSTOP)
            ada.write("From one whose worker is gone")
            ben.write("From another")
            await asyncio.gather(ada.all_saved(120), ben.all_saved(120))
            await asyncio.gather(ada.in_step(120), ben.in_step(120))
        await workers_of(served, but=before)
        assert (await on_postgres.found(cafe, history)).wrong == {}

    async def test_workers_whose_parent_is_killed_give_the_port_back(self, served):
        """Else nobody could start the server again."""
        before = await workers_of(served)
        port = int(served.command[served.command.index("--port") + 1])
        await served.end()
        await until(lambda: not listens(port))
        await served.start()
        await workers_of(served, but=before)


def listens(port):
    return any(
        each.laddr.port == port and each.status == psutil.CONN_LISTEN
        for each in psutil.net_connections("tcp4")
    )


async def workers_of(served, but=()):
    """The ids of its two workers, once it has two that live and none of those is left."""
    async with asyncio.timeout(120):
        while True:
            children = psutil.Process(served.process.pid).children()
            living = [each.pid for each in children if is_worker(each)]
            if len(living) == 2 and not {*living} & {*but}:
                return living
            await asyncio.sleep(0.1)


def is_worker(process):
    """Nobody is left of a process that is gone, nor of one that only waits to be taken away."""
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return False

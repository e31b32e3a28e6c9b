"""The command that serves: its links lead somewhere, and what hinders it is said."""

import asyncio
import sys
from urllib.request import urlopen

from tests.running import free_port


async def serving(port, url):
    command = [sys.executable, "-m", "facilitator", "serve", "--port", str(port)]
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *command, "--database-url", url, stdout=pipe, stderr=pipe
    )


async def test_a_link_leads_somewhere_as_soon_as_it_is_printed(sqlite_database):
    url, port = sqlite_database.url.render_as_string(), free_port()
    first = await serving(port, url)
    try:
        async with asyncio.timeout(60):
            while b"http://" not in await first.stdout.readline():
                pass
            second = asyncio.create_task(serving(port, url))
            with await asyncio.to_thread(urlopen, f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
            told, complaint = await (await second).communicate()
    finally:
        first.terminate()
        await first.communicate()
    assert (await second).returncode == 1
    assert b"http://" not in told
    assert f"port {port}: Address already in use" in complaint.decode()
    assert "--port" in complaint.decode()
    assert "Traceback" not in complaint.decode()

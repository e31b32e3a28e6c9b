"""Settings are taken as people write them, or refused in a sentence that keeps them to itself."""

import pytest
from pydantic import ValidationError

from facilitator.settings import Settings, set_settings, settings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://cafe.example.org", "https://cafe.example.org"),
        ("https://Cafe.Example.ORG/", "https://cafe.example.org"),
        ("https://cafe.example.org:443", "https://cafe.example.org"),
        ("https://cafe.example.org:8443/", "https://cafe.example.org:8443"),
        ("http://192.0.2.7:80", "http://192.0.2.7"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://café.example.org", "https://xn--caf-dma.example.org"),
    ],
)
def test_an_address_is_as_browsers_write_it(written, meant):
    """Else each of them would be told by its `Host` that it is not here."""
    assert Settings(base_url=written).base_url == meant


@pytest.mark.parametrize(
    "written",
    ["", "cafe.example.org", "ftp://cafe.example.org", "https://", "https://cafe.example.org/café",
     "https://me:secret@cafe.example.org", "https://cafe.example.org:port"],
)  # fmt: skip
def test_what_is_no_address_of_a_server_is_refused(written):
    with pytest.raises(ValidationError):
        Settings(base_url=written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///var/x.db", "sqlite+aiosqlite:///var/x.db"),
        ("sqlite+aiosqlite:////srv/x.db", "sqlite+aiosqlite:////srv/x.db"),
        ("postgres://a:b@c/d", "postgresql+asyncpg://a:b@c/d"),
        ("postgresql+psycopg://a:b@c/d", "postgresql+asyncpg://a:b@c/d"),
    ],
)
def test_a_database_is_reached_by_the_driver_that_is_here(written, meant):
    assert Settings(database_url=written).database_url == meant


@pytest.mark.parametrize(
    "written",
    ["", "var/x.db", "mysql://a@b/c", "sqlite://", "sqlite:///:memory:", "postgres://a@b:port/c"],
)
def test_what_the_house_cannot_stand_on_is_refused(written):
    with pytest.raises(ValidationError, match="write it as sqlite"):
        Settings(database_url=written)


@pytest.mark.parametrize("written", ["redis://127.0.0.1:6379/0", "rediss://r", "unix:///r", ""])
def test_a_redis_is_named_by_its_address(written):
    assert Settings(redis_url=written).redis_url == written


@pytest.mark.parametrize("written", ["127.0.0.1:6379", "http://r", "redis://r:port/0"])
def test_what_is_no_redis_is_refused(written):
    with pytest.raises(ValidationError, match="write it as redis"):
        Settings(redis_url=written)


@pytest.mark.parametrize("name", ["pass_days", "note_limit", "commands_per_second"])
def test_nobody_could_do_anything_with_none_of_these(name):
    with pytest.raises(ValidationError):
        Settings(**{name: 0})


def test_a_wrong_setting_ends_the_program_and_is_not_repeated(monkeypatch):
    monkeypatch.setenv("FACILITATOR_NOTE_LIMIT", "s3cret")
    monkeypatch.setenv("FACILITATOR_BASE_URL", "s3cret")
    set_settings()
    with pytest.raises(SystemExit) as ended:
        settings()
    monkeypatch.undo()
    set_settings()
    first, second = str(ended.value).splitlines()
    assert first.startswith("FACILITATOR_BASE_URL: write it as https://host,")
    assert second.startswith("FACILITATOR_NOTE_LIMIT: ")
    assert "s3cret" not in second

"""What an operator may set, each through `FACILITATOR_…` in the environment."""

import os
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, PositiveFloat, PositiveInt, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
DATABASES = "sqlite+aiosqlite:///var/facilitator.db or postgresql+asyncpg://user:password@host/name"
USUAL_PORTS = {"http": 80, "https": 443}


def _address(url: str) -> str:
    """Of a server, with a path at most. Raises ValueError."""
    parts = urlsplit(url)
    more = parts.query or parts.fragment or parts.username or parts.password
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or more):
        raise ValueError("write it as https://host, without password, query or fragment")
    return url


def _database(url: str) -> str:
    """With the driver that the house has, whichever is named. Raises ValueError."""
    scheme, _, where = url.partition("://")
    kind = scheme.partition("+")[0]
    if kind not in DRIVERS or where in ("", "/", "/:memory:"):
        raise ValueError(f"write it as {DATABASES}")
    told = f"{DRIVERS[kind]}://{where}"
    try:
        make_url(told)
    except (ArgumentError, ValueError):
        raise ValueError(f"write it as {DATABASES}") from None
    return told


def _redis(url: str | None) -> str | None:
    """Raises ValueError."""
    try:
        parts = urlsplit(url or "redis:")
        is_one = parts.scheme in ("redis", "rediss", "unix") and parts.port != 0
    except ValueError:
        is_one = False
    if not is_one:
        raise ValueError("write it as redis://host:6379/0")
    return url


def _top(url: str) -> str:
    """As browsers write it: they are led there, and say it back in `Host`. Raises ValueError."""
    parts = urlsplit(_address(url))
    if not parts.hostname or parts.path.strip("/"):
        raise ValueError("write it as https://host, without a path")
    host = parts.hostname.encode("idna").decode()
    port = "" if parts.port in (None, USUAL_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}"


Address = Annotated[str, AfterValidator(_address)]
TopAddress = Annotated[str, AfterValidator(_top)]
RedisAddress = Annotated[str | None, AfterValidator(_redis)]
DatabaseAddress = Annotated[str, AfterValidator(_database)]


class Settings(BaseSettings):
    """Read once at the start. `docs/operators.md` lists every one of these."""

    model_config = SettingsConfigDict(env_prefix="FACILITATOR_")

    database_url: DatabaseAddress = "sqlite+aiosqlite:///var/facilitator.db"
    redis_url: RedisAddress = None
    base_url: TopAddress = "http://127.0.0.1:8000"
    operator_key: str = ""
    secure_cookies: bool = False
    pass_days: PositiveInt = 14
    note_limit: PositiveInt = 2000
    commands_per_second: PositiveFloat = 5.0
    two_to_publish: bool = False
    model_url: Address = ""
    model_name: str = ""
    model_key: str = ""
    model_seconds: PositiveFloat = 30.0


@lru_cache
def settings() -> Settings:
    """Ends the program where something cannot be set so: says what, and never the value."""
    try:
        return Settings()
    except ValidationError as error:
        raise SystemExit("\n".join(map(_told, error.errors()))) from None


def _told(wrong: ErrorDetails) -> str:
    return (
        f"FACILITATOR_{str(wrong['loc'][0]).upper()}: {wrong['msg'].removeprefix('Value error, ')}"
    )


def measures_folder() -> str | None:
    """Where the workers of one server measure together; None for a single one."""
    return os.environ.get("PROMETHEUS_MULTIPROC_DIR")


def measure_together(folder: str) -> None:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder


def set_settings(**given: str | None) -> None:
    """Settings from the command line, for this process and the workers it starts."""
    for name, value in given.items():
        if value is not None:
            os.environ[f"FACILITATOR_{name.upper()}"] = value
    settings.cache_clear()

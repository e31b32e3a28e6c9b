"""What an operator may set, each through `FACILITATOR_…` in the environment."""

import os
from functools import lru_cache
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator
from pydantic_settings import BaseSettings, SettingsConfigDict


def _address(url: str) -> str:
    """Of a server, with a path at most. Raises ValueError."""
    parts = urlsplit(url)
    more = parts.query or parts.fragment or parts.username or parts.password
    if url and (parts.scheme not in ("http", "https") or not parts.hostname or more):
        raise ValueError("write it as https://host/v1, without password, query or fragment")
    return url


Address = Annotated[str, AfterValidator(_address)]


class Settings(BaseSettings):
    """Read once at the start. `docs/operators.md` lists every one of these."""

    model_config = SettingsConfigDict(env_prefix="FACILITATOR_")

    database_url: str = "sqlite+aiosqlite:///var/facilitator.db"
    redis_url: str | None = None
    base_url: str = "http://127.0.0.1:8000"
    operator_key: str = ""
    secure_cookies: bool = False
    pass_days: int = 14
    note_limit: int = 2000
    commands_per_second: float = 5.0
    two_to_publish: bool = False
    model_url: Address = ""
    model_name: str = ""
    model_key: str = ""
    model_seconds: float = 30.0


@lru_cache
def settings() -> Settings:
    return Settings()


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

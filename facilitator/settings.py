"""What an operator may set, each through `FACILITATOR_…` in the environment."""

from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


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
    sqlite_folder: Path = Path("var")


@lru_cache
def settings() -> Settings:
    return Settings()

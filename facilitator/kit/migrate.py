"""Bringing the database up to the newest schema."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

ROOT = Path(__file__).parent.parent.parent


def alembic(url: str) -> Config:
    """Alembic's own settings from pyproject.toml, for a database."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


def newest() -> str:
    """The schema of this version."""
    return str(_script().get_current_head())


def is_known(schema: str) -> bool:
    """Is it of this version, or of one before?"""
    return any(each.revision == schema for each in _script().walk_revisions())


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic(""))


def to_newest(url: str) -> None:
    """Runs what migrations are missing; in a thread, as they run an event loop of their own."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(command.upgrade, alembic(url), "head").result()

"""The house for tests: real databases, a real server on a free port, one café with a cast."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from sqlalchemy import text

from facilitator.harvest import gatherer
from facilitator.harvest.helping import helper
from facilitator.kit.database import Database
from facilitator.kit.migrate import to_newest
from facilitator.schema import everything
from facilitator.settings import set_settings
from tests import engines, services
from tests.cast import Cafe, make_cafe
from tests.house_server import House, running_house
from tests.running import quick_folder

# How fast a busy machine draws examples says nothing about the house.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("house"), max_examples=5000)
settings.load_profile("house")

# Tests do in a second what people do in an evening; tests/screens/test_pace.py slows them down.
set_settings(commands_per_second="1000")

engines.share()

ON_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


WAITING = ("resilience/", "simulate/", "live/test_closing_time", "rotation/test_command")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long and waits most goes first: others work beside it, and nobody waits for it
    at the end."""
    items.sort(key=lambda item: not item.nodeid.removeprefix("tests/").startswith(WAITING))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", action="store_true", help="renew the pictures of the README")
    parser.addoption(
        "--floor-steps", type=int, default=120, help="commands of two chairs at once at one floor"
    )


@pytest.fixture(scope="session", autouse=True)
def nothing_is_proposed() -> None:
    """Unless a test looks for it: what comes by itself would come at any time."""
    gatherer.EVERY = helper.EVERY = 3600


@pytest.fixture
def model_set() -> Iterator[None]:
    """The operator has set a model to ask; nobody asks it unless a test does."""
    set_settings(model_url="http://127.0.0.1:9/v1", model_name="stub")
    yield
    set_settings(model_url="", model_name="")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with services.postgres() as url:
        to_newest(url)
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with services.redis() as url:
        yield url


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a migrated, empty SQLite database."""
    path = tmp_path_factory.mktemp("fresh") / "fresh.db"
    to_newest(f"sqlite+aiosqlite:///{path}")
    return path.read_bytes()


@pytest.fixture(params=ON_BOTH)
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of each kind: what holds on one must hold on the other."""
    empty_one: Database = request.getfixturevalue(f"{request.param}_database")
    return empty_one


@pytest_asyncio.fixture
async def sqlite_database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[Database]:
    with quick_folder(tmp_path) as folder:
        database = Database(await database_url(request, folder, "sqlite"))
        yield database
        await database.close()


@pytest_asyncio.fixture
async def postgres_database(open_postgres: Database) -> Database:
    await empty(open_postgres)
    return open_postgres


@pytest_asyncio.fixture(scope="session")
async def open_postgres(postgres_url: str) -> AsyncIterator[Database]:
    """Kept open: connecting costs PostgreSQL more than most tests ask of it."""
    engines.keep(postgres_url)
    yield Database(postgres_url)
    await engines.close_kept()


@pytest_asyncio.fixture
async def cafe(database: Database) -> Cafe:
    return await make_cafe(database)


@pytest_asyncio.fixture
async def house(database: Database, cafe: Cafe) -> AsyncIterator[House]:
    """The product, served on a free port, with the café in it."""
    async with running_house(database.url.render_as_string(hide_password=False)) as house:
        yield house


async def database_url(request: pytest.FixtureRequest, folder: Path, kind: str) -> str:
    """The URL of an empty, migrated database."""
    if kind == "sqlite":
        file = folder / "house.db"
        file.write_bytes(request.getfixturevalue("fresh_sqlite"))
        return f"sqlite+aiosqlite:///{file}"
    url: str = request.getfixturevalue("postgres_url")
    await emptied(url)
    return url


async def emptied(url: str) -> None:
    database = Database(url)
    await empty(database)
    await database.close()


async def empty(database: Database) -> None:
    """Row by row: to TRUNCATE so many tables, PostgreSQL makes and syncs files for all of them."""
    tables = reversed(everything.sorted_tables)
    deletions = " ".join(f"DELETE FROM {table.name};" for table in tables)  # noqa: S608 - our names
    async with database.engine.begin() as connection:
        await connection.execute(text(f"DO $$ BEGIN {deletions} END $$"))

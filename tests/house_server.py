"""The product on a free port of this process, and people's browsers without a browser."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from facilitator.app import build
from facilitator.kit.work import Work, working
from facilitator.people.rules import screen_pass
from facilitator.rounds.actions import open_next
from facilitator.screens.doors import cookie_name
from facilitator.serve import UVICORN, Server
from tests.cast import Cafe
from tests.running import to_this_machine

BUILT: list[FastAPI] = []  # and not open now
PATIENCE = 30.0  # seconds: a busy machine is slow, and only what never comes is a failure
REGION = re.compile(
    r'<section id="region-(\w+)" class="region [\w-]+" data-region="\w+">(.*?)</section><!--\1-->',
    re.DOTALL,
)


@dataclass
class House:
    """A running product."""

    app: FastAPI
    host: str
    wires: httpx2.AsyncHTTPTransport  # kept open: making one costs more than a request

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    async def open_round(self, cafe: Cafe, number: int = 1) -> None:
        """Dora opens a round."""
        async with self.at_work(cafe) as work:
            await open_next(work, cafe.session, number)

    @asynccontextmanager
    async def at_work(self, cafe: Cafe, who: str = "dora") -> AsyncIterator[Work]:
        """A work of somebody's, told to all screens."""
        async with working(self.app.state.database, self.app.state.bell) as work:
            work.actor = cafe.people[who]
            yield work

    def visitor(self, cafe: Cafe, who: str, screen: str = "phone") -> "Visitor":
        """A client with one person's pass for a screen's door, or (who = "") with none."""
        door = screen_pass(screen)
        token = cafe.passes.get((who, door), "")
        cookie = f"{cookie_name(door, cafe.slug)}={token}" if token else ""
        return Visitor(self, cafe.slug, screen, cookie)


@dataclass
class Visitor:
    house: House
    slug: str
    screen: str
    cookie: str

    @property
    def path(self) -> str:
        return f"/{self.screen}/{self.slug}"

    def at(self, page: str) -> str:
        """The address of a page below the door, or of the house if it begins with a slash."""
        return page if page.startswith("/") else f"{self.path}/{page}".rstrip("/")

    async def get(self, path: str = "", **headers: str) -> httpx2.Response:
        return await self.send("GET", path, headers=headers)

    async def post(self, path: str = "", **body: Any) -> httpx2.Response:
        return await self.send("POST", path, **body)

    async def send(self, method: str, path: str, **more: Any) -> httpx2.Response:
        url = self.at(path)
        headers = {"Cookie": self.cookie, **more.pop("headers", {})}
        client = httpx2.AsyncClient(
            base_url=self.house.url,
            transport=self.house.wires,
            trust_env=False,
            timeout=PATIENCE,
        )
        return await client.request(method, url, headers=headers, **more)

    async def regions(self, page: str = "") -> dict[str, str]:
        """The regions of the page, loaded anew: {name: inner HTML}."""
        answer = await self.get(page)
        assert answer.status_code == 200, answer.text
        return regions_of(answer.text)

    @asynccontextmanager
    async def watching(self, page: str = "") -> AsyncIterator["Watched"]:
        place, _, query = page.partition("?")
        address = f"{self.path}/{place}".rstrip("/")
        async with connect(
            f"ws://{self.house.host}{address}/live?{query}",
            additional_headers={"Cookie": self.cookie},
            origin=self.house.url,  # type: ignore[arg-type]
            compression=None,
        ) as socket:
            yield Watched(socket, {})


@dataclass
class Watched:
    """A screen kept by the socket: what a browser would show."""

    socket: ClientConnection
    regions: dict[str, str]
    everything: str = ""  # that was ever sent

    async def read(self) -> dict[str, Any]:
        """The next message; a drawing is put where it belongs."""
        async with asyncio.timeout(PATIENCE):
            message: dict[str, Any] = json.loads(await self.socket.recv())
        if message["type"] == "draw":
            self.regions[message["region"]] = message["html"]
            self.everything += message["html"]
        return message

    async def catch_up(self) -> None:
        """Reads all that was sent until now: the answer to a ping comes after it."""
        await self.socket.send('{"type":"ping","sent":1}')
        while (await self.read())["type"] != "pong":
            pass

    async def until(self, true: Any, seconds: float = PATIENCE) -> None:
        """Reads until the regions satisfy a condition; fails after so many seconds."""
        async with asyncio.timeout(seconds):
            while not true(self.regions):
                await self.read()


def regions_of(html: str) -> dict[str, str]:
    return dict(REGION.findall(html))


@contextmanager
def built(database_url: str, redis_url: str | None = None) -> Iterator[FastAPI]:
    """A house to open. Building one takes longer than most tests in it: it is opened again."""
    app = BUILT.pop() if BUILT else build()
    app.state.database_url, app.state.redis_url = database_url, redis_url
    yield app
    BUILT.append(app)


@asynccontextmanager
async def running_house(database_url: str, redis_url: str | None = None) -> AsyncIterator[House]:
    with built(database_url, redis_url) as app:
        server = Server(uvicorn.Config(app, port=0, log_level="warning", **UVICORN))
        serving = asyncio.create_task(server.serve())
        while not server.started:
            assert not serving.done(), await serving
            await asyncio.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with to_this_machine() as wires:
            yield House(app, f"127.0.0.1:{port}", wires)
        server.should_exit = True
        await serving

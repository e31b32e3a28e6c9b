"""The doorbell between workers. It carries a dialogue and a revision, never what happened."""

import asyncio
import json
from typing import Any
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from facilitator.live.hub import Hub

CHANNEL = "facilitator.bell"
CHECK = 2  # seconds after which a silent Redis is asked whether it is still there
AGAIN = 1.0  # seconds before a lost Redis is tried again
log = structlog.get_logger()


class LocalBell:
    """For one process: the hub hears at once."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def ring(self, dialogue: UUID, revision: int) -> None:
        self.hub.heard(dialogue, revision)

    async def listen(self) -> None:
        """Nothing to listen to: nobody else can ring."""

    async def close(self) -> None:
        """Nothing to close."""


class RedisBell:
    """For many: losing Redis costs at most the 1.5 s of the stages' silence, never data.

    Whoever rings does not wait for Redis: a command is answered as fast without it.
    """

    def __init__(self, hub: Hub, url: str) -> None:
        self.hub = hub
        self.redis = Redis.from_url(
            url,
            socket_connect_timeout=1,
            socket_timeout=1,
            retry=Retry(NoBackoff(), 1),
        )
        self.unrung: dict[UUID, int] = {}
        self.pulled = asyncio.Event()

    async def ring(self, dialogue: UUID, revision: int) -> None:
        self.hub.heard(dialogue, revision)
        self.unrung[dialogue] = revision
        self.pulled.set()

    async def listen(self) -> None:
        """Rings for the others and hears them, until it is cancelled."""
        await asyncio.gather(self._ring_for_others(), self._hear_others())

    async def _ring_for_others(self) -> None:
        """Bells that could not be rung are dropped: the others look every two seconds anyway."""
        while True:
            await self.pulled.wait()
            self.pulled.clear()
            ringing, self.unrung = self.unrung, {}
            try:
                for dialogue, revision in ringing.items():
                    await self.redis.publish(CHANNEL, packed(dialogue, revision))
            except Exception as error:  # noqa: BLE001 - nothing may end this loop
                log.warning("bell_not_rung", error=type(error).__name__)

    async def _hear_others(self) -> None:
        while True:
            try:
                await self._hear()
            except Exception as error:  # noqa: BLE001 - nothing may end this loop
                log.warning("bell_not_heard", error=type(error).__name__)
                await asyncio.sleep(AGAIN)

    async def _hear(self) -> None:
        """Hears bells. Once back from being away, everybody looks what was missed."""
        async with self.redis.pubsub() as ears:
            await ears.subscribe(CHANNEL)
            asked = False
            while True:
                message = await ears.get_message(timeout=CHECK)
                if message is None:
                    await _ask(ears, asked)
                else:
                    self._heard(message)
                asked = message is None

    def _heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "subscribe":
            self.hub.heard_all()
        elif message["type"] == "message" and (bell := unpacked(message["data"])):
            self.hub.heard(*bell)

    async def close(self) -> None:
        await self.redis.aclose()


async def _ask(ears: PubSub, asked: bool) -> None:
    """Asks a silent Redis whether it is there; one that did not answer the last time is gone."""
    if asked:
        raise ConnectionError
    await ears.ping()


def packed(dialogue: UUID, revision: int) -> str:
    return json.dumps({"dialogue": str(dialogue), "revision": revision})


def unpacked(data: bytes) -> tuple[UUID, int] | None:
    """What a bell says; None for what is no bell of ours."""
    try:
        told = json.loads(data)
        return UUID(told["dialogue"]), int(told["revision"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None

"""The doorbell between workers. It carries a dialogue and a revision, never what happened."""

import asyncio
import json
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from facilitator.live.hub import Hub

CHANNEL = "facilitator.bell"
log = structlog.get_logger()


class LocalBell:
    """For one process: the hub hears at once."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    async def ring(self, dialogue: UUID, revision: int) -> None:
        self.hub.heard(dialogue)

    async def listen(self) -> None:
        """Nothing to listen to: nobody else can ring."""

    async def close(self) -> None:
        """Nothing to close."""


class RedisBell:
    """For many: losing Redis costs at most the stages' two seconds of silence, never data."""

    def __init__(self, hub: Hub, url: str) -> None:
        self.hub = hub
        self.redis = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1)
        self.ears = Redis.from_url(url, socket_timeout=None, health_check_interval=15)

    async def ring(self, dialogue: UUID, revision: int) -> None:
        self.hub.heard(dialogue)
        packed = json.dumps({"dialogue": str(dialogue), "revision": revision})
        try:
            await self.redis.publish(CHANNEL, packed)
        except RedisError as error:
            log.warning("bell_not_rung", error=type(error).__name__)

    async def listen(self) -> None:
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("bell_not_heard", error=type(error).__name__)
                await asyncio.sleep(1)

    async def _listen(self) -> None:
        async with self.ears.pubsub() as ears:
            await ears.subscribe(CHANNEL)
            self.hub.heard_all()
            async for message in ears.listen():
                if message["type"] == "message":
                    self.hub.heard(UUID(json.loads(message["data"])["dialogue"]))

    async def close(self) -> None:
        await self.redis.aclose()
        await self.ears.aclose()

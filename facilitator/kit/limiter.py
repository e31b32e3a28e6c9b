"""Counting failures, so that codes cannot be guessed. Successes are never counted.

Many people come from one address at a conference: only wrong guesses use the address up.
Without its Redis, each process counts for itself: guessing stays limited, and joining possible.
"""

import asyncio

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from facilitator.kit.errors import TooMany

FROM_ONE_ADDRESS = RateLimitItemPerMinute(30)
FOR_ONE_DIALOGUE = RateLimitItemPerMinute(300)
log = structlog.get_logger()


class Guesses:
    """Wrong guesses of the last minute, by address and in all."""

    def __init__(self, redis_url: str | None) -> None:
        storage: Storage = (
            RedisStorage(f"async+{redis_url}", implementation="redispy")
            if redis_url
            else MemoryStorage()
        )
        self.counter = MovingWindowRateLimiter(storage)
        self.own = MovingWindowRateLimiter(MemoryStorage())
        self.one_at_a_time = asyncio.Lock()

    async def check(self, address: str) -> None:
        """Refuses when too many guesses were wrong already."""
        for limit, key in self._limits(address):
            if not (await self.own.test(limit, key) and await self._fits(limit, key)):
                raise TooMany

    async def was_wrong(self, address: str) -> None:
        for limit, key in self._limits(address):
            await self.own.hit(limit, key)
            try:
                await self.counter.hit(limit, key)
            except Exception as error:  # noqa: BLE001 - whatever a lost Redis says
                log.warning("guess_not_shared", error=type(error).__name__)

    async def _fits(self, limit: RateLimitItem, key: str) -> bool:
        try:
            return await self.counter.test(limit, key)
        except Exception as error:  # noqa: BLE001 - whatever a lost Redis says
            log.warning("guesses_not_shared", error=type(error).__name__)
            return True

    def _limits(self, address: str) -> list[tuple[RateLimitItem, str]]:
        return [(FROM_ONE_ADDRESS, address), (FOR_ONE_DIALOGUE, "all")]

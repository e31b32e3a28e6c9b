"""Counting failures, so that codes cannot be guessed. Successes are never counted.

Many people come from one address at a conference: only wrong guesses use the address up.
"""

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import MovingWindowRateLimiter

from facilitator.kit.errors import TooMany

FROM_ONE_ADDRESS = RateLimitItemPerMinute(30)
FOR_ONE_DIALOGUE = RateLimitItemPerMinute(300)


class Guesses:
    """Wrong guesses of the last minute, by address and in all."""

    def __init__(self, redis_url: str | None) -> None:
        storage: Storage = (
            RedisStorage(f"async+{redis_url}", implementation="redispy")
            if redis_url
            else MemoryStorage()
        )
        self.counter = MovingWindowRateLimiter(storage)

    async def check(self, address: str) -> None:
        """Refuses when too many guesses were wrong already."""
        for limit, key in self._limits(address):
            if not await self.counter.test(limit, key):
                raise TooMany

    async def was_wrong(self, address: str) -> None:
        for limit, key in self._limits(address):
            await self.counter.hit(limit, key)

    def _limits(self, address: str) -> list[tuple[RateLimitItem, str]]:
        return [(FROM_ONE_ADDRESS, address), (FOR_ONE_DIALOGUE, "all")]

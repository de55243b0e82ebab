"""How much one visitor, or one address, may ask."""

import asyncio
import time
from contextlib import asynccontextmanager
from typing import AsyncIterator, Callable, Dict, Generic, NamedTuple, Optional, TypeVar

Key = TypeVar("Key")


class Bucket(NamedTuple):
    """Messages that may still be sent, and when that was reckoned."""

    left: float
    at: float


class RateLimit:
    """A token bucket a key: ``per_minute`` in the long run, a quarter of them at once.

    Buckets that have filled up again are dropped, so the table holds only who wrote lately.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = max(1.0, per_minute / 4)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: Dict[str, Bucket] = {}
        self._swept = clock()

    def wait(self, key: str) -> Optional[float]:
        """None, and one message is counted; or the seconds until one is let through."""
        now = self._clock()
        self._sweep(now)
        left = self._left(self._buckets.get(key), now)
        if left < 1:
            return (1 - left) / self._per_second
        self._buckets[key] = Bucket(left - 1, now)
        return None

    def _left(self, bucket: Optional[Bucket], now: float) -> float:
        if bucket is None:
            return self._size
        return min(self._size, bucket.left + (now - bucket.at) * self._per_second)

    def _sweep(self, now: float) -> None:
        if now - self._swept < self._size / self._per_second:
            return
        self._swept = now
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if self._left(bucket, now) < self._size
        }


class Turns(Generic[Key]):
    """Lets ``most`` of each key through at once; the others wait their turn."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._gates: Dict[Key, asyncio.Semaphore] = {}
        self._inside: Dict[Key, int] = {}

    def waiting(self, key: Key) -> int:
        """How many of a key are inside or wait."""
        return self._inside.get(key, 0)

    @asynccontextmanager
    async def turn(self, key: Key) -> AsyncIterator[None]:
        """Wait for a turn and hold it."""
        gate = self._gates.setdefault(key, asyncio.Semaphore(self._most))
        self._inside[key] = self._inside.get(key, 0) + 1
        try:
            async with gate:
                yield
        finally:
            self._inside[key] -= 1
            if not self._inside[key]:
                del self._inside[key], self._gates[key]

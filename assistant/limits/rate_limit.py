"""So many of each key in a minute."""

import time
from typing import Callable, Dict, NamedTuple, Optional


class Bucket(NamedTuple):
    """What may still be let through, and when that was reckoned."""

    left: float
    at: float


class RateLimit:
    """A token bucket a key: ``per_minute`` in the long run, a quarter of them at once.

    Buckets that have filled up again are dropped, so the table holds only who asked lately.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = max(1.0, per_minute / 4)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: Dict[str, Bucket] = {}
        self._swept = clock()

    def wait(self, key: str) -> Optional[float]:
        """None, and one is counted; or the seconds until one is let through."""
        wait = self.due(key)
        if wait is None:
            now = self._clock()
            self._buckets[key] = Bucket(self._left(self._buckets.get(key), now) - 1, now)
        return wait

    def due(self, key: str) -> Optional[float]:
        """The seconds until one is let through, None where it is now; nothing is counted."""
        now = self._clock()
        self._sweep(now)
        left = self._left(self._buckets.get(key), now)
        return (1 - left) / self._per_second if left < 1 else None

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

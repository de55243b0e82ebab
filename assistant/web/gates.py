"""Lets so many of each visitor's, or each address's, messages through at once."""

import asyncio
from contextlib import asynccontextmanager
from typing import AsyncIterator, Dict, Generic, TypeVar

Key = TypeVar("Key")


class Gates(Generic[Key]):
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

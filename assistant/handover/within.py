"""Asks hand-over's database for what a reply needs, and does not wait for it."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Callable, TypeVar

import structlog

from assistant.database import NOT_TO_BE_HAD

log = structlog.get_logger(__name__)

WITHIN = 0.5  # seconds that a reply waits for the database, once
REST = 2.0  # seconds in which a database that failed is not asked again
Result = TypeVar("Result")


class NotInTime(OSError):
    """The database failed, or did not answer in time."""


class Asking:
    """Work on the database, in one thread of its own and in its order."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="handover")
        self._rests_until = 0.0

    def begin(self, work: Callable[[], None]) -> None:
        """Do work before what is asked for next; nobody waits for it."""
        self._thread.submit(self._quietly, work)

    @staticmethod
    def _quietly(work: Callable[[], None]) -> None:
        try:
            work()
        except NOT_TO_BE_HAD as error:
            log.error("handover.not_to_be_had", error=repr(error))

    async def run(self, work: Callable[[], Result]) -> Result:
        """What the work gives.

        Raises:
            NotInTime: the database is not to be had; what was begun may be done yet.
        """
        if time.monotonic() < self._rests_until:
            raise NotInTime
        running = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.wait_for(running, WITHIN)
        except (asyncio.TimeoutError, *NOT_TO_BE_HAD) as error:
            self._rests_until = time.monotonic() + REST
            log.error("handover.not_to_be_had", error=repr(error))
            raise NotInTime from error

"""Locks that processes share: advisory ones of PostgreSQL, held by one connection."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import AsyncIterator, Dict, Optional

import structlog
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from assistant.conversations.holding import Hold, Holder, holding
from assistant.conversations.store import REST, WITHIN
from assistant.database import NOT_TO_BE_HAD

log = structlog.get_logger(__name__)

LONGEST_WAIT = 15.0  # seconds; more than a crowd holds a lock for: a process that hangs
POLL = 0.03  # seconds between attempts to get what another process holds
# So that a machine that is gone frees its locks within half a minute.
CONNECTION = {
    "application_name": "assistant-locks",
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
_WHO = text("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()")
_LOCK = text("SELECT pg_try_advisory_lock(:key)")
_UNLOCK = text("SELECT pg_advisory_unlock(:key)")


class SharedLocks:
    """A lock a conversation, for all processes that name the same database.

    PostgreSQL frees the locks of a process that dies. One session may hold any number of them:
    all are held by one connection, which one thread works on, and nobody waits in it. Who finds
    another process at a conversation asks again each ``POLL`` seconds; a connection a waiter
    would be woken at once, but so many are not to be had, and few meet: a channel's updates wait
    for each other in the inbox, and a proxy keeps a visitor of the web on one process.

    Where the database is not to be had, or another process hangs and keeps its lock for
    ``LONGEST_WAIT``, what was to run under the lock runs without: a visitor is answered, and the
    conversation's store writes nothing, for which it needs the hold to last
    (``assistant.conversations.holding``). So it is where the lock is lost meanwhile.

    The URL is PostgreSQL's own, or that of a pool of whole sessions: one of transactions would
    lose the locks.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_engine(
            url, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=CONNECTION
        )
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="locks")
        self._rests_until = 0.0
        # Of the thread alone.
        self._connection: Optional[Connection] = None
        self._holder: Optional[Holder] = None
        self._held: Dict[int, Hold] = {}

    @asynccontextmanager
    async def held(self, conversation: str) -> AsyncIterator[None]:
        """Hold a conversation's lock."""
        hold = Hold(conversation)
        await self._take(hold)
        try:
            with holding(hold):
                yield
        finally:
            self._thread.submit(self._release, hold)

    async def _take(self, hold: Hold) -> None:
        end = time.monotonic() + LONGEST_WAIT
        while time.monotonic() >= self._rests_until:
            try:
                if await self._attempt(hold):
                    return
            except (asyncio.TimeoutError, *NOT_TO_BE_HAD) as error:
                self._rests_until = time.monotonic() + REST
                log.error("locks.not_to_be_had", error=repr(error))
                return
            if time.monotonic() > end:
                log.error("locks.held_too_long")
                return
            await asyncio.sleep(POLL)

    async def _attempt(self, hold: Hold) -> bool:
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(
                loop.run_in_executor(self._thread, self._try, hold), WITHIN
            )
        except BaseException:
            # The thread may get it yet, when nobody waits for it any more.
            self._thread.submit(self._release, hold)
            raise

    # --- in the thread -----------------------------------------------------------------------

    def _try(self, hold: Hold) -> bool:
        try:
            return self._lock(hold)
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise
        # An old connection tells only when it is used that the database was restarted.
        return self._lock(hold)

    def _lock(self, hold: Hold) -> bool:
        connection = self._connected()
        # A session is given a lock that it has: here the second is who waited longer than
        # Rasa's ticket for the first lasts.
        if hold.key in self._held or not connection.scalar(_LOCK, {"key": hold.key}):
            return False
        hold.holder = self._holder
        self._held[hold.key] = hold
        return True

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.invalidated:
            self._held.clear()
            self._connection = None
            connection = self._engine.connect()
            self._holder = Holder(*connection.execute(_WHO).one())
            self._connection = connection
        return self._connection

    def _release(self, hold: Hold) -> None:
        if self._connection is None or self._held.get(hold.key) is not hold:
            return
        del self._held[hold.key]
        try:
            self._connection.execute(_UNLOCK, {"key": hold.key})
        except NOT_TO_BE_HAD as error:
            # A lock that is not given back is lost with the connection.
            log.error("locks.not_released", error=repr(error))
            self._connection.invalidate()

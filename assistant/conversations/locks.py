"""The lock store (``endpoints.yml``): one message of a conversation at a time, and few of all."""

import asyncio
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any, AsyncGenerator, Optional, Text

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.engine import make_url

from assistant.conversations.shared_locks import SharedLocks
from assistant.database import POSTGRESQL
from assistant.settings import Settings

# While one waits for the action server, others are understood; where it hangs, those that wait
# for it hold up nobody until so many do.
AT_ONCE = 4


class FewAtATimeLockStore(InMemoryLockStore):
    """Locks in memory; beyond ``at_once`` messages wait in the order they came in.

    Understanding a message holds Rasa's event loop. Where all that arrive are begun at once, each
    one's next step waits for a step of every other: with 64 of them seconds passed between an
    answer of the action server and its reading, a third of the visitors was told that the
    assistant is unavailable, and the last one waited twice as long as the mean. In the order they
    came in, they take the same time together.

    Where the conversations are in PostgreSQL, other processes may answer them too: then a
    conversation's lock is held there as well (``SharedLocks``), by the first of those who wait
    for it here. How many are answered at once is each process's own: it is its event loop.
    """

    def __init__(
        self, endpoint_config: Optional[EndpointConfig] = None, at_once: int = AT_ONCE
    ) -> None:
        super().__init__()
        self._room = asyncio.Semaphore(at_once)
        url = Settings().conversations_url
        shares = make_url(url).get_backend_name() == POSTGRESQL
        self._shared = SharedLocks(url) if shares else None

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: Text,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = 1,
    ) -> AsyncGenerator[TicketLock, Any]:
        """Hold a conversation's lock, once there is room; who waits for it takes no room.

        Raises:
            LockError: the lock expired.
        """
        async with super().lock(conversation_id, lock_lifetime, wait_time_in_seconds) as lock:
            async with self._of_all(conversation_id), self._room:
                yield lock

    def _of_all(self, conversation: str) -> "AbstractAsyncContextManager[None, Optional[bool]]":
        return self._shared.held(conversation) if self._shared else nullcontext()

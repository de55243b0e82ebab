"""The lock store (``endpoints.yml``), watched: how many wait, and for how long."""

import time
from contextlib import asynccontextmanager
from typing import Any, AsyncGenerator, Text

from rasa.core.lock import TicketLock

from assistant.conversations.locks import FewAtATimeLockStore
from assistant.watching.metrics import WAITING
from assistant.watching.stages import begun_at


class WatchedLockStore(FewAtATimeLockStore):
    """Counts who waits, and tells what runs under a lock since when it waited."""

    @asynccontextmanager
    async def lock(
        self, conversation_id: Text, *times: Any, **named_times: Any
    ) -> AsyncGenerator[TicketLock, Any]:
        """Hold a conversation's lock.

        Raises:
            LockError: the lock expired.
        """
        asked, waits = time.time(), True
        WAITING.inc()
        try:
            async with super().lock(conversation_id, *times, **named_times) as lock:
                waits = False
                WAITING.dec()
                with begun_at(asked, time.time()):
                    yield lock
        finally:
            if waits:
                WAITING.dec()

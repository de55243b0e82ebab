"""A process that counts in conversations: each message says one more than the one before.

``python -m tests.production.counting <messages> <conversation>…``, in the database
``CONVERSATIONS_URL``. With ``UNLOCKED`` set it takes Rasa's locks, which are its own.
"""

import asyncio
import os
import random
import sys
from typing import List

from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sqlalchemy import func

from assistant.conversations.locks import FewAtATimeLockStore
from assistant.conversations.store import ConversationStore

WORK = 0.02  # seconds of a message; the longest


async def count(store: ConversationStore, locks: LockStore, conversation: str) -> None:
    """Say one more than the conversation's latest message."""
    async with locks.lock(conversation, wait_time_in_seconds=0.01):
        tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
        latest = tracker.latest_message.text if tracker.latest_message else None
        await asyncio.sleep(random.uniform(0, WORK))
        tracker.update(UserUttered(str(int(latest or 0) + 1)))
        await store.save(tracker)


def stored(store: ConversationStore, conversation: str) -> int:
    """How many messages of a conversation there are."""
    with store.session_scope() as session:
        rows = session.query(func.count()).select_from(store.SQLEvent)
        return int(rows.filter_by(sender_id=conversation, type_name="user").scalar())


async def run(messages: int, conversations: List[str]) -> None:
    """Count in each conversation until so many messages are stored, whoever said them."""
    locks = InMemoryLockStore() if os.environ.get("UNLOCKED") else FewAtATimeLockStore()
    store = ConversationStore(Domain.empty())
    store.renamed.result()
    print("ready", flush=True)
    sys.stdin.readline()

    async def fill(conversation: str) -> None:
        while True:
            await count(store, locks, conversation)
            try:
                if stored(store, conversation) >= messages:
                    return
            except Exception:  # the database is away
                await asyncio.sleep(0.05)

    await asyncio.gather(*map(fill, conversations))


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), sys.argv[2:]))

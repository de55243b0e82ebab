"""Erases a conversation from wherever it is kept, for every channel."""

import asyncio
from functools import partial
from typing import Any, Awaitable, Callable, List, Optional, Protocol

import structlog
from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore

from assistant.conversations.store import ConversationStore

log = structlog.get_logger(__name__)

LOCK_POLL = 0.1  # seconds; Rasa's own second is long for who waits to read "erased"


class Forgets(Protocol):
    """A store beside the conversations that holds something of them."""

    def forget(self, conversation: str) -> None:
        """Erase what a conversation's visitor wrote."""


class Erasure:
    """Erases conversations.

    Args:
        agent: gives Rasa's agent, whose tracker store holds what was said.
        stores: hold what the visitor wrote about the answers, what was asked in vain, and what was
            left for a person of the office.
    """

    def __init__(self, agent: Callable[[], Agent], *stores: Forgets) -> None:
        self._agent = agent
        self._stores = stores

    async def erase(
        self, conversation: str, also: Optional[Callable[[], Awaitable[None]]] = None
    ) -> None:
        """Erase every event of a conversation, of all its sessions, and every word that the other
        stores hold of it; then no file of SQLite's holds them, nor its log.

        Whatever else is being done with the conversation is waited for. ``also`` erases what the
        channel itself keeps of it. What can be erased is, even where some of it fails.

        Raises:
            Exception: the first failure; to erase once more is safe.
        """
        agent = self._agent()
        steps: List[Callable[[], Awaitable[None]]] = [
            lambda: erase_events(agent.tracker_store, conversation),
            *(partial(asyncio.to_thread, store.forget, conversation) for store in self._stores),
        ]
        if also is not None:
            steps.append(also)
        failures: List[Exception] = []
        async with agent.lock_store.lock(conversation, wait_time_in_seconds=LOCK_POLL):
            for step in steps:
                try:
                    await step()
                except Exception as failure:
                    log.exception("conversations.not_erased", conversation=conversation)
                    failures.append(failure)
        if failures:
            raise failures[0]


async def erase_events(store: Any, conversation: str) -> None:
    """Delete every event of a conversation, from every session of it.

    ``store`` is the agent's tracker store.

    Raises:
        NotImplementedError: the store is neither ours nor Rasa's in-memory one.
    """
    # The agent wraps its store (``FailSafeTrackerStore``, ``AwaitableTrackerStore``), and keeps
    # in memory what could not be stored.
    while hasattr(store, "_tracker_store"):
        fallback = getattr(store, "_fallback_tracker_store", None)
        if fallback is not None:
            await erase_events(fallback, conversation)
        store = store._tracker_store
    if isinstance(store, ConversationStore):
        await store.erase(conversation)
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    else:
        raise NotImplementedError(f"conversations cannot be erased from {type(store).__name__}")

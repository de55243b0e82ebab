"""Background work: in order within a conversation, side by side across conversations."""

import asyncio
from typing import Awaitable, Callable, Dict, Optional, Set

import structlog

log = structlog.get_logger(__name__)

Work = Callable[[], Awaitable[None]]


class OrderedWork:
    """Runs work in the background; work of one conversation waits for what came before it."""

    def __init__(self) -> None:
        self._last: Dict[str, "asyncio.Task[None]"] = {}
        self._running: Set["asyncio.Task[None]"] = set()

    def start(self, conversation: str, work: Work) -> None:
        """Do the work once the conversation's earlier work is done."""
        task = asyncio.ensure_future(self._after(self._last.get(conversation), conversation, work))
        self._last[conversation] = task
        self._running.add(task)
        task.add_done_callback(lambda done: self._forget(conversation, done))

    async def _after(
        self, before: Optional["asyncio.Task[None]"], conversation: str, work: Work
    ) -> None:
        if before is not None:
            await asyncio.wait({before})
        try:
            await work()
        except Exception:
            log.exception("channels.work_failed", conversation=conversation)

    def _forget(self, conversation: str, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        if self._last.get(conversation) is task:
            del self._last[conversation]

    async def close(self, within: float) -> None:
        """Wait for what is under way, at most so many seconds; then cancel it."""
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=within)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

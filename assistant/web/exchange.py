"""Messages on their way through the dialogue, and the replies made so far.

An exchange outlives the request that began it: a page whose connection breaks comes back with
the same message id and gets the same replies.
"""

import asyncio
import time
from collections import OrderedDict
from typing import Any, AsyncIterator, Awaitable, Callable, Dict, List, Optional, Set, Tuple

import structlog
from rasa.core.channels.channel import OutputChannel, UserMessage

from assistant.conversations.access import serving
from assistant.conversations.transcript import shown_reply
from assistant.handover.layer import Outcome
from assistant.watching.metrics import UNDER_WAY
from assistant.web.gates import Gates

logger = structlog.get_logger()

KEPT = 2000  # finished exchanges; the tracker store remembers the rest
AT_ONCE_OF_AN_ADDRESS = 1
# An address that sends more than is answered rests after each message for so many times as long
# as the message took: two thirds of the time are left to the others.
REST = 2
WAITING_OF_A_VISITOR = 5
Handler = Callable[[UserMessage], Awaitable[Any]]
ExchangeId = Tuple[str, str]  # conversation, message


class Exchange:
    """The replies to one message, as they are made; ``handed`` where a person reads it, who need
    not reply."""

    def __init__(
        self, replies: Optional[List[Dict[str, Any]]] = None, handed: bool = False
    ) -> None:
        self.replies: List[Dict[str, Any]] = replies or []
        self.done = replies is not None
        self.failed = False
        self.handed = handed
        self._changed = asyncio.Condition()

    async def add(self, reply: Dict[str, Any]) -> None:
        """Put a reply behind the others."""
        async with self._changed:
            self.replies.append(reply)
            self._changed.notify_all()

    async def finish(self, failed: bool = False, handed: bool = False) -> None:
        """No reply will follow."""
        async with self._changed:
            self.done, self.failed, self.handed = True, failed, handed
            self._changed.notify_all()

    async def follow(self) -> AsyncIterator[Dict[str, Any]]:
        """Each reply as soon as it is made, until the last."""
        shown = 0
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self.done or len(self.replies) > shown)
            for reply in self.replies[shown:]:
                shown += 1
                yield reply
            if self.done and shown == len(self.replies):
                return


class ExchangeOutput(OutputChannel):
    """Rasa's way to an exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    @classmethod
    def name(cls) -> str:
        return "web"

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        await self._exchange.add(shown_reply(text, None, kwargs))

    async def send_text_with_buttons(
        self, recipient_id: str, text: str, buttons: List[Dict[str, Any]], **kwargs: Any
    ) -> None:
        await self._exchange.add(shown_reply(text, buttons, kwargs))


class Exchanges:
    """The exchanges under way and those lately finished."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._exchanges: "OrderedDict[ExchangeId, Exchange]" = OrderedDict()
        self._tasks: Set["asyncio.Task[None]"] = set()
        UNDER_WAY.set_function(lambda: len(self._tasks))
        self._visitors: Gates[str] = Gates(1)
        # Understanding a message holds the event loop: one address never holds it all.
        self._addresses: Gates[str] = Gates(AT_ONCE_OF_AN_ADDRESS)

    def find(self, conversation: str, message: str, failed_too: bool) -> Optional[Exchange]:
        """The exchange of a message that is still remembered here; one that failed only where
        it is asked for, since a visitor may send such a message again."""
        exchange = self._exchanges.get((conversation, message))
        return None if exchange and exchange.failed and not failed_too else exchange

    def is_crowded(self, conversation: str) -> bool:
        """Whether so many of a visitor's messages wait that no more should."""
        return self._visitors.waiting(conversation) >= WAITING_OF_A_VISITOR

    def begin(self, message: UserMessage, address: str) -> Exchange:
        """Have a message answered, after the same visitor's earlier ones."""
        exchange = Exchange()
        message.output_channel = ExchangeOutput(exchange)
        self._exchanges[message.sender_id, message.message_id] = exchange
        task = asyncio.create_task(self._answer(message, exchange, address))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        self._forget_old()
        return exchange

    async def forget(self, conversation: str, then: Awaitable[None]) -> None:
        """Wait for a visitor's messages under way, do ``then``, and forget the exchanges; those
        that still wait are never begun."""
        async with self._visitors.turn(conversation):
            try:
                await then
            finally:
                for key in [key for key in self._exchanges if key[0] == conversation]:
                    del self._exchanges[key]

    async def _answer(self, message: UserMessage, exchange: Exchange, address: str) -> None:
        try:
            async with self._visitors.turn(message.sender_id), self._addresses.turn(address):
                if self._exchanges.get((message.sender_id, message.message_id)) is not exchange:
                    return await exchange.finish(failed=True)
                started = time.monotonic()
                with serving(message.sender_id):
                    handed = await self._handler(message) is Outcome.HANDED
                await exchange.finish(not exchange.replies and not handed, handed)
                if self._addresses.waiting(address) > AT_ONCE_OF_AN_ADDRESS:
                    await asyncio.sleep(REST * (time.monotonic() - started))
        except Exception:
            # Whatever went wrong, the visitor must not wait for ever.
            logger.exception("web.message.failed", conversation=message.sender_id)
            await exchange.finish(failed=True)

    def _forget_old(self) -> None:
        while len(self._exchanges) > KEPT:
            oldest = next((key for key, value in self._exchanges.items() if value.done), None)
            if oldest is None:
                return
            del self._exchanges[oldest]

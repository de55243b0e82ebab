"""A process that serves Telegram's channel, with an agent in Rasa's place that repeats what it is
told, under the lock of the conversation."""

import asyncio
import logging
import os
import signal
import threading
from multiprocessing.connection import Connection
from typing import Any, Dict, List

import structlog
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from assistant.conversations.locks import FewAtATimeLockStore
from assistant.messaging import lifecycle
from assistant.messaging.inbox import Inbox
from assistant.messaging.shared_inbox import SharedInbox
from assistant.messaging.telegram.channel import TelegramInput
from assistant.settings import ChannelSettings
from tests.channel_server import ChannelServer


class Agent:
    """Says what it is told, after a while."""

    def __init__(self, takes: float) -> None:
        self.tracker_store: Any = InMemoryTrackerStore(Domain.empty())
        self.lock_store = FewAtATimeLockStore()
        self._takes = takes

    async def handle_message(self, message: UserMessage) -> None:
        """Repeat the message."""
        async with self.lock_store.lock(message.sender_id):
            await asyncio.sleep(self._takes)
            reply = {"text": f"« {message.text} »"}
            await message.output_channel.send_response(message.sender_id, reply)


class Server(ChannelServer):
    """The server, with the settings of the environment."""

    def inputs(self) -> List[InputChannel]:
        """Telegram's channel."""
        return [TelegramInput(ChannelSettings())]


class Unfenced(SharedInbox):
    """What a shared inbox would be without looking whether an update is still its own."""

    def check(self, key: str) -> None:
        """Nothing is looked at."""

    def _change(self, session: Any, name: str, values: Any) -> None:
        Inbox._change(self, session, name, values)


class Unordered(SharedInbox):
    """What it would be if each process kept only its own order."""

    async def is_next(self, key: str) -> bool:
        """Always."""
        return True


# What the tests are to notice.
FAULTS: Dict[str, Any] = {
    "": SharedInbox,
    "no lease": lambda database, channel, lease: Inbox(database, channel),
    "no fence": Unfenced,
    "no order": Unordered,
}


def serve(environment: Dict[str, str], takes: float, fault: str, tell: Connection) -> None:
    """Serve until SIGTERM; the port is told."""
    os.environ.update(environment)
    # Of the faults that the tests make there is nothing to be told.
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    lifecycle.SharedInbox = FAULTS[fault]  # type: ignore[misc]
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    server = Server(Agent(takes))
    server.start()
    tell.send(server.url)
    stopped.wait()
    server.stop()

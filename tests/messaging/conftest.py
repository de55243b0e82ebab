"""A real HTTP server with both channels and, in Rasa's place, an agent that repeats what it is
told; and the services' stand-ins."""

import asyncio
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any, Iterator, List

import httpx
import pytest
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from assistant.messaging.messenger.channel import MessengerInput
from assistant.messaging.telegram.channel import TelegramInput
from assistant.messaging.verification import derived_secret
from assistant.settings import ChannelSettings
from tests.channel_server import ChannelServer
from tests.stand_ins import messenger_api, telegram_api


class Repeating:
    """Rasa's agent, as far as a channel meets it: it says what it is told."""

    def __init__(self) -> None:
        self.tracker_store: Any = InMemoryTrackerStore(Domain.empty())
        self.lock_store = InMemoryLockStore()
        self.told: List[UserMessage] = []
        self.buttons: List[dict] = []
        self.fails = False
        self.takes = 0.0  # seconds

    async def handle_message(self, message: UserMessage) -> None:
        """Repeat the message."""
        self.told.append(message)
        await asyncio.sleep(self.takes)
        if self.fails:
            raise RuntimeError("the dialogue failed")
        reply = {"text": f"« {message.text} »", "buttons": list(self.buttons)}
        await message.output_channel.send_response(message.sender_id, reply)


class Server(ChannelServer):
    """The running server."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.telegram = telegram_api.TelegramStandIn()
        self.messenger = messenger_api.MessengerStandIn()
        self.telegram.start()
        self.messenger.start()
        super().__init__(Repeating())
        self.settings = ChannelSettings(
            **{
                "public_url": "https://assistant.example.org",
                "telegram_token": telegram_api.TOKEN,
                "telegram_api_url": self.telegram.url,
                "messenger_page_token": messenger_api.PAGE_TOKEN,
                "messenger_app_id": messenger_api.APP_ID,
                "messenger_app_secret": messenger_api.APP_SECRET,
                "messenger_api_url": self.messenger.url,
                "channels_url": f"sqlite:///{folder / 'channels.db'}",
                "channel_pause": 0.05,
                **settings,
            }
        )

    def inputs(self) -> List[InputChannel]:
        """The channels."""
        return [TelegramInput(self.settings), MessengerInput(self.settings)]

    def to_telegram(self, update: Any, **headers: str) -> httpx.Response:
        """Send an update (or raw bytes) as Telegram does."""
        secret = derived_secret(telegram_api.TOKEN, "telegram webhook")
        given = {"X-Telegram-Bot-Api-Secret-Token": secret, **headers}
        return self.client.post("/webhooks/telegram/webhook", content=_body(update), headers=given)

    def to_messenger(self, document: Any, **headers: str) -> httpx.Response:
        """Send a request (or raw bytes) as Messenger does."""
        body = _body(document)
        digest = hmac.new(messenger_api.APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        given = {"X-Hub-Signature-256": f"sha256={digest}", **headers}
        return self.client.post("/webhooks/messenger/webhook", content=body, headers=given)

    def told(self) -> List[str]:
        """The texts that the dialogue was told."""
        return [message.text for message in self.agent.told]


def _body(document: Any) -> bytes:
    return document if isinstance(document, bytes) else json.dumps(document).encode()


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[Any]:
    """Makes servers with settings of their own, on one database."""
    servers: List[Server] = []

    def make(**settings: Any) -> Server:
        servers.append(Server(tmp_path, **settings))
        servers[-1].start()
        return servers[-1]

    yield make
    for server in servers:
        server.stop()
        server.telegram.stop()
        server.messenger.stop()


@pytest.fixture
def server(make_server: Any) -> Server:
    """A running server."""
    return make_server()

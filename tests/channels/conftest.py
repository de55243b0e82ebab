"""A real HTTP server with both channels and, in Rasa's place, an agent that repeats what it is
told; and the services' stand-ins."""

import asyncio
import hashlib
import hmac
import json
import socket
import threading
from pathlib import Path
from typing import Any, Iterator, List, Optional

import httpx
import pytest
from rasa.core.channels import channel as rasa_channels
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.server import add_root_route
from rasa.shared.core.domain import Domain
from sanic import Sanic

from assistant.channels.messenger import MessengerInput
from assistant.channels.telegram import TelegramInput
from assistant.channels.verification import derived_secret
from assistant.settings import ChannelSettings
from tests.stand_ins import messenger_api, telegram_api


class Repeating:
    """Rasa's agent, as far as a channel meets it: it says what it is told."""

    def __init__(self) -> None:
        self.tracker_store = InMemoryTrackerStore(Domain.empty())
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


class Server:
    """The running server."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.telegram = telegram_api.TelegramStandIn()
        self.messenger = messenger_api.MessengerStandIn()
        self.telegram.start()
        self.messenger.start()
        self.agent = Repeating()
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
        self.client: Optional[httpx.Client] = None

    def start(self) -> None:
        """Serve, as ``rasa run`` does."""
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        assert started.wait(20)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self._port}", timeout=20)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve(started))

    async def _serve(self, started: threading.Event) -> None:
        Sanic.test_mode = True
        app = Sanic(f"channels_{id(self)}_{id(started)}", configure_logging=False)
        inputs = [TelegramInput(self.settings), MessengerInput(self.settings)]
        rasa_channels.register(inputs, app, route="/webhooks/")

        add_root_route(app)

        @app.listener("before_server_start")
        async def load(app: Sanic, _: Any) -> None:
            app.ctx.agent = self.agent

        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        self._port = listening.getsockname()[1]
        server = await app.create_server(sock=listening, return_asyncio_server=True)
        await server.startup()
        await server.before_start()
        await server.after_start()
        self._ended = asyncio.Event()
        started.set()
        await self._ended.wait()
        await server.before_stop()
        await server.close()
        await server.after_stop()

    def stop(self) -> None:
        """Stop as on a signal."""
        if self.client is not None:
            self.client.close()
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join(20)
            assert not self._thread.is_alive()
            self.client = None

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

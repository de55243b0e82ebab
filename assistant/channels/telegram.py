"""The Telegram channel, for ``credentials.yml``."""

from typing import Any, Dict, Optional, Text

import structlog
from rasa.core.channels.channel import InputChannel, OutputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.account import TelegramAccount
from assistant.channels.answering import OnNewMessage
from assistant.channels.database import Database
from assistant.channels.incoming import Incoming
from assistant.channels.lifecycle import Lifecycle
from assistant.channels.output import ChannelOutput, Take
from assistant.channels.payloads import Payloads
from assistant.channels.service import Service
from assistant.channels.requests import parse_object, read_body
from assistant.channels.telegram_output import TelegramOutput
from assistant.channels.telegram_updates import Bot, button_title, read_update, update_key
from assistant.channels.verification import same
from assistant.settings import ChannelSettings

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class TelegramService(Service):
    """Reads updates and delivers messages."""

    name = "telegram"

    def __init__(self, account: TelegramAccount, payloads: Payloads) -> None:
        self._account = account
        self._api = account.api
        self._payloads = payloads

    async def read(self, update: Dict[str, Any]) -> Optional[Incoming]:
        """What an update means; a tap's payload in full."""
        incoming = read_update(update, Bot(self._api.bot_id, self._account.username))
        if incoming and incoming.acknowledge:
            payload = await self._payloads.payload(incoming.text)
            # The name of a payload that was lost with its database tells nothing; a title may.
            return incoming._replace(text=payload or button_title(update, incoming.text) or "")
        return incoming

    def output(self, incoming: Incoming, take: Take) -> ChannelOutput:
        """An output channel that writes to the chat, and in it to the topic."""
        return TelegramOutput(take, incoming.address, self._payloads)

    def output_to(self, take: Take) -> ChannelOutput:
        """An output channel that writes to the chat of a conversation's id."""
        return TelegramOutput(take, {}, self._payloads)

    async def send(self, message: Dict[str, Any]) -> None:
        """Deliver a message."""
        await self._api.send(message)

    async def show_typing(self, incoming: Incoming) -> None:
        """Show that an answer is being written."""
        await self._api.show_typing(incoming.address)

    async def acknowledge(self, incoming: Incoming) -> None:
        """Acknowledge a tap: until then the button shows that it is waiting."""
        await self._api.acknowledge(incoming.acknowledge or "")


class TelegramInput(InputChannel):
    """Receives Telegram's updates at ``/webhooks/telegram/webhook``; without a token there is no
    such route."""

    @classmethod
    def name(cls) -> Text:
        """The channel's name, part of its route."""
        return "telegram"

    def __init__(self, settings: Optional[ChannelSettings] = None) -> None:
        self._settings = settings or ChannelSettings()
        self._lifecycle: Optional[Lifecycle] = None

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[Text, Any]]) -> "TelegramInput":
        """The channel; its settings stand in the environment, not in the file."""
        return cls()

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The route, and what runs from the server's start to its stop."""
        routes = Blueprint("telegram_webhook", __name__)
        settings = self._settings
        if TelegramAccount.missing(settings):
            return routes
        account = TelegramAccount(settings)
        secret = account.api.webhook_secret
        database = Database(settings.channels_url)
        service = TelegramService(account, Payloads(database))
        lifecycle = Lifecycle(settings, database, account, service, on_new_message)
        lifecycle.attach(routes)
        self._lifecycle = lifecycle

        @routes.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            if not same(request.headers.get(SECRET_HEADER), secret):
                return response.text("forbidden", status=403)
            update = parse_object(await read_body(request, settings.channel_body_limit))
            key = update_key(update) if update else None
            if update is None or key is None:
                log.warning("channels.not_an_update", channel=self.name())
            else:
                await lifecycle.reception.receive(key, update)
            return response.text("ok")

        return routes

    def get_output_channel(self) -> Optional[OutputChannel]:
        """For messages that no visitor's message triggered (Rasa's HTTP API)."""
        return self._lifecycle.output() if self._lifecycle else None

"""The Telegram channel, for ``credentials.yml``."""

from typing import Any, Dict, Optional, Text

import structlog
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.messaging.database import Database
from assistant.messaging.incoming import Incoming
from assistant.messaging.lifecycle import Lifecycle
from assistant.messaging.output import ChannelOutput, Take
from assistant.messaging.requests import parse_object, read_body
from assistant.messaging.service import Service
from assistant.messaging.service_input import ServiceInput
from assistant.messaging.strangers import Strangers
from assistant.messaging.telegram.account import TelegramAccount
from assistant.messaging.telegram.output import TelegramOutput
from assistant.messaging.telegram.payloads import Payloads
from assistant.messaging.telegram.updates import Bot, button_title, read_update, update_key
from assistant.messaging.verification import same

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


class TelegramInput(ServiceInput[TelegramAccount]):
    """Receives Telegram's updates."""

    account_type = TelegramAccount

    @classmethod
    def name(cls) -> Text:
        """The channel's name, part of its route."""
        return "telegram"

    def _service(self, account: TelegramAccount, database: Database) -> Service:
        return TelegramService(account, Payloads(database))

    def _add_routes(
        self, routes: Blueprint, account: TelegramAccount, lifecycle: Lifecycle
    ) -> None:
        strangers = Strangers(self._settings)

        @routes.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            if not same(request.headers.get(SECRET_HEADER), account.api.webhook_secret):
                return strangers.refuse(request)
            update = parse_object(await read_body(request, self._settings.channel_body_limit))
            key = update_key(update) if update else None
            if update is None or key is None:
                log.warning("channels.not_an_update", channel=self.name())
            else:
                await lifecycle.reception.receive(key, update)
            return response.text("ok")

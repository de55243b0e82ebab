"""The Messenger channel, for ``credentials.yml``."""

import asyncio
from collections import OrderedDict
from typing import Any, Dict, Optional, Text

import structlog
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.conversations.names import who_of
from assistant.facts.languages import language_of
from assistant.messaging.api import ApiError
from assistant.messaging.database import Database
from assistant.messaging.incoming import Incoming
from assistant.messaging.lifecycle import Lifecycle
from assistant.messaging.messenger.account import MessengerAccount
from assistant.messaging.messenger.events import events_of, read_event
from assistant.messaging.messenger.output import MessengerOutput
from assistant.messaging.output import ChannelOutput, Take
from assistant.messaging.requests import parse_object, read_body
from assistant.messaging.service import Service
from assistant.messaging.service_input import ServiceInput
from assistant.messaging.strangers import Strangers
from assistant.messaging.verification import is_signature, same, signed
from assistant.settings import text_of

log = structlog.get_logger(__name__)

SIGNATURE_HEADER = "X-Hub-Signature-256"
PROFILE_WITHIN = 1.0  # seconds; a greeting without the hint is better than a late one
PROFILES_KEPT = 10_000


class MessengerService(Service):
    """Reads events and delivers messages."""

    name = "messenger"

    def __init__(self, account: MessengerAccount) -> None:
        self._api = account.api
        self._hints: "OrderedDict[str, Optional[str]]" = OrderedDict()

    async def read(self, update: Dict[str, Any]) -> Optional[Incoming]:
        """What an event means."""
        return read_event(update)

    async def hint(self, incoming: Incoming) -> Optional[str]:
        """The language of the visitor's profile, asked for once, in memory only."""
        visitor = incoming.address["recipient"]["id"]
        if visitor not in self._hints:
            try:
                locale = await asyncio.wait_for(self._locale(visitor), PROFILE_WITHIN)
            except asyncio.TimeoutError:
                locale = None
            self._hints[visitor] = language_of(locale)
            if len(self._hints) > PROFILES_KEPT:
                self._hints.popitem(last=False)
        return self._hints[visitor]

    async def _locale(self, visitor: str) -> Optional[str]:
        try:
            return await self._api.locale(visitor)
        except ApiError as error:
            log.info("channels.no_profile", channel=self.name, error=str(error))
            return None

    def forget(self, conversation: str) -> None:
        """Forget the visitor's profile."""
        self._hints.pop(who_of(conversation, self.name), None)

    def output(self, incoming: Incoming, take: Take) -> ChannelOutput:
        """An output channel that writes to the visitor."""
        return self.output_to(take)

    def output_to(self, take: Take) -> ChannelOutput:
        """An output channel that writes to the visitor of a conversation's id."""
        return MessengerOutput(take)

    async def send(self, message: Dict[str, Any]) -> None:
        """Deliver a message."""
        await self._api.send(message)

    async def show_typing(self, incoming: Incoming) -> None:
        """Show that an answer is being written."""
        await self._api.show_typing(incoming.address)


class MessengerInput(ServiceInput[MessengerAccount]):
    """Receives Messenger's events."""

    account_type = MessengerAccount

    @classmethod
    def name(cls) -> Text:
        """The channel's name, part of its route."""
        return "messenger"

    def _service(self, account: MessengerAccount, database: Database) -> Service:
        return MessengerService(account)

    def _add_routes(
        self, routes: Blueprint, account: MessengerAccount, lifecycle: Lifecycle
    ) -> None:
        secret = text_of(self._settings.messenger_app_secret)
        strangers = Strangers(self._settings)

        @routes.get("/webhook")
        async def verify(request: Request) -> HTTPResponse:
            if request.args.get("hub.mode") == "subscribe" and same(
                request.args.get("hub.verify_token"), account.api.verify_token
            ):
                return response.text(request.args.get("hub.challenge", ""))
            return strangers.refuse(request)

        @routes.post("/webhook", stream=True)
        async def webhook(request: Request) -> HTTPResponse:
            signature = request.headers.get(SIGNATURE_HEADER)
            # Neither a megabyte is read nor its digest made for who cannot be the service.
            if not is_signature(signature) or strangers.unread(request):
                return strangers.refuse(request)
            body = await read_body(request, self._settings.channel_body_limit)
            if not signed(body, signature, secret):
                return strangers.refuse(request)
            document = parse_object(body)
            if document is None or document.get("object") != "page":
                log.warning("channels.not_an_update", channel=self.name())
                return response.text("EVENT_RECEIVED")
            for arrived in events_of(document):
                await lifecycle.reception.receive(arrived.key, arrived.event)
            return response.text("EVENT_RECEIVED")

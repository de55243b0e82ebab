"""What a channel does when the server starts and when it stops."""

import asyncio
from typing import Any, Dict, List

import structlog
from sanic import Blueprint, Sanic

from assistant.conversations.erasure import Erasure
from assistant.database import NOT_TO_BE_HAD
from assistant.feedback.store import FeedbackStore
from assistant.handover.layer import Handover
from assistant.handover.people import People
from assistant.messaging.account import Account
from assistant.messaging.answering import Answering, OnNewMessage
from assistant.messaging.api import ApiError
from assistant.messaging.content import Content
from assistant.messaging.database import Database
from assistant.messaging.inbox import Inbox
from assistant.messaging.limit import ConversationLimit
from assistant.messaging.output import ChannelOutput
from assistant.messaging.reception import Reception
from assistant.messaging.registration import keep_registering
from assistant.messaging.service import Service
from assistant.messaging.shared_inbox import SharedInbox
from assistant.messaging.waiting import Waiting
from assistant.settings import ChannelSettings, HandoverSettings, Settings
from assistant.unanswered.store import UnansweredStore

log = structlog.get_logger(__name__)

AGAIN_AFTER = 5.0  # seconds between attempts to open the inbox


class Lifecycle:
    """One channel's database, reception and background work, tied to the server's."""

    reception: Reception

    def __init__(
        self,
        settings: ChannelSettings,
        database: Database,
        account: Account,
        service: Service,
        on_new_message: OnNewMessage,
    ) -> None:
        self._settings = settings
        self._database = database
        self._account = account
        self._service = service
        self._ask = on_new_message
        self._beside: List["asyncio.Task[None]"] = []

    def attach(self, routes: Blueprint) -> None:
        """Start and stop with the server that the routes belong to."""
        routes.listener("before_server_start")(self._open)
        routes.listener("after_server_start")(self._start)
        routes.listener("before_server_stop")(self._stop)

    def output(self) -> ChannelOutput:
        """An output channel for messages that no update asked for."""
        return self._service.output_to(self._send)

    async def _send(self, message: Dict[str, Any]) -> None:
        try:
            await self._service.send(message)
        except ApiError as error:
            log.error("channels.not_delivered", channel=self._service.name, error=str(error))

    async def _open(self, app: Sanic, _: Any) -> None:
        # Rasa's listener, which loads the agent, comes after this one.
        content = Content.of(self._settings)
        inbox = self._inbox()
        settings = HandoverSettings()
        people = People(settings)
        handover = Handover(settings, people, self._ask, lambda: app.ctx.agent)
        handover.prepare()
        answering = Answering(
            self._service.name,
            content,
            handover,
            lambda: app.ctx.agent,
            Erasure(
                lambda: app.ctx.agent,
                FeedbackStore(Settings().feedback_url),
                UnansweredStore(Settings().unanswered_url),
                people,
            ),
            Waiting(self._service, inbox),
            ConversationLimit(self._settings.channel_messages_per_minute, inbox),
        )
        self.reception = Reception(self._service, inbox, answering, self._settings)

    def _inbox(self) -> Inbox:
        name = self._service.name
        if self._database.is_shared:
            return SharedInbox(self._database, name, self._settings.channel_lease)
        return Inbox(self._database, name)

    async def _start(self, app: Sanic, _: Any) -> None:
        registering = keep_registering(self._service.name, self._account.register)
        self._beside = [asyncio.ensure_future(registering), asyncio.ensure_future(self._take_up())]

    async def _take_up(self) -> None:
        # The server runs without its inbox: the web's visitors do not need it.
        while True:
            try:
                await self.reception.take_up()
                return await self.reception.keep_up()
            except NOT_TO_BE_HAD as error:
                log.error("channels.no_inbox", channel=self._service.name, error=repr(error))
            await asyncio.sleep(AGAIN_AFTER)

    async def _stop(self, app: Sanic, _: Any) -> None:
        for task in self._beside:
            task.cancel()
        # What is being sent is sent to the end; what waits for another attempt is left.
        self._account.stop_repeating()
        await self.reception.close()
        await self._account.close()
        self._database.close()

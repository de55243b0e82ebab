"""What a channel does when the server starts and when it stops."""

import asyncio
from typing import Any, Dict, List, Optional

import structlog
from sanic import Blueprint, Sanic

from assistant.channels.account import Account
from assistant.channels.answering import Answering, OnNewMessage
from assistant.channels.api import ApiError
from assistant.channels.content import Content
from assistant.channels.database import Database
from assistant.channels.output import ChannelOutput
from assistant.channels.inbox import Inbox, Unfinished
from assistant.channels.reception import Reception
from assistant.channels.registration import keep_registering
from assistant.channels.service import Service
from assistant.settings import ChannelSettings

log = structlog.get_logger(__name__)


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
        self._registering: Optional["asyncio.Task[None]"] = None
        self._left: List[Unfinished] = []

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
        answering = Answering(self._service.name, content, self._ask, lambda: app.ctx.agent)
        inbox = Inbox(self._database, self._service.name)
        self.reception = Reception(self._service, inbox, answering, self._settings)
        self._left = await self.reception.left()

    async def _start(self, app: Sanic, _: Any) -> None:
        self._registering = asyncio.ensure_future(
            keep_registering(self._service.name, self._account.register)
        )
        await self.reception.resume(self._left)

    async def _stop(self, app: Sanic, _: Any) -> None:
        if self._registering:
            self._registering.cancel()
        # What is being sent is sent to the end; what waits for another attempt is left.
        self._account.stop_repeating()
        await self.reception.close()
        await self._account.close()
        self._database.close()

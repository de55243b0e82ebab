"""What a channel does when the server starts and when it stops."""

import asyncio
from typing import Any, Awaitable, Callable, Dict, List, Optional

import structlog
from sanic import Blueprint, Sanic

from assistant.channels.answering import Answering, OnNewMessage
from assistant.channels.api import ApiError
from assistant.channels.content import Content
from assistant.channels.database import Database
from assistant.channels.inbox import Inbox, Unfinished
from assistant.channels.reception import Reception, Service
from assistant.channels.registration import keep_registering
from assistant.settings import ChannelSettings

log = structlog.get_logger(__name__)


class Lifecycle:
    """One channel's database, reception and background work, tied to the server's."""

    reception: Reception

    def __init__(
        self,
        settings: ChannelSettings,
        content: Content,
        close_api: Callable[[], Awaitable[None]],
        on_new_message: OnNewMessage,
    ) -> None:
        self.database = Database(settings.channels_url)
        self._settings = settings
        self._content = content
        self._close_api = close_api
        self._ask = on_new_message
        self._service: Optional[Service] = None
        self._registering: Optional["asyncio.Task[None]"] = None
        self._left: List[Unfinished] = []

    def serve(self, routes: Blueprint, service: Service) -> None:
        """Start and stop with the server that the routes belong to."""
        self._service = service
        routes.listener("before_server_start")(self._open)
        routes.listener("after_server_start")(self._start)
        routes.listener("before_server_stop")(self._stop)

    async def send(self, message: Dict[str, Any]) -> None:
        """Deliver a message that no update asked for; log it where that fails."""
        assert self._service is not None
        try:
            await self._service.send(message)
        except ApiError as error:
            log.error("channels.not_delivered", channel=self._service.name, error=str(error))

    async def _open(self, app: Sanic, _: Any) -> None:
        assert self._service is not None
        # Rasa's listener, which loads the agent, comes after this one.
        answering = Answering(self._service.name, self._content, self._ask, lambda: app.ctx.agent)
        inbox = Inbox(self.database, self._service.name)
        self.reception = Reception(self._service, inbox, answering, self._settings)
        self._left = await self.reception.left()

    async def _start(self, app: Sanic, _: Any) -> None:
        assert self._service is not None
        self._registering = asyncio.ensure_future(
            keep_registering(self._service.name, self._service.register)
        )
        await self.reception.resume(self._left)

    async def _stop(self, app: Sanic, _: Any) -> None:
        if self._registering:
            self._registering.cancel()
        await self.reception.close()
        await self._close_api()
        self.database.close()

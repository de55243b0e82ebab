"""The desk's door to Rasa's server: for this machine only, and for who knows the secret."""

import asyncio
import hmac
import json
from ipaddress import ip_address
from typing import Any, Awaitable, Callable, Dict, List, Optional

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from assistant.conversations.names import WEB, channel_of
from assistant.handover.callbacks import Gone
from assistant.handover.housekeeping import Housekeeping
from assistant.handover.key import KEY_HEADER, handover_key
from assistant.handover.live import Live
from assistant.handover.people import People
from assistant.handover.within import Asking, NotInTime
from assistant.handover.words import Words
from assistant.limits.address import was_forwarded
from assistant.settings import HandoverSettings, Settings

log = structlog.get_logger(__name__)

LARGEST_BODY = 32 * 1024  # bytes
LONGEST_TEXT = 4000  # characters of what staff say
Act = Callable[[Agent, Dict[str, str]], Awaitable[None]]


class HandoverInput(InputChannel):
    """What staff do in conversations, done by Rasa's server, which holds their locks; and what is
    to be done every minute while the server runs."""

    def __init__(self, settings: HandoverSettings) -> None:
        self._settings = settings
        self._key = _key(settings)
        people = People(settings)
        self._live = Live(people, Asking(), Words(Settings().phrases_dir))
        self._housekeeping = Housekeeping(settings, people)
        self._task: "Optional[asyncio.Task[None]]" = None

    @classmethod
    def name(cls) -> str:
        """The channel's name, part of its routes."""
        return "handover"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """The channel, as the settings say."""
        return cls(HandoverSettings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """``take``, ``say`` and ``return``, each of ``{"conversation", "staff"}`` and ``text``."""
        routes = Blueprint(self.name())
        routes.listener("after_server_start")(self._begin)
        routes.listener("before_server_stop")(self._end)
        acts: Dict[str, Act] = {"take": self._take, "say": self._say, "return": self._return}
        for name, act in acts.items():
            routes.add_route(self._route(act), f"/{name}", name=name, methods=["POST"])
        return routes

    def _route(self, act: Act) -> Callable[[Request], Awaitable[HTTPResponse]]:
        async def handler(request: Request) -> HTTPResponse:
            if not self._may_ask(request):
                return json_response({"error": "forbidden"}, 403)
            document = _document(request.body)
            if document is None or channel_of(document["conversation"]) != WEB:
                return json_response({"error": "not_understood"}, 400)
            try:
                await act(request.app.ctx.agent, document)
            except Gone:
                return json_response({"error": "gone"}, 409)
            except NotInTime:
                return json_response({"error": "down"}, 503)
            return json_response({})

        return handler

    def _may_ask(self, request: Request) -> bool:
        given = request.headers.get(KEY_HEADER, "")
        is_known = hmac.compare_digest(given.encode(), self._key.encode())
        return (
            bool(self._key)
            and is_known
            and not was_forwarded(request)
            and ip_address(request.ip).is_loopback
        )

    async def _take(self, agent: Agent, document: Dict[str, str]) -> None:
        await self._live.take(agent, document["conversation"], document["staff"])

    async def _say(self, agent: Agent, document: Dict[str, str]) -> None:
        text = document.get("text", "").strip()[:LONGEST_TEXT]
        if text:
            await self._live.say(agent, document["conversation"], document["staff"], text)

    async def _return(self, agent: Agent, document: Dict[str, str]) -> None:
        await self._live.give_back(agent, document["conversation"], document["staff"])

    async def _begin(self, app: Sanic, _: Any) -> None:
        self._task = asyncio.ensure_future(self._housekeeping.keep())

    async def _end(self, app: Sanic, _: Any) -> None:
        if self._task is not None:
            self._task.cancel()


def _key(settings: HandoverSettings) -> str:
    """The key; an empty one, which opens to nobody, where it is not to be had: visitors are
    served all the same."""
    try:
        return handover_key(settings)
    except OSError as error:
        log.error("handover.no_key", error=repr(error))
        return ""


def _document(body: bytes) -> Optional[Dict[str, str]]:
    """The texts of a request; None where it is none of the desk's."""
    try:
        document = json.loads(body[:LARGEST_BODY])
    except (ValueError, RecursionError):
        return None
    needed: List[str] = ["conversation", "staff"]
    if not isinstance(document, dict) or not all(document.get(name) for name in needed):
        return None
    return document if all(isinstance(value, str) for value in document.values()) else None

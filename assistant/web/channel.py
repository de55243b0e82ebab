"""The website's channel: serves the page and carries its messages."""

import asyncio
import json
import re
from functools import partial
from typing import Any, Awaitable, Callable, Dict, Optional, Tuple

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from assistant.conversations import transcript
from assistant.conversations.access import serving
from assistant.conversations.erasure import LOCK_POLL, Erasure
from assistant.conversations.plain_text import plain_text
from assistant.facts.languages import LANGUAGES, language_of
from assistant.feedback.store import LONGEST_COMMENT, FeedbackStore
from assistant.handover.layer import Handover
from assistant.handover.live import numbered
from assistant.handover.people import People
from assistant.handover.within import NotInTime
from assistant.settings import CHAT_PATH, PRIVACY_PATH, HandoverSettings, Settings
from assistant.unanswered.recorder import Recorder
from assistant.unanswered.store import UnansweredStore
from assistant.web import visitor
from assistant.web.exchange import Exchange, Exchanges
from assistant.web.limits import Limits, Wanted
from assistant.web.page import WebPage
from assistant.web.request_checks import FORGOTTEN, Refused, checked

MESSAGE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
REPLY_ID = re.compile(r"([A-Za-z0-9-]{8,64})\.([0-9]{1,3})")
LINES = "application/x-ndjson"
LARGEST_NUMBER = 1 << 53  # that a page's script can count to


class _Blueprint(Blueprint):
    """A blueprint that also answers at an address easy to tell people."""

    def __init__(self, name: str, short: Callable[[Request], Awaitable[HTTPResponse]]) -> None:
        super().__init__(name)
        self.ctx.short = short

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        super().register(app, options)
        app.add_route(partial(self.ctx.short), CHAT_PATH, name="web_short_address")


def _line(document: Dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False) + "\n"


class WebInput(InputChannel):
    """The page, the embedding script, and the page's messages."""

    def __init__(self, settings: Settings, handover: Optional[HandoverSettings] = None) -> None:
        self._settings = settings
        self._handover_settings = handover or HandoverSettings()
        self._people = People(self._handover_settings)
        self._visitors = visitor.Visitors(visitor.signing_key(settings), settings.web_hours * 3600)
        self._limits = Limits(settings)
        self._page = WebPage(settings, self._visitors, self._limits)
        self._feedback = FeedbackStore(settings.feedback_url)
        self._unanswered = UnansweredStore(settings.unanswered_url)
        self._recorder = Recorder(self._unanswered)

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        return cls(Settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        self._handover = Handover(
            self._handover_settings, self._people, on_new_message, lambda: self._app.ctx.agent
        )
        self._exchanges = Exchanges(self._handover.answer)
        blueprint = _Blueprint("web", self._page.short)
        blueprint.listener("before_server_start")(self._begin_serving)
        pages: Dict[str, Tuple[str, Callable[..., Awaitable[HTTPResponse]]]] = {
            "page": ("/", self._open),
            "privacy": (PRIVACY_PATH[len(visitor.PATH) :], self._page.privacy),
            "embed": ("/embed.js", self._page.embed),
            "asset": ("/<name:[a-z]+[.][0-9a-f]+[.](?:js|css)>", self._page.asset),
        }
        for name, (path, page) in pages.items():
            # Sanic marks handlers with attributes, which methods do not take.
            blueprint.add_route(partial(page), path, name=name, methods=["GET"])
        # Streamed, so that a body too long is not read to its end.
        for path, handler in {
            "/messages": self._message,
            "/feedback": self._rate,
            "/new": self._begin_anew,
            "/erase": self._erase,
            "/person": self._person,
        }.items():
            blueprint.add_route(checked(handler), path, methods=["POST"], stream=True)
        return blueprint

    async def _begin_serving(self, app: Sanic, _: Any) -> None:
        self._app = app
        self._handover.prepare()

    async def _open(self, request: Request) -> HTTPResponse:
        return await self._page.page(request, self._handover.live)

    # --- what the page sends ---------------------------------------------------------------

    async def _message(self, request: Request, document: Dict[str, Any]) -> None:
        """``{"id", "text", "language", "again": bool, "poll": bool}`` → a line of JSON a reply,
        and a last one ``{"done": true}``, ``{"handed": true}`` (to a person) or
        ``{"failed": true}``.

        The same ``id`` is answered once. ``again`` says that the page may have sent it before;
        ``poll``, that it wants what there is by now and no more (``{"waiting": true}`` ends it).
        """
        guest = self._visitors.recognize(request)
        name, text = document.get("id"), document.get("text")
        self._limits.count(Wanted.DELIVERY, request, guest.conversation)
        if not isinstance(text, str) or not isinstance(name, str) or not MESSAGE_ID.fullmatch(name):
            raise Refused(400, "forbidden")
        polls = bool(document.get("poll"))
        exchange = self._exchanges.find(guest.conversation, name, failed_too=polls)
        if exchange is None and document.get("again"):
            exchange = await self._remembered(request, guest.conversation, name)
        if exchange is None:
            exchange = self._begin(request, guest.conversation, name, text, document)
        response = await request.respond(
            content_type=LINES,
            # A proxy that gathers what it passes on would hold replies back.
            headers={**FORGOTTEN, "X-Accel-Buffering": "no"},
        )
        if polls:
            lines = [_line(reply) for reply in exchange.replies]
            await response.send("".join(lines) + _line(self._end(exchange)), True)
            return None
        async for reply in exchange.follow():
            await response.send(_line(reply))
        await response.send(_line(self._end(exchange)), True)
        return None

    async def _rate(self, request: Request, document: Dict[str, Any]) -> HTTPResponse:
        """``{"reply": message id and number, "helpful": bool, "comment", "language"}``"""
        guest = self._visitors.recognize(request)
        self._limits.count(Wanted.ACTION, request, guest.conversation)
        named = REPLY_ID.fullmatch(str(document.get("reply")))
        comment = document.get("comment") or None
        if not named or not isinstance(document.get("helpful"), bool):
            raise Refused(400, "forbidden")
        if comment is not None and (not isinstance(comment, str) or len(comment) > LONGEST_COMMENT):
            raise Refused(400, "too_long")
        agent: Agent = request.app.ctx.agent
        who = guest.conversation
        # Nothing is written about a conversation while it is being erased.
        async with agent.lock_store.lock(who, wait_time_in_seconds=LOCK_POLL):
            tracker = await transcript.read_tracker(agent, who)
            turns = transcript.turns_of(tracker) if tracker else []
            replies = next((turn.replies for turn in turns if turn.id == named[1]), [])
            if int(named[2]) >= len(replies):
                raise Refused(404, "forbidden")
            # Which facts the reply showed is read from the conversation: the page is not believed.
            facts = [fact["id"] for fact in replies[int(named[2])].get("facts", [])]
            language = self._language_of(document)
            await asyncio.to_thread(
                self._feedback.put, who, named[0], facts, language, document["helpful"], comment
            )
            if tracker:
                await self._recorder.rated(tracker, named[1], document["helpful"])
        return json_response({}, headers=FORGOTTEN)

    async def _person(self, request: Request, document: Dict[str, Any]) -> HTTPResponse:
        """``{"after": number}`` → ``{"state", "said"}``: whether the visitor waits for a person or
        has one, and the replies that appeared after the delivery of that number."""
        guest = self._visitors.recognize(request)
        self._limits.count(Wanted.DELIVERY, request, guest.conversation)
        number = document.get("after")
        if not isinstance(number, int) or not 0 <= number < LARGEST_NUMBER:
            raise Refused(400, "forbidden")
        live, agent = self._handover.live, request.app.ctx.agent
        try:
            with serving(guest.conversation):
                state, appeared = await live.after(agent, guest.conversation, number)
        except NotInTime:
            raise Refused(503, "down") from None
        said = [numbered(delivery) for delivery in appeared]
        return json_response({"state": state, "said": said}, headers=FORGOTTEN)

    async def _begin_anew(self, request: Request, document: Dict[str, Any]) -> HTTPResponse:
        guest = self._visitors.recognize(request)
        self._limits.count(Wanted.ACTION, request, guest.conversation)
        then = self._end_dialogue(request.app.ctx.agent, guest.conversation)
        await self._exchanges.forget(guest.conversation, then)
        return json_response({}, headers=FORGOTTEN)

    async def _erase(self, request: Request, document: Dict[str, Any]) -> HTTPResponse:
        """Erase the conversation; ``{"token"}`` of a new identity."""
        guest = self._visitors.recognize(request)
        self._limits.count(Wanted.ACTION, request, guest.conversation)
        agent = request.app.ctx.agent
        erasure = Erasure(lambda: agent, self._feedback, self._unanswered, self._people)
        await self._exchanges.forget(guest.conversation, erasure.erase(guest.conversation))
        fresh = self._visitors.new(guest.is_embedded)
        token = None if guest.by_cookie else self._visitors.token(fresh)
        response = json_response({"token": token}, headers=FORGOTTEN)
        return self._visitors.keep(fresh, request, response) if guest.by_cookie else response

    async def _end_dialogue(self, agent: Agent, conversation: str) -> None:
        await transcript.begin_anew(agent, conversation)
        await self._handover.leave(conversation)

    # --- inside ----------------------------------------------------------------------------

    def _begin(
        self, request: Request, conversation: str, name: str, text: str, document: Dict[str, Any]
    ) -> Exchange:
        if len(text) > self._settings.web_longest_message:
            raise Refused(413, "too_long")
        text = plain_text(text)
        if not text:
            raise Refused(400, "empty")
        self._limits.count(Wanted.MESSAGE, request, conversation)
        if self._exchanges.is_crowded(conversation):
            raise Refused(429, "too_many", 1)
        message = UserMessage(
            text,
            sender_id=conversation,
            input_channel=self.name(),
            message_id=name,
            metadata={"language": self._language_of(document)},
        )
        return self._exchanges.begin(message, self._limits.gate(conversation, request))

    async def _remembered(
        self, request: Request, conversation: str, name: str
    ) -> Optional[Exchange]:
        """The exchange of a message answered before this server started."""
        for turn in await transcript.read(request.app.ctx.agent, conversation):
            if turn.id == name and (turn.replies or turn.handed):
                return Exchange(turn.replies, turn.handed)
        return None

    @staticmethod
    def _end(exchange: Exchange) -> Dict[str, bool]:
        if exchange.failed:
            return {"failed": True}
        if exchange.done and exchange.handed:
            return {"handed": True}
        return {"done": True} if exchange.done else {"waiting": True}

    @staticmethod
    def _language_of(document: Dict[str, Any]) -> str:
        language = document.get("language")
        return language_of(language if isinstance(language, str) else None) or LANGUAGES[0]

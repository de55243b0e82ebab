"""The website's channel: serves the page and carries its messages."""

import json
import math
import re
import time
from functools import partial, wraps
from typing import Any, Awaitable, Callable, Dict, Optional

import structlog
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, redirect
from sanic.response import json as json_response
from sqlalchemy.exc import SQLAlchemyError

from assistant.answers.phrases import Phrases
from assistant.channels import assets, visitor
from assistant.channels.exchange import Exchange, Exchanges
from assistant.channels.feedback import LONGEST_WORD, FeedbackStore
from assistant.channels.opening import opening
from assistant.channels.plain_text import plain_text
from assistant.channels.rate_limit import RateLimit
from assistant.channels.request_checks import Refused, check_origin, read_json
from assistant.conversations import transcript
from assistant.conversations.store import erase
from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES, LOCALES
from assistant.facts.store import FactStore
from assistant.settings import CHAT_PATH, Settings

logger = structlog.get_logger()

MESSAGE_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
REPLY_ID = re.compile(r"^([A-Za-z0-9-]{8,64})\.(\d{1,3})$")
OPENING_HOLDS = 10  # seconds
LINES = "application/x-ndjson"
FORGOTTEN = {"Cache-Control": assets.NEVER, "X-Content-Type-Options": "nosniff"}
Handler = Callable[..., Awaitable[Optional[HTTPResponse]]]  # None: it has responded already


class _Blueprint(Blueprint):
    """A blueprint that also answers at an address easy to tell people."""

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        super().register(app, options)

        async def short(request: Request) -> HTTPResponse:
            query = f"?{request.query_string}" if request.query_string else ""
            return redirect(f"{visitor.PATH}/{query}")

        app.add_route(short, CHAT_PATH, name="web_short_address")


def _line(document: Dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False) + "\n"


def _checked(handler: Handler) -> Handler:
    """A handler of the page's own JSON requests, which gets the request and its document; what
    is refused becomes a short JSON answer."""

    @wraps(handler)
    async def checked(request: Request) -> Optional[HTTPResponse]:
        try:
            check_origin(request)
            return await handler(request, await read_json(request))
        except Refused as refused:
            headers = dict(FORGOTTEN)
            if refused.retry_after:
                headers["Retry-After"] = str(int(refused.retry_after) + 1)
            return json_response({"error": refused.reason}, refused.status, headers)

    return checked


class WebInput(InputChannel):
    """The page, the embedding script, and the page's messages."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        phrases = Phrases(settings.phrases_dir / "web")
        self._phrases = {
            language: {
                name: phrases.say(language, name, longest=settings.web_longest_message)
                for name in phrases.names(language)
            }
            for language in LANGUAGES
        }
        launcher = ("title", "open", "close", "refused", "own-page")
        self._assets = assets.Assets(
            settings.web_dir,
            {
                language: {name: self._phrases[language][name] for name in launcher}
                for language in LANGUAGES
            },
        )
        key = visitor.signing_key(settings)
        self._visitors = visitor.Visitors(key, settings.web_hours * 3600)
        self._by_visitor = RateLimit(settings.web_messages_per_minute)
        self._by_address = RateLimit(settings.web_messages_per_minute_and_address)
        self._feedback = FeedbackStore(settings.feedback_url)
        self._facts = FactStore(settings.facts_url)
        self._opening_read: Dict[str, Any] = {}
        self._opened_at = -math.inf

    @classmethod
    def name(cls) -> str:
        return "web"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        return cls(Settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        self._exchanges = Exchanges(on_new_message)
        blueprint = _Blueprint("web")
        for path, handler in {
            "/": self._page,
            "/embed.js": self._embed,
            "/<name:[a-z]+[.][0-9a-f]+[.](?:js|css)>": self._asset,
        }.items():
            # Sanic marks handlers with attributes, which methods do not take.
            blueprint.add_route(partial(handler), path, name=handler.__name__, methods=["GET"])
        # Streamed, so that a body too long is not read to its end.
        for path, handler in {
            "/messages": self._message,
            "/feedback": self._rate,
            "/new": self._begin_anew,
            "/erase": self._erase,
        }.items():
            blueprint.add_route(_checked(handler), path, methods=["POST"], stream=True)
        return blueprint

    # --- what the browser loads ------------------------------------------------------------

    async def _page(self, request: Request) -> HTTPResponse:
        guest = self._visitors.recognize(request)
        agent: Agent = request.app.ctx.agent
        turns = [] if guest.is_new else await transcript.read(agent, guest.conversation)
        language = self._language(request)
        asked_for = request.args.get("lang")
        asset = self._assets.page(
            "chat/page.html",
            language=language,
            direction=LOCALES[language].text_direction,
            words=self._phrases[language],
            state={
                "languages": {
                    code: {"direction": LOCALES[code].text_direction, "words": words}
                    for code, words in self._phrases.items()
                },
                # The page's language, where the embedding page or the address says it.
                "language": asked_for if asked_for in LANGUAGES else None,
                "opening": self._opening(),
                "turns": [turn._asdict() for turn in turns],
                "token": None if guest.by_cookie else self._visitors.token(guest),
                "longest": self._settings.web_longest_message,
                "longestWord": LONGEST_WORD,
            },
        )
        headers = assets.page_headers(self._settings.embedding_sites)
        response = assets.serve(request, asset, assets.NEVER, headers)
        return self._keep_identity(response, request, guest)

    async def _embed(self, request: Request) -> HTTPResponse:
        return assets.serve(request, self._assets.embed, assets.AN_HOUR, readable_by="cross-origin")

    async def _asset(self, request: Request, name: str) -> HTTPResponse:
        asset = self._assets.hashed(name)
        return assets.serve(request, asset, assets.FOR_EVER) if asset else empty(404)

    # --- what the page sends ---------------------------------------------------------------

    async def _message(self, request: Request, document: Dict[str, Any]) -> None:
        """``{"id", "text", "language", "again": bool, "poll": bool}`` → a line of JSON a reply,
        and a last one ``{"done": true}`` or ``{"failed": true}``.

        The same ``id`` is answered once. ``again`` says that the page may have sent it before;
        ``poll``, that it wants what there is by now and no more (``{"waiting": true}`` ends it).
        """
        guest = self._visitors.recognize(request)
        name, text = document.get("id"), document.get("text")
        if not isinstance(text, str) or not isinstance(name, str) or not MESSAGE_ID.match(name):
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
        """``{"reply": message id and number, "helpful": bool, "word", "language"}``"""
        guest = self._visitors.recognize(request)
        named = REPLY_ID.match(str(document.get("reply")))
        word = document.get("word") or None
        if not named or not isinstance(document.get("helpful"), bool):
            raise Refused(400, "forbidden")
        if word is not None and (not isinstance(word, str) or len(word) > LONGEST_WORD):
            raise Refused(400, "too_long")
        self._count(guest.conversation, request)
        turns = await transcript.read(request.app.ctx.agent, guest.conversation)
        replies = next((turn.replies for turn in turns if turn.id == named[1]), [])
        if int(named[2]) >= len(replies):
            raise Refused(404, "forbidden")
        # Which facts the reply showed is read from the conversation: the page is not believed.
        facts = [fact["id"] for fact in replies[int(named[2])].get("facts", [])]
        language = self._language_of(document)
        self._feedback.put(guest.conversation, named[0], facts, language, document["helpful"], word)
        return json_response({}, headers=FORGOTTEN)

    async def _begin_anew(self, request: Request, document: Dict[str, Any]) -> HTTPResponse:
        guest = self._visitors.recognize(request)
        then = transcript.begin_anew(request.app.ctx.agent, guest.conversation)
        await self._exchanges.forget(guest.conversation, then)
        return json_response({}, headers=FORGOTTEN)

    async def _erase(self, request: Request, document: Dict[str, Any]) -> HTTPResponse:
        """Delete the conversation and forget whose feedback it was; ``{"token"}`` of a new
        identity."""
        guest = self._visitors.recognize(request)
        then = self._forget(request.app.ctx.agent, guest.conversation)
        await self._exchanges.forget(guest.conversation, then)
        fresh = self._visitors.new(guest.is_embedded)
        token = None if guest.by_cookie else self._visitors.token(fresh)
        response = json_response({"token": token}, headers=FORGOTTEN)
        return self._keep_identity(response, request, fresh) if guest.by_cookie else response

    # --- inside ----------------------------------------------------------------------------

    def _begin(
        self, request: Request, conversation: str, name: str, text: str, document: Dict[str, Any]
    ) -> Exchange:
        if len(text) > self._settings.web_longest_message:
            raise Refused(413, "too_long")
        text = plain_text(text)
        if not text:
            raise Refused(400, "empty")
        self._count(conversation, request)
        if self._exchanges.is_crowded(conversation):
            raise Refused(429, "too_many", 1)
        message = UserMessage(
            text,
            sender_id=conversation,
            input_channel=self.name(),
            message_id=name,
            metadata={"language": self._language_of(document)},
        )
        return self._exchanges.begin(message, self._address(request))

    async def _remembered(
        self, request: Request, conversation: str, name: str
    ) -> Optional[Exchange]:
        """The exchange of a message answered before this server started."""
        for turn in await transcript.read(request.app.ctx.agent, conversation):
            if turn.id == name and turn.replies:
                return Exchange(turn.replies)
        return None

    async def _forget(self, agent: Agent, conversation: str) -> None:
        async with agent.lock_store.lock(conversation):
            erase(agent.tracker_store, conversation)
        self._feedback.untie(conversation)

    def _count(self, conversation: str, request: Request) -> None:
        """Count a message against its visitor, then against their address: what is refused the
        visitor does not eat up what others of the same address may send."""
        wait = self._by_visitor.wait(conversation) or self._by_address.wait(self._address(request))
        if wait:
            raise Refused(429, "too_many", wait)

    def _address(self, request: Request) -> str:
        """The address a request comes from, as the nearest trusted proxy saw it."""
        passed = request.headers.get("x-forwarded-for", "").split(",")
        proxies = self._settings.web_proxies
        seen = passed[-proxies].strip() if 0 < proxies <= len(passed) else ""
        return seen or request.ip

    def _keep_identity(
        self, response: HTTPResponse, request: Request, guest: visitor.Visitor
    ) -> HTTPResponse:
        for cookie in self._visitors.cookies(guest, visitor.is_secure(request)):
            response.headers.add("Set-Cookie", cookie)
        return response

    def _opening(self) -> Dict[str, Any]:
        """What the page opens with, read again where it is older than some seconds: many pages
        that open at once must not slow the answers."""
        if time.monotonic() - self._opened_at > OPENING_HOLDS:
            self._opened_at = time.monotonic()
            try:
                self._opening_read = opening(self._facts)
            except (FactError, KeyError, SQLAlchemyError):
                # Without its facts the page opens all the same.
                logger.exception("web.opening.failed")
        return self._opening_read

    @staticmethod
    def _end(exchange: Exchange) -> Dict[str, bool]:
        if exchange.failed:
            return {"failed": True}
        return {"done": True} if exchange.done else {"waiting": True}

    @staticmethod
    def _language_of(document: Dict[str, Any]) -> str:
        language = document.get("language")
        return language if language in LANGUAGES else LANGUAGES[0]

    @staticmethod
    def _language(request: Request) -> str:
        """The language to write the page in before its script chooses."""
        wished = [request.args.get("lang", "")]
        wished += [
            part.split(";")[0] for part in request.headers.get("accept-language", "").split(",")
        ]
        codes = [code.strip().lower()[:2] for code in wished]
        return next((code for code in codes if code in LANGUAGES), LANGUAGES[0])

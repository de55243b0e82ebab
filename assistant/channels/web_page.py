"""What the browser loads: the page, the embedding script, and their hashed files."""

import math
import time
from typing import Any, Dict

import structlog
from rasa.core.agent import Agent
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sqlalchemy.exc import SQLAlchemyError

from assistant.answers.phrases import Phrases
from assistant.channels import assets, visitor
from assistant.channels.feedback import LONGEST_WORD
from assistant.channels.opening import opening
from assistant.conversations import transcript
from assistant.facts.errors import FactError
from assistant.facts.languages import LANGUAGES, LOCALES
from assistant.facts.store import FactStore
from assistant.settings import Settings

logger = structlog.get_logger()

OPENING_HOLDS = 10  # seconds
LAUNCHER_WORDS = ("title", "open", "close", "refused", "own-page")


class WebPage:
    """Handlers of the page's GET requests."""

    def __init__(self, settings: Settings, visitors: visitor.Visitors) -> None:
        self._settings = settings
        self._visitors = visitors
        phrases = Phrases(settings.phrases_dir / "web")
        self._phrases = {
            language: {
                name: phrases.say(language, name, longest=settings.web_longest_message)
                for name in phrases.names(language)
            }
            for language in LANGUAGES
        }
        self._assets = assets.Assets(
            settings.web_dir,
            {
                language: {name: self._phrases[language][name] for name in LAUNCHER_WORDS}
                for language in LANGUAGES
            },
        )
        self._facts = FactStore(settings.facts_url)
        self._opening_read: Dict[str, Any] = {}
        self._opened_at = -math.inf

    async def page(self, request: Request) -> HTTPResponse:
        """The page, with the visitor's conversation so far in it."""
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
        return self._visitors.keep(guest, request, response)

    async def embed(self, request: Request) -> HTTPResponse:
        """The script that embeds the page on another."""
        return assets.serve(request, self._assets.embed, assets.AN_HOUR, readable_by="cross-origin")

    async def asset(self, request: Request, name: str) -> HTTPResponse:
        """A file under its name with its hash."""
        asset = self._assets.hashed(name)
        return assets.serve(request, asset, assets.FOR_EVER) if asset else empty(404)

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
    def _language(request: Request) -> str:
        """The language to write the page in before its script chooses."""
        wished = [request.args.get("lang", "")]
        wished += [
            part.split(";")[0] for part in request.headers.get("accept-language", "").split(",")
        ]
        codes = [code.strip().lower()[:2] for code in wished]
        return next((code for code in codes if code in LANGUAGES), LANGUAGES[0])

"""What the browser loads: the page, the embedding script, and their hashed files."""

from typing import Optional

from rasa.core.agent import Agent
from sanic.request import Request
from sanic.response import HTTPResponse, empty, redirect, text

from assistant.conversations import transcript
from assistant.conversations.access import serving
from assistant.facts.languages import LANGUAGES, LOCALES, language_of
from assistant.facts.phrases import Phrases
from assistant.feedback.store import LONGEST_COMMENT
from assistant.handover.live import NOBODY, Live
from assistant.handover.within import NotInTime
from assistant.settings import PRIVACY_PATH, Settings
from assistant.web import assets, visitor
from assistant.web.limits import Limits, Wanted
from assistant.web.opening import Opening
from assistant.web.privacy_page import read_sections
from assistant.web.request_checks import Refused, refusal_headers

LAUNCHER_WORDS = ("title", "open", "close", "refused", "own-page")


class WebPage:
    """Handlers of the page's GET requests."""

    def __init__(self, settings: Settings, visitors: visitor.Visitors, limits: Limits) -> None:
        self._settings = settings
        self._visitors = visitors
        self._limits = limits
        phrases = Phrases(settings.phrases_dir / "web")
        self._phrases = {
            language: {
                name: phrases.say(
                    language,
                    name,
                    longest=settings.web_longest_message,
                    days=settings.conversation_days,
                )
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
        sections = read_sections(settings.privacy_file)
        self._privacy = self._assets.page("privacy/page.html", sections=sections)
        self._opening = Opening(settings.facts_url)

    async def page(self, request: Request, live: Live) -> HTTPResponse:
        """The page, with the visitor's conversation so far in it, and whether they wait for a
        person or have one."""
        guest = self._visitors.recognize(request)
        known = None if guest.is_new else guest.conversation
        try:
            self._limits.count(Wanted.PAGE, request, known)
        except Refused as refused:
            sentence = self._phrases[self._language(request)][f"error-{refused.reason}"]
            return text(sentence, refused.status, refusal_headers(refused))
        agent: Agent = request.app.ctx.agent
        turns = [] if guest.is_new else await transcript.read(agent, guest.conversation)
        person = NOBODY if guest.is_new else await self._person(agent, guest.conversation, live)
        language = self._language(request)
        asset = self._assets.page(
            "chat/page.html",
            language=language,
            direction=LOCALES[language].text_direction,
            words=self._phrases[language],
            privacy=self._settings.privacy_url or PRIVACY_PATH,
            state={
                "languages": {
                    code: {"direction": LOCALES[code].text_direction, "words": words}
                    for code, words in self._phrases.items()
                },
                # The page's language, where the embedding page or the address says it.
                "language": language_of(request.args.get("lang")),
                "opening": await self._opening.now(),
                "turns": [turn._asdict() for turn in turns],
                "person": person,
                "token": None if guest.by_cookie else self._visitors.token(guest),
                "longest": self._settings.web_longest_message,
                "longestComment": LONGEST_COMMENT,
            },
        )
        headers = assets.page_headers(self._settings.embedding_sites)
        response = assets.serve(request, asset, assets.NEVER, headers)
        return self._visitors.keep(guest, request, response)

    @staticmethod
    async def _person(agent: Agent, conversation: str, live: Live) -> str:
        try:
            with serving(conversation):
                standing = await live.standing(agent, conversation)
        except NotInTime:
            return NOBODY
        return standing.state if standing else NOBODY

    async def short(self, request: Request) -> HTTPResponse:
        """From an address easy to tell people to the page's."""
        refused = self._refused(request)
        query = f"?{request.query_string}" if request.query_string else ""
        return refused or redirect(f"{visitor.PATH}/{query}")

    async def privacy(self, request: Request) -> HTTPResponse:
        """What is kept of what a visitor writes."""
        headers = assets.page_headers([])
        return self._refused(request) or assets.serve(
            request, self._privacy, assets.AN_HOUR, headers
        )

    async def embed(self, request: Request) -> HTTPResponse:
        """The script that embeds the page on another."""
        return self._refused(request) or assets.serve(
            request, self._assets.embed, assets.AN_HOUR, readable_by="cross-origin"
        )

    async def asset(self, request: Request, name: str) -> HTTPResponse:
        """A file under its name with its hash."""
        refused = self._refused(request)
        if refused is not None:
            return refused
        asset = self._assets.hashed(name)
        return assets.serve(request, asset, assets.FOR_EVER) if asset else empty(404)

    def _refused(self, request: Request) -> Optional[HTTPResponse]:
        """The answer to who asks for too many files; None, and one is counted, otherwise."""
        try:
            self._limits.count(Wanted.FILE, request)
        except Refused as refused:
            return empty(refused.status, refusal_headers(refused))
        return None

    @staticmethod
    def _language(request: Request) -> str:
        """The language to write the page in before its script chooses."""
        wished = [request.args.get("lang", "")]
        wished += [
            part.split(";")[0] for part in request.headers.get("accept-language", "").split(",")
        ]
        return next(filter(None, map(language_of, wished)), LANGUAGES[0])

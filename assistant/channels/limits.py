"""How much a visitor of the page, and an address, may send."""

from sanic.request import Request

from assistant.channels.rate_limit import RateLimit
from assistant.channels.request_checks import Refused
from assistant.settings import Settings


class Limits:
    """Counts messages by visitor and by address."""

    def __init__(self, settings: Settings) -> None:
        self._by_visitor = RateLimit(settings.web_messages_per_minute)
        self._by_address = RateLimit(settings.web_messages_per_minute_and_address)
        self._proxies = settings.web_proxies

    def count(self, conversation: str, request: Request) -> None:
        """Count a message against its visitor, then against their address: what is refused the
        visitor does not eat up what others of the same address may send.

        Raises:
            Refused: they sent too much of late.
        """
        wait = self._by_visitor.wait(conversation) or self._by_address.wait(self.address(request))
        if wait:
            raise Refused(429, "too_many", wait)

    def address(self, request: Request) -> str:
        """The address a request comes from, as the nearest trusted proxy saw it."""
        passed = request.headers.get("x-forwarded-for", "").split(",")
        seen = passed[-self._proxies].strip() if 0 < self._proxies <= len(passed) else ""
        return seen or request.ip

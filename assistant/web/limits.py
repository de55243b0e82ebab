"""How much a visitor of the page, and an address, may ask."""

from enum import Enum
from typing import Dict, NamedTuple, Optional

from sanic.request import Request

from assistant.limits.address import Addresses, AddressLimit
from assistant.limits.rate_limit import RateLimit
from assistant.settings import Settings
from assistant.web.request_checks import Refused


class Wanted(Enum):
    """What is asked for; each is counted apart, so that none uses up another."""

    MESSAGE = "message"  # one that the dialogue answers
    DELIVERY = "delivery"  # any request for a message's replies: sent, sent again, polled
    ACTION = "action"  # feedback, a new conversation, an erasure
    PAGE = "page"
    FILE = "file"


class _Limit(NamedTuple):
    by_visitor: Optional[RateLimit]
    by_address: AddressLimit


class Limits:
    """Counts what is asked for by visitor and by address."""

    def __init__(self, settings: Settings) -> None:
        self._addresses = Addresses(settings.web_proxies)
        per_minute = {
            Wanted.MESSAGE: (
                settings.web_messages_per_minute,
                settings.web_messages_per_minute_and_address,
            ),
            Wanted.DELIVERY: (
                settings.web_deliveries_per_minute,
                settings.web_deliveries_per_minute_and_address,
            ),
            Wanted.ACTION: (
                settings.web_actions_per_minute,
                settings.web_actions_per_minute_and_address,
            ),
            Wanted.PAGE: (settings.web_pages_per_minute, settings.web_pages_per_minute_and_address),
            # Nobody is recognized for a file: it is the same for all.
            Wanted.FILE: (None, settings.web_files_per_minute_and_address),
        }
        self._limits: Dict[Wanted, _Limit] = {
            asked: _Limit(RateLimit(visitor) if visitor else None, AddressLimit(address))
            for asked, (visitor, address) in per_minute.items()
        }

    def count(self, asked: Wanted, request: Request, conversation: Optional[str] = None) -> None:
        """Count a request against its visitor, where one is recognized, then against their
        address: what is refused the visitor does not eat up what others of the same address may
        ask.

        Raises:
            Refused: they asked for too much of late.
        """
        limit = self._limits[asked]
        wait = limit.by_visitor.wait(conversation) if limit.by_visitor and conversation else None
        wait = wait or limit.by_address.wait(self._addresses.of(request))
        if wait:
            raise Refused(429, "too_many", wait)

    def gate(self, conversation: str, request: Request) -> str:
        """By whom messages are let through one at a time: the address, or the visitor where the
        address stands for everybody."""
        origin = self._addresses.of(request)
        return conversation if origin.is_shared else origin.address

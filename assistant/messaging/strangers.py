"""Requests to a webhook that its service did not send."""

import math

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.limits.address import Addresses
from assistant.limits.rate_limit import RateLimit
from assistant.settings import ChannelSettings, Settings


class Strangers:
    """Refuses strangers, and does not even read who was refused too often of late.

    The service itself is never counted. Where an address tells nothing of who asks (a proxy that
    no setting names), nobody is left unread: it may be the service.
    """

    def __init__(self, settings: ChannelSettings) -> None:
        self._addresses = Addresses(Settings().web_proxies)
        self._limit = RateLimit(settings.channel_strangers_per_minute)

    def unread(self, request: Request) -> bool:
        """Whether a request is to be refused without being read."""
        origin = self._addresses.of(request)
        return not origin.is_shared and self._limit.due(origin.address) is not None

    def refuse(self, request: Request) -> HTTPResponse:
        """Count a stranger's request, and the answer to it: 403; 429 to one of too many."""
        wait = self._limit.wait(self._addresses.of(request).address)
        if wait is None:
            return response.text("forbidden", status=403)
        headers = {"Retry-After": str(math.ceil(wait))}
        return response.text("too many requests", status=429, headers=headers)

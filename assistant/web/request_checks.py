"""What a request of the page must be like before it is read."""

import json
import math
from functools import wraps
from typing import Any, Awaitable, Callable, Dict, Optional
from urllib.parse import urlsplit

from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from assistant.web.assets import NEVER

FORGOTTEN = {"Cache-Control": NEVER, "X-Content-Type-Options": "nosniff"}
Handler = Callable[..., Awaitable[Optional[HTTPResponse]]]  # None: it has responded already
LARGEST_BODY = 16 * 1024  # bytes; a message of 1,000 characters takes 4,000 at most


class Refused(Exception):
    """A request that is not served: its HTTP status, and the word by which the page finds the
    sentence for it (``data/phrases/web``)."""

    def __init__(self, status: int, reason: str, retry_after: float = 0) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.retry_after = retry_after


def refusal_headers(refused: Refused) -> Dict[str, str]:
    """The headers of a refusal: it is not kept, and says when to ask again."""
    headers = dict(FORGOTTEN)
    if refused.retry_after:
        headers["Retry-After"] = str(math.ceil(refused.retry_after))
    return headers


def check_origin(request: Request) -> None:
    """Let only our own page write.

    Browsers name the page's origin at every POST, and pages cannot change it.

    Raises:
        Refused: another site's page asks, or no browser.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = urlsplit(request.headers.get("origin", ""))
    if site != "same-origin" or not origin.netloc or origin.netloc != request.host:
        raise Refused(403, "forbidden")


async def read_json(request: Request) -> Dict[str, Any]:
    """The JSON object of a request's body, read no further than it may be long.

    A form or text/plain, which another site's page could post without being asked for leave
    (a "simple" request of CORS), is not read.

    Raises:
        Refused: the body is too long, of another content type, or no JSON object.
    """
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise Refused(415, "forbidden")
    try:
        announced = int(request.headers.get("content-length", "0"))
    except ValueError:
        raise Refused(400, "forbidden") from None
    body = b""
    while announced <= LARGEST_BODY and len(body) <= LARGEST_BODY:
        part = await request.stream.read()
        if part is None:
            return _object(body)
        body += part
    raise Refused(413, "too_long")


def _object(body: bytes) -> Dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "forbidden") from None
    if not isinstance(document, dict):
        raise Refused(400, "forbidden")
    return document


def checked(handler: Handler) -> Handler:
    """A handler of the page's own JSON requests, which gets the request and its document; what
    is refused becomes a short JSON answer."""

    @wraps(handler)
    async def with_checks(request: Request) -> Optional[HTTPResponse]:
        try:
            check_origin(request)
            return await handler(request, await read_json(request))
        except Refused as refused:
            return json_response(
                {"error": refused.reason}, refused.status, refusal_headers(refused)
            )

    return with_checks

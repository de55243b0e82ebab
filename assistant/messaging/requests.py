"""Reads a request's body, within limits."""

import json
from typing import Any, Optional

from sanic.exceptions import PayloadTooLarge
from sanic.request import Request


async def read_body(request: Request, limit: int) -> bytes:
    """The body of a request to a streaming route.

    Raises:
        PayloadTooLarge: it has more than ``limit`` bytes; no more of it is read.
    """
    body = bytearray()
    while True:
        part = await request.stream.read()
        if part is None:
            return bytes(body)
        body += part
        if len(body) > limit:
            raise PayloadTooLarge("The body is too long.")


def parse_object(body: bytes) -> Optional[Any]:
    """The JSON object that a body holds; None where it holds none."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None

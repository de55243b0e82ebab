"""Registers a webhook with its service when the server starts, however long that takes."""

import asyncio
from typing import Awaitable, Callable

import structlog

from assistant.messaging.api import ApiError

log = structlog.get_logger(__name__)

FIRST_PAUSE = 1.0  # seconds; each is twice the one before
LONGEST_PAUSE = 300.0


async def keep_registering(channel: str, register: Callable[[], Awaitable[None]]) -> None:
    """Register until it succeeds, or until the service refuses for good (a wrong token)."""
    pause = FIRST_PAUSE
    while True:
        try:
            await register()
            log.info("channels.registered", channel=channel)
            return
        except ApiError as error:
            report = log.warning if error.transient else log.error
            report("channels.not_registered", channel=channel, error=str(error))
            if not error.transient:
                return
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)

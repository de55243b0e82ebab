"""Calls of a service's HTTP API: asynchronous, with time limits, repeated where that may help."""

import asyncio
import logging
import random
from contextlib import contextmanager
from contextvars import ContextVar
from json import dumps
from typing import Any, Callable, Dict, Iterator, Optional

import httpx

from assistant.settings import ChannelSettings

# httpx tells every call's address, and the services' tokens stand in it.
logging.getLogger("httpx").setLevel(logging.WARNING)


class ApiError(Exception):
    """A service refused a call or could not be reached.

    ``transient``: the same call may succeed later, ``retry_after`` seconds from now where the
    service says so.
    """

    def __init__(
        self,
        description: str,
        status: Optional[int] = None,
        transient: bool = False,
        retry_after: float = 0.0,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.transient = transient
        self.retry_after = retry_after


_check: "ContextVar[Callable[[], None]]" = ContextVar("call_check", default=lambda: None)


@contextmanager
def checked(check: Callable[[], None]) -> Iterator[None]:
    """Before each attempt of the calls inside, ``check`` may raise what ends them."""
    before = _check.set(check)
    try:
        yield
    finally:
        _check.reset(before)


class Api:
    """One service's API.

    ``read`` gives a response's result or raises :class:`ApiError`.
    """

    def __init__(
        self, settings: ChannelSettings, url: str, read: Callable[[httpx.Response], Any]
    ) -> None:
        self._settings = settings
        self._client = httpx.AsyncClient(base_url=url, timeout=settings.channel_time_limit)
        self._read = read
        self._repeating = True

    async def call(
        self,
        method: str,
        path: str,
        json: Optional[Dict[str, Any]] = None,
        params: Optional[Dict[str, Any]] = None,
        attempts: Optional[int] = None,
    ) -> Any:
        """The call's result, after several attempts where they are needed.

        Raises:
            ApiError: it was refused, or every attempt failed.
        """
        left = attempts or self._settings.channel_attempts
        pause = self._settings.channel_pause
        while True:
            left -= 1
            _check.get()()
            try:
                return await self._once(method, path, json, params)
            except ApiError as error:
                wait = max(error.retry_after, pause * random.uniform(0.8, 1.2))
                if not error.transient or not left or wait > self._settings.channel_longest_pause:
                    raise
                if not self._repeating:
                    raise
            await asyncio.sleep(wait)
            pause = min(2 * pause, self._settings.channel_longest_pause / 2)

    async def _once(
        self, method: str, path: str, json: Optional[Any], params: Optional[Any]
    ) -> Any:
        try:
            response = await self._client.request(
                method,
                path,
                # In ASCII: a lone surrogate can only be sent as an escape.
                content=None if json is None else dumps(json),
                headers=None if json is None else {"Content-Type": "application/json"},
                params=params,
            )
        except httpx.HTTPError as error:  # its message may name the address
            raise ApiError(f"{type(error).__name__}", transient=True) from None
        return self._read(response)

    def stop_repeating(self) -> None:
        """From now on, a call that fails is not made again: the server stops."""
        self._repeating = False

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def json_object(response: httpx.Response) -> Dict[str, Any]:
    """The object that a response holds; an empty one where it holds none."""
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def passing(status: int) -> bool:
    """Whether a status tells of trouble that may pass."""
    return status == 429 or status >= 500

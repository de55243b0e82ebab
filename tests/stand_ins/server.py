"""What both stand-ins share: a real HTTP server in a thread, and trouble on demand."""

import asyncio
import json
import random
import socket
import threading
import time
from collections import deque
from typing import Any, Callable, Deque, Dict, List, NamedTuple, Optional

from aiohttp import web


class Call(NamedTuple):
    """A call that was answered well: the method's name, its parameters, when."""

    name: str
    parameters: Dict[str, Any]
    at: float


class StandIn:
    """A service's API.

    ``delay``: seconds before every answer. ``failing_share``: the share of calls that fail once,
    before anything is done; how is drawn from ``failures``. ``next_failures``: answers for the
    next calls, in their order.
    """

    failures: List[Callable[[], web.Response]]

    def __init__(self) -> None:
        self.calls: List[Call] = []
        self.refused: List[web.Response] = []
        self.delay = 0.0
        self.failing_share = 0.0
        self.next_failures: Deque[Callable[[], web.Response]] = deque()
        self.failed_calls = 0
        self._random = random.Random(5)
        self._failed_before: set = set()
        self._loop = asyncio.new_event_loop()
        self._runner: Optional[web.AppRunner] = None
        self.port = 0

    # --- what a stand-in answers -----------------------------------------------------------

    def application(self) -> web.Application:
        """The routes."""
        raise NotImplementedError

    async def trouble(self, identity: str) -> Optional[web.Response]:
        """The answer to a call that fails, None where it does not; a call fails once at most."""
        await asyncio.sleep(self.delay)
        if self.next_failures:
            return self.next_failures.popleft()()
        if identity not in self._failed_before and self._random.random() < self.failing_share:
            self._failed_before.add(identity)
            self.failed_calls += 1
            return self._random.choice(self.failures)()
        return None

    def note(self, name: str, parameters: Dict[str, Any]) -> None:
        """Remember a call that was answered well."""
        self.calls.append(Call(name, parameters, time.monotonic()))

    # --- what a test asks --------------------------------------------------------------------

    def named(self, name: str) -> List[Dict[str, Any]]:
        """The parameters of the calls of a method."""
        return [call.parameters for call in list(self.calls) if call.name == name]

    def wait_for(self, condition: Callable[[], Any], seconds: float = 20.0) -> Any:
        """Wait until a condition holds; what it gave.

        Raises:
            TimeoutError: it did not hold in time.
        """
        end = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"waited {seconds} s; calls: {self.calls[-5:]}")
            time.sleep(0.01)

    def print_calls(self) -> None:
        """Print each call as it comes, for a member of the staff who tries; never ends."""
        shown = 0
        while True:
            for call in self.calls[shown:]:
                print(call.name, json.dumps(call.parameters, ensure_ascii=False), flush=True)
                shown += 1
            time.sleep(0.2)

    # --- the server --------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The API's address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, port: int = 0) -> None:
        """Serve, on a free port where none is named."""
        started = threading.Event()

        async def serve() -> None:
            self._runner = web.AppRunner(self.application())
            await self._runner.setup()
            listening = socket.socket()
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("127.0.0.1", port or self.port))
            self.port = listening.getsockname()[1]
            await web.SockSite(self._runner, listening).start()
            started.set()

        def run() -> None:
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(serve())
            self._loop.run_forever()

        threading.Thread(target=run, daemon=True).start()
        if not started.wait(10):
            raise TimeoutError("the stand-in did not start")

    def stop(self) -> None:
        """Close the server; :meth:`start` opens it again on the same port."""
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._loop = asyncio.new_event_loop()


class ClosedConnection(web.Response):
    """No answer: the connection is closed."""

    async def prepare(self, request: web.BaseRequest) -> None:  # type: ignore[override]
        """Close instead of answering."""
        if request.transport:
            request.transport.close()

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing was begun."""

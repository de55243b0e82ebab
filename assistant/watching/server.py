"""Serves metrics, ``/live`` and ``/ready`` to this machine, in threads of its own: it answers also
where the event loop that it watches does not."""

import asyncio
import json
from concurrent.futures import TimeoutError as Late
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Callable, Dict, Optional, Tuple, Type

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from assistant.environment import HOST
from assistant.limits.address import FORWARDING_HEADERS
from assistant.watching.parts import Parts

LOOP_ANSWERS_WITHIN = 4.0  # seconds; the supervisor asks for five
JSON = "application/json"
Answer = Tuple[int, str, bytes]


class Heart:
    """Whether the server's event loop still turns; while it loads its model it may not."""

    def __init__(self) -> None:
        self._loop: Optional[asyncio.AbstractEventLoop] = None

    def beats_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """From now on, the loop is expected to answer."""
        self._loop = loop

    def problem(self) -> Optional[str]:
        """Why the server is to be started again; None where it works or still starts."""
        if self._loop is None:
            return None
        if self._loop.is_closed():
            return "the event loop has ended"
        waiting = asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._loop)
        try:
            waiting.result(LOOP_ANSWERS_WITHIN)
        except Late:
            waiting.cancel()
            return f"the event loop has not answered for {LOOP_ANSWERS_WITHIN:.0f} s"
        return None


class WatchServer:
    """The server; it listens once it is made.

    Raises:
        OSError: the port is taken.
    """

    def __init__(self, port: int, registry: CollectorRegistry, parts: Parts, heart: Heart) -> None:
        pages: Dict[str, Callable[[], Answer]] = {
            "/metrics": lambda: (200, CONTENT_TYPE_LATEST, generate_latest(registry)),
            "/live": lambda: _live(heart),
            "/ready": lambda: _ready(parts),
        }
        self._server = ThreadingHTTPServer((HOST, port), _handler(pages))
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        Thread(target=self._server.serve_forever, name="watching", daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._server.shutdown()
        self._server.server_close()


def _live(heart: Heart) -> Answer:
    problem = heart.problem()
    return _json(problem is None, {"live": problem is None, "problem": problem})


def _ready(parts: Parts) -> Answer:
    problems = parts.now()
    ready = not any(problems.values())
    told = {name: problem or "works" for name, problem in problems.items()}
    return _json(ready, {"ready": ready, "parts": told})


def _json(well: bool, document: Dict[str, Any]) -> Answer:
    return 200 if well else 503, JSON, json.dumps(document).encode()


def _handler(pages: Dict[str, Callable[[], Answer]]) -> Type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "watch", ""
        timeout = 10  # seconds that a connection may be silent

        def do_GET(self) -> None:
            page = pages.get(self.path)
            status, kind, body = page() if page and self._is_local() else (404, JSON, b"{}")
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _is_local(self) -> bool:
            """Whether it was asked for by somebody on this machine, not handed on by a proxy nor
            by a browser that another site's name has led here."""
            host = (self.headers.get("Host") or "").partition(":")[0]
            forwarded = any(name in self.headers for name in FORWARDING_HEADERS)
            return host in (HOST, "localhost") and not forwarded

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: it is asked every few seconds."""

    return Handler

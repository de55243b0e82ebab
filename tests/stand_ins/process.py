"""One process of the assistant's, for tests of the proxy and of restarts: says which one answered.

``python -m tests.stand_ins.process PORT NAME HEARD``: every body that it reads is noted in the file
HEARD. On SIGTERM it ends as Sanic does: takes no new connection, and answers what it has taken.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, List

from assistant.settings import ROOT

DIES = "/webhooks/web/dies"  # once it has read what was sent
LINES = "/webhooks/web/lines"  # two, the second a second later


class Process:
    """The program, running; ``name`` is how it answers."""

    def __init__(self, folder: Path, name: str, port: int) -> None:
        self.name, self.port = name, port
        self._heard = folder / f"{name}.heard"
        self._heard.touch()
        self.start()

    def start(self) -> None:
        """Start, and wait until it listens."""
        arguments = [str(self.port), self.name, str(self._heard)]
        self.process = subprocess.Popen([sys.executable, "-m", __name__, *arguments], cwd=ROOT)
        deadline = time.monotonic() + 20
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            assert self.process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)

    def stop(self, number: int = signal.SIGKILL) -> None:
        """End it by a signal."""
        self.process.send_signal(number)
        self.process.wait(20)

    def heard(self) -> List[str]:
        """Every body that it was sent."""
        return self._heard.read_text().splitlines()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.heard.open("a") as file:
            file.write(f"{body.decode()}\n")
        self._answer()

    def _answer(self) -> None:
        if self.path == DIES:
            os._exit(1)
        said = [f"{self.server.name}\n".encode()] * (1 + (self.path == LINES))
        self.send_response(200)
        self.send_header("Content-Length", str(len(b"".join(said))))
        self.send_header("Connection", "close")
        self.end_headers()
        for number, line in enumerate(said):
            time.sleep(number)
            self.wfile.write(line)
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # what was taken is answered
    request_queue_size = 128

    def __init__(self, port: int, name: str, heard: Path) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.name, self.heard = name, heard


def main() -> None:
    """Serve until a signal."""
    server = _Server(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
    end = threading.Thread(target=server.shutdown)
    signal.signal(signal.SIGTERM, lambda *_: end.start())
    server.serve_forever(poll_interval=0.05)
    while select.select([server.socket], [], [], 0)[0]:  # who came meanwhile
        server.handle_request()
    server.server_close()


if __name__ == "__main__":
    main()

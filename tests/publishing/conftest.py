"""Models that are files of a few letters, and Rasa's watched ports."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator, List

import pytest

from assistant.database import now
from assistant.model import write_digest
from assistant.publishing import active as active_module
from assistant.publishing.places import Places, write
from assistant.publishing.trial import Phase, Trial


@pytest.fixture
def places(tmp_path, monkeypatch) -> Places:
    """A folder of publishing with models, and one of the project's own."""
    places = Places(tmp_path / "publishing")
    places.models.mkdir(parents=True)
    own = tmp_path / "own.tar.gz"
    for path in (own, *(places.models / f"{name}.tar.gz" for name in ("one", "two"))):
        path.write_text(path.name)
        write_digest(path)
    monkeypatch.setattr(active_module, "model_path", lambda: own)
    monkeypatch.setattr(active_module, "fingerprint", lambda: "these files")
    return places


def tried(places: Places, model: str) -> None:
    """Note that a model was tried and compared."""
    write(places.trial, Trial(by="lina", began=now(), phase=Phase.COMPARED, model=model))


class Rasa:
    """Processes that tell at their watched ports which model they serve; each follows ``serves``,
    unless it is one that does not come up."""

    def __init__(self, number: int) -> None:
        self.serves = ["own.tar.gz"] * number
        self.ready = [200] * number
        self._servers = [
            ThreadingHTTPServer(("127.0.0.1", 0), self._handler(each)) for each in range(number)
        ]
        for server in self._servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()

    @property
    def ports(self) -> List[int]:
        """Where they are watched."""
        return [server.server_address[1] for server in self._servers]

    def stop(self) -> None:
        """End them."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _handler(self, number: int) -> type:
        rasa = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                metrics = f'oim_model_info{{name="{rasa.serves[number]}"}} 1.0\n'
                status = 200 if self.path == "/metrics" else rasa.ready[number]
                self.send_response(status)
                self.end_headers()
                self.wfile.write(metrics.encode())

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler


@pytest.fixture
def rasa() -> Iterator[Rasa]:
    """Two of them."""
    rasa = Rasa(2)
    yield rasa
    rasa.stop()
